"""What is done on the way into the workshop, in the repair, and with its supplements."""

from jieche.workshop.commands.inspection import fail_inspection, pass_inspection
from jieche.workshop.commands.progress import ask_progress, note_anomaly, take_measure, tell_delay
from jieche.workshop.commands.receipt import take_into_workshop, tidy_order
from jieche.workshop.commands.repair import (
    finish_work,
    issue_parts,
    report_supplement,
    return_parts,
    start_work,
)
from jieche.workshop.commands.supplements import (
    agree_supplement,
    ask_customer,
    deliver_sheet,
    finish_supplement,
    issue_supplement_parts,
    record_signature_refused,
    refuse_supplement,
    sign_supplement,
    start_supplement,
    tell_workshop,
    warn_customer,
)
from jieche.workshop.commands.teams import assign_teams, refer_teams, set_team
from jieche.workshop.commands.wash import ask_wash, decline_wash, finish_wash, hand_back

__all__ = [
    "agree_supplement",
    "ask_customer",
    "ask_progress",
    "ask_wash",
    "assign_teams",
    "decline_wash",
    "deliver_sheet",
    "fail_inspection",
    "finish_supplement",
    "finish_wash",
    "finish_work",
    "hand_back",
    "issue_parts",
    "issue_supplement_parts",
    "note_anomaly",
    "pass_inspection",
    "record_signature_refused",
    "refer_teams",
    "refuse_supplement",
    "report_supplement",
    "return_parts",
    "set_team",
    "sign_supplement",
    "start_supplement",
    "start_work",
    "take_into_workshop",
    "take_measure",
    "tell_delay",
    "tell_workshop",
    "tidy_order",
    "warn_customer",
]
