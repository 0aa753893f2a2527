"""The cast of the article tests: one shop, one ordinary day, told event by event. No database.

a_visit().short_of(E.ORDER_SIGNED)                  everything up to it, but not it
a_visit().until(E.ORDER_SIGNED)                     and it too
a_visit().leaving_out(E.WALKED_AROUND)              the same day without it
….then(E.ESTIMATE_MADE, "10:40")                    and then that
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from jieche.rulebook import judge, path
from jieche.rulebook.case import Case, Happened
from jieche.rulebook.hours import Hours, Shop
from jieche.rulebook.judge import Owed
from jieche.rulebook.words import Event, Kind, Proof, Role, Stage
from jieche.rulebook.words import Event as E

EVERYBODY = tuple(Role)
CHINA = ZoneInfo("Asia/Shanghai")

_DESK = ((time(8), time(18)),)
_WORK = ((time(8), time(12)), (time(13), time(18)))
# Monday to Saturday; 23 November 2026 is a Monday.
SHOP = Shop(
    desk=Hours(week=dict.fromkeys(range(6), _DESK), zone=CHINA),
    work=Hours(week=dict.fromkeys(range(6), _WORK), zone=CHINA),
)


def clock(text: str) -> datetime:
    """Return what the shop's clock shows: "2026-11-23 10:00"; without a day, that Monday."""
    day, _, hour = text.rpartition(" ")
    form = "%H:%M:%S" if hour.count(":") == 2 else "%H:%M"
    return datetime.strptime(f"{day or '2026-11-23'} {hour}", f"%Y-%m-%d {form}").replace(
        tzinfo=CHINA
    )


@dataclass(frozen=True)
class Line:
    """One event of a plan, at an hour; with the hour agreed in it, if any."""

    at: str
    event: Event
    agreed: str = ""

    def happened(self) -> Happened:
        """Return it as an entry of the journal."""
        return Happened(self.event, clock(self.at), clock(self.agreed) if self.agreed else None)


@dataclass(frozen=True)
class Story:
    """What has happened so far, and how an ordinary day would go on."""

    kind: Kind
    plan: tuple[Line, ...]
    told: tuple[Line, ...] = ()

    def leaving_out(self, *events: Event) -> "Story":
        """Return the same day on which these never happen."""
        return replace(self, plan=tuple(line for line in self.plan if line.event not in events))

    def short_of(self, event: Event) -> "Story":
        """Return the day told up to ``event``, which has not happened."""
        at = next(n for n, line in enumerate(self.plan) if line.event == event)
        return replace(self, plan=self.plan[at:], told=(*self.told, *self.plan[:at]))

    def until(self, event: Event) -> "Story":
        """Return the day told up to and including ``event``."""
        short = self.short_of(event)
        return replace(short, plan=short.plan[1:], told=(*short.told, short.plan[0]))

    def then(self, event: Event, at: str = "", *, agreed: str = "") -> "Story":
        """Return the story with ``event`` added; without an hour, at that of the last line."""
        hour = at or (self.told[-1].at if self.told else "10:00")
        return replace(self, told=(*self.told, Line(hour, event, agreed)))

    @property
    def stage(self) -> Stage:
        """Return where the matter stands; an event that is off the path moves nothing."""
        stage = Stage.NEW
        for line in self.told:
            stage = path.stage_after(self.kind, stage, line.event) or stage
        return stage

    @property
    def case(self) -> Case:
        """Return the story as the rule book is told it."""
        return Case(self.kind, self.stage, tuple(line.happened() for line in self.told))


def a_visit() -> Story:
    """Tell of an ordinary car, from the gate in the morning to the call three days later."""
    return Story(Kind.VISIT, _plan(_ARRIVAL, *_REST))


def a_diagnosed_visit() -> Story:
    """Tell of a car that was diagnosed before it was priced."""
    return Story(Kind.VISIT, _plan(_ARRIVAL, _DIAGNOSIS, *_REST))


def a_declined_visit() -> Story:
    """Tell of a car that was diagnosed and then not repaired."""
    return Story(Kind.VISIT, _plan(_ARRIVAL, _DIAGNOSIS, _LEAVING))


def a_call() -> Story:
    """Tell of a customer who rings up and books."""
    return Story(Kind.VISIT, _plan(_CALL))


def an_enquiry() -> Story:
    """Tell of a customer who rings up with a question that takes a while to answer."""
    return Story(Kind.VISIT, _plan(_ENQUIRY))


def a_supplement() -> Story:
    """Tell of an item found in the workshop, agreed to by phone and done."""
    return Story(Kind.SUPPLEMENT, _plan(_SUPPLEMENT))


def a_refused_supplement() -> Story:
    """Tell of an item found in the workshop that the customer does not want."""
    return Story(Kind.SUPPLEMENT, _plan(_REFUSED))


def a_booking(starts_at: str = "2026-11-26 14:00") -> Story:
    """Tell of a booking made on Monday morning."""
    made = Line("09:00", E.BOOKING_MADE, starts_at)
    return Story(Kind.BOOKING, (made, *_plan(_BOOKING)))


def a_complaint() -> Story:
    """Tell of a complaint heard, looked into and closed."""
    return Story(Kind.COMPLAINT, _plan(_COMPLAINT))


def a_report(kind: str = "week") -> Story:
    """Tell of a report due on Saturday at six: with "month" it needs its analysis."""
    analysis = (Line("2026-11-28 08:00", E.ANALYSIS_DUE),) if kind == "month" else ()
    plan = (Line("2026-11-28 08:00", E.REPORT_OPENED, "2026-11-28 18:00"), *analysis)
    return Story(Kind.REPORT, (*plan, *_plan(_REPORT)))


def refused(story: Story, event: Event, *, by: Collection[Role] = EVERYBODY) -> list[str]:
    """Return the clauses that refuse ``event`` now; being off the path is no clause."""
    return [r.clause for r in judge.refusals(event, by, story.case) if r.clause]


def may(story: Story, event: Event, *, by: Collection[Role] = EVERYBODY) -> bool:
    """Say whether nothing at all stands in the way of ``event``."""
    return not judge.refusals(event, by, story.case)


def without(event: Event, *given: Proof) -> list[str]:
    """Return the clauses that miss a proof when ``event`` comes with only ``given``."""
    return [r.clause for r in judge.missing_proofs(event, given)]


def lacks(event: Event, proof: Proof) -> list[str]:
    """Return the clauses that refuse ``event`` for want of ``proof`` alone."""
    return without(event, *(each for each in Proof if each is not proof))


def said(event: Event, clause: str, lang: str = "zh") -> str:
    """Return the words that ``clause`` has to say at ``event``, empty where it has none."""
    return next(
        (
            prompt.words(lang, advisor="李雯", customer="陈女士")
            for asked_by, prompt in judge.prompts(event)
            if asked_by.number == clause
        ),
        "",
    )


def to_say(story: Story, event: Event, at: str) -> list[str]:
    """Return the clauses whose words are said at ``event`` at that hour, as things stand."""
    return [c.number for c, _ in judge.words_to_say(event, story.case, clock(at))]


def owed(story: Story, clause: str, shop: Shop = SHOP) -> list[Owed]:
    """Return what ``clause`` has asked so far, oldest first."""
    return [one for one in judge.owed(story.case, shop) if one.clause == clause]


def the_one(story: Story, clause: str, shop: Shop = SHOP) -> Owed:
    """Return the one thing that ``clause`` asks; fails where it asks none or several."""
    (one,) = owed(story, clause, shop)
    return one


def kept(one: Owed) -> bool:
    """Say whether it was met in time."""
    return one.met_at is not None and one.met_at <= one.due_at


def _plan(*parts: str) -> tuple[Line, ...]:
    """Read plans: one event a line, its hour before it and an agreed hour after it."""
    lines = []
    for text in "\n".join(parts).splitlines():
        hour, _, rest = text.strip().partition(" | ")
        name, _, agreed = rest.partition(" | ")
        if name:
            lines.append(Line(hour, Event[name.strip()], agreed.strip()))
    return tuple(lines)


_ARRIVAL = """
    10:00 | VEHICLE_ARRIVED
    10:01 | CUSTOMER_GREETED
    10:02 | PURPOSE_STATED
    10:03 | CONSENT_GIVEN
"""
_DIAGNOSIS = """
    10:04 | DIAGNOSIS_AGREED
    10:05 | DIAGNOSIS_STARTED
    10:14 | DIAGNOSIS_ENDED
    10:16 | DIAGNOSIS_REPORTED
    10:17 | DIAGNOSIS_TOLD
"""
_ESTIMATE = """
    10:18 | ESTIMATE_MADE
    10:19 | QUALITY_PROMISED
    10:20 | DELIVERY_PROMISED | 17:00
    10:21 | ORDER_SHOWN
    10:22 | ORDER_SIGNED
"""
_LEAVING = """
    10:18 | ESTIMATE_MADE
    10:19 | ORDER_DECLINED
    10:19 | FEE_TOLD
    10:20 | FEE_PAID
    10:21 | EXIT_NOTICE_ISSUED
    10:22 | VEHICLE_LEFT
"""
_HAND_IN = """
    10:23 | HAND_IN_STARTED
    10:24 | PAPERS_CHECKED
    10:25 | WALKED_AROUND
    10:26 | BELONGINGS_LISTED
    10:27 | BELONGINGS_SIGNED
    10:28 | BELONGINGS_BOXED
    10:29 | KEY_HUNG
    10:30 | READINGS_TAKEN
    10:31 | HAND_IN_COMPLETED
    10:32 | CUSTOMER_SEEN_OFF
"""
_WORKSHOP = """
    10:34 | FILE_SET_UP
    10:35 | ORDER_TIDIED
    10:36 | TEAM_SET
    10:37 | WASH_ASKED
    10:50 | WASHED
    10:52 | WASH_BACK
    11:00 | TAKEN_INTO_WORKSHOP
    11:05 | WORK_STARTED
    11:20 | PARTS_ISSUED
    15:35 | PROGRESS_ASKED
    15:37 | WORK_FINISHED
    15:40 | INSPECTION_PASSED
"""
_READY = """
    15:42 | TAKEN_OVER
    15:46 | LAST_CLEANED
    15:48 | ITEMS_RETURNED
    15:50 | PAPERS_COLLECTED
    15:52 | ACCOUNT_DRAWN
    15:54 | DOCUMENTS_READY
    15:56 | TOLD_TO_COLLECT
"""
_COLLECTION = """
    16:50 | CUSTOMER_RETURNED
    16:52 | VEHICLE_VIEWED
    16:58 | SETTLEMENT_PRESENTED
    17:00 | SETTLEMENT_AGREED
    17:02 | PAYMENT_TAKEN
    17:03 | SETTLEMENT_CLOSED
    17:04 | EXIT_NOTICE_ISSUED
    17:06 | SIX_HANDED_OVER
    17:10 | YARD_CHECKED
    17:12 | ACCEPTANCE_SIGNED
    17:15 | RELEASED
    17:30 | PAPERS_FILED
    2026-11-26 10:00 | FOLLOWED_UP
"""
_REST = (_ESTIMATE, _HAND_IN, _WORKSHOP, _READY, _COLLECTION)
_CALL = """
    10:00 | CALL_TAKEN
    10:01 | PURPOSE_STATED
    10:04 | BOOKING_AGREED | 2026-11-26 14:00
    10:05 | CALL_ENDED
"""
_ENQUIRY = """
    10:00 | CALL_TAKEN
    10:01 | PURPOSE_STATED
    10:03 | ANSWER_PROMISED | 15:00
    14:30 | ENQUIRY_ANSWERED
"""
_SUPPLEMENT = """
    13:00 | SUPPLEMENT_FOUND
    13:05 | CUSTOMER_ASKED
    13:08 | SUPPLEMENT_AGREED | 18:00
    13:10 | WORKSHOP_TOLD
    13:11 | SHEET_DELIVERED
    13:15 | SUPPLEMENT_PARTS_ISSUED
    13:20 | SUPPLEMENT_STARTED
    14:40 | SUPPLEMENT_DONE
    16:55 | SUPPLEMENT_SIGNED
"""
_REFUSED = """
    13:00 | SUPPLEMENT_FOUND
    13:05 | CUSTOMER_ASKED
    13:08 | SUPPLEMENT_REFUSED
    13:10 | WORKSHOP_TOLD
"""
_BOOKING = """
    09:05 | BOOKING_CONFIRMED
    09:30 | WORKSHOP_INFORMED
    09:40 | BAY_RESERVED
    2026-11-25 15:00 | BOOKING_REMINDED
    2026-11-26 13:55 | BOOKING_KEPT
"""
_REPORT = """
    2026-11-28 17:00 | ANALYSIS_WRITTEN
    2026-11-28 17:30 | REPORT_SUBMITTED
    2026-11-28 17:40 | REPORT_SEEN
    2026-11-28 17:50 | REPORT_READ
"""
_COMPLAINT = """
    09:00 | COMPLAINT_REGISTERED
    09:05 | REPLY_PROMISED | 16:00
    11:00 | FACTS_GATHERED
    15:00 | COMPLAINT_REPLIED
    15:30 | COMPLAINT_RESOLVED
    15:35 | COMPLAINT_CLOSED
"""
