"""What a page says beside an act: why it is refused, the words to say, who did it and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.timezone import localtime

from jieche.journal.models import Entry
from jieche.rulebook.judge import Refusal, allowed_roles
from jieche.rulebook.words import Event
from jieche.staff.models import Staff

# What is noted by itself once the last of several acts is done: by whose act it comes about.
_ACT_OF = {
    Event.SUPPLEMENTS_SETTLED: Event.CUSTOMER_ASKED,
    Event.SHEETS_SIGNED: Event.SUPPLEMENT_SIGNED,
}


@dataclass
class Reason:
    """A refusal as the page shows it, with the link that mends it."""

    reason: str
    clause: str = ""
    mend_url: str = ""
    mend_words: str = ""
    mend_by: str = ""  # who does what mends it, where the person can't himself


@dataclass
class Words:
    """Words to say, with their tick."""

    clause: str
    words: str
    ticked: bool = False


def put_beside(form: Form, reasons: Iterable[Refusal], language: str) -> list[Refusal]:
    """
    Put each reason beside the field it is about, and return those that are about none.

    The error's code is the reason's clause, so that the list above the form can cite it.
    """
    reasons = list(reasons)
    for reason in reasons:
        if reason.field in form.fields:
            form.add_error(
                reason.field, ValidationError(reason.text(language), code=reason.clause or None)
            )
    return [reason for reason in reasons if reason.field not in form.fields]


def put_into(form: Form, reasons: Iterable[Refusal], language: str) -> None:
    """Put each reason beside the field it is about, and those about none above the form."""
    for reason in put_beside(form, reasons, language):
        form.add_error(None, ValidationError(reason.text(language), code=reason.clause or None))


def who_does(event: Event, staff: Staff, language: str) -> str:
    """Return the roles that an act is for, "" where the person has one of them himself."""
    roles = allowed_roles(_ACT_OF.get(event, event))
    if staff.is_one_of(*roles):
        return ""
    return ("、" if language.startswith("zh") else ", ").join(
        role.label(language) for role in roles
    )


def when_and_who(entry: Entry) -> str:
    """Say when something was done and by whom: "10:31 · Li Wen", with the day on a later one."""
    at = localtime(entry.happened_at)
    same_day = at.date() == localtime(entry.matter.changed_at).date()
    when = f"{at:%H:%M}" if same_day else f"{at:%m-%d %H:%M}"
    return f"{when} · {entry.by.name}"
