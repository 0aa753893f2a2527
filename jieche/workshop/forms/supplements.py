"""What the acts of a supplement ask for. Article 9."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.estimate.asked import part_field, parts_so_far, parts_typed
from jieche.estimate.offering import Offering, asks_again, picked, slip_in
from jieche.estimate.queries import supplies
from jieche.ui.forms import ActForm, MomentField, SignatureField, word_choices
from jieche.values.phone import parse as parse_phone
from jieche.values.verdict import Impossible
from jieche.visits.models import Visit
from jieche.workshop import queries
from jieche.workshop.forms.repair import IssueParts, area
from jieche.workshop.models import Supplement
from jieche.workshop.words import Channel, Reached

_DISPATCHER = "dispatcher"  # who says himself which team it is


def customer(supplement: Supplement) -> str:
    """Return the name of the person to ask."""
    sender = supplement.visit.sender
    return sender.name if sender else ""


def dispatcher(supplement: Supplement) -> str:
    """Return the name of the person in the workshop who has the car."""
    receipt = queries.receipt_of(supplement.visit)
    return receipt.receiver.name if receipt else ""


class AskCustomer(ActForm):
    """9.1: by what, at which number, whom, and what came of it."""

    channel = forms.TypedChoiceField(
        label=_("How"), choices=word_choices(Channel), coerce=Channel.of,
        widget=forms.RadioSelect, initial=Channel.PHONE.value,
    )  # fmt: skip
    number_called = forms.CharField(
        label=_("Number called"), max_length=40, required=False,
        help_text=_("Not needed for one asked in person."),
    )  # fmt: skip
    person_asked = forms.CharField(label=_("Who was asked"), max_length=60)
    reached = forms.TypedChoiceField(
        label=_("What the call brought"),
        error_messages={"required": _("Say what the call brought.")},
        choices=word_choices(Reached), coerce=Reached.of, widget=forms.RadioSelect,
    )  # fmt: skip
    is_warned = forms.BooleanField(required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def prepare(self) -> None:
        """Begin with the customer and his number; a warning is for safety items."""
        supplement: Supplement = self.subject
        sender = supplement.visit.sender
        self.initial["person_asked"] = customer(supplement)
        self.initial["number_called"] = _readable(sender.phone) if sender else ""
        if supplement.is_safety:
            self.fields["is_warned"].label = _("I told him: %(warning)s") % {
                "warning": supplement.warning
            }
        else:
            del self.fields["is_warned"]

    @cached_property
    def offering(self) -> Offering | None:
        """Return how the added work moves the time: it is said before the call (9.2)."""
        return _with_the_work(self) if self.at is not None else None

    def clean(self) -> dict[str, Any]:
        """Ask for the number of a call; nobody who was not reached was warned."""
        given = super().clean() or {}
        by_word = given.get("channel") is Channel.IN_PERSON
        if by_word:
            given["number_called"] = ""
        elif not given.get("number_called"):
            self.add_error("number_called", _("Which number was called?"))
        if given.get("is_warned") and given.get("reached") is Reached.NOBODY:
            self.add_error("is_warned", _("Nobody was reached, so nobody was warned."))
        return given


class WarnCustomer(ActForm):
    """9.8."""

    note = forms.CharField(label=_("What he said to it"), max_length=200, required=False)


class RefuseSupplement(ActForm):
    """9.9: one press; his words where he gave some."""

    answered_by = forms.CharField(label=_("Who answered"), max_length=60)
    said = forms.CharField(label=_("In his words"), max_length=300, required=False)

    def prepare(self) -> None:
        """Begin with the customer."""
        self.initial["answered_by"] = customer(self.subject)


class AgreeSupplement(RefuseSupplement):
    """9.2: the yes, and what becomes of the delivery time."""

    stays = forms.TypedChoiceField(
        label=_("Delivery time"),
        choices=[("moves", _("Moves to")), ("stays", _("Stays as promised"))],
        coerce=lambda choice: choice == "stays",
        widget=forms.RadioSelect,
        initial="moves",
    )
    promised_at = MomentField(
        label=_("Another time"), required=False,
        help_text=_("A time typed here goes before the offers."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Ask about the parts of the sheet that nobody has asked about."""
        super().prepare()
        supplement: Supplement = self.subject
        again = asks_again("workshop:agree_offers", supplement.pk)
        self.fields["promised_at"].widget.attrs |= again | {"data-other-time": ""}
        if self.at is None:
            return
        visit, lines = supplement.visit, queries.lines_of_supplement(supplement)
        for each in supplies(visit, lines, self.at):
            if not each.is_known:
                self.fields[f"part_{each.line.pk}"] = part_field(
                    each, visit, self.at, required=False, attrs=again | {"hx-trigger": "change"}
                )

    @cached_property
    def offering(self) -> Offering | None:
        """Return the offers with the added work, never before the promise that stands."""
        return _with_the_work(self) if self.at is not None else None

    def part_fields(self) -> list[forms.BoundField]:
        """Return the fields of parts that nobody has asked about."""
        return [self[name] for name in self.fields if name.startswith("part_")]

    def clean(self) -> dict[str, Any]:
        """Take the new time where it moves, typed or picked, and what was said of the parts."""
        given = super().clean() or {}
        if not given.get("promised_at") and not self.has_error("promised_at"):
            given["promised_at"] = picked(self.data)
        if self.at is not None:
            given["parts"] = parts_typed(self, given, self.subject.visit, self.at)
        for name in [name for name in given if name.startswith("part_")]:
            del given[name]
        if given.get("stays") is True:
            given["promised_at"] = None
        return {**given, "shown": slip_in(self.data)}


def _with_the_work(form: ActForm) -> Offering:
    """Return the offers of a visit with the work of one supplement."""
    supplement: Supplement = form.subject
    if form.at is None:
        raise AssertionError
    parts = parts_so_far(form, supplement.visit, form.at)
    return Offering(supplement.visit, form.at, form.data, parts=parts, counting=supplement.sheet)


class TellWorkshop(ActForm):
    """9.4."""

    person_told = forms.CharField(label=_("Who was told"), max_length=60)
    told_at = MomentField(label=_("When"))

    def prepare(self) -> None:
        """Begin with the dispatcher, now."""
        self.initial["person_told"] = dispatcher(self.subject)
        self.initial["told_at"] = self.at


class DeliverSheet(ActForm):
    """9.6; and 8.3 where one team works on the car: it may have this work too."""

    delivered_to = forms.CharField(label=_("Who received it"), max_length=60)
    delivered_at = MomentField(label=_("When"))
    team = forms.ChoiceField(
        label=_("Team"), widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("This team does not work on the car alone: choose again."),
        },
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with the dispatcher, now, and with the team that has the car."""
        self.initial["delivered_to"] = dispatcher(self.subject)
        self.initial["delivered_at"] = self.at
        teams = queries.teams_of(self.subject.visit)
        if len(teams) > 1 and not self.data.get("team"):
            del self.fields["team"]
            return
        self.teams = {str(team.pk): team for team in teams if len(teams) == 1}
        field: Any = self.fields["team"]
        field.choices = [
            *((key, team.name) for key, team in self.teams.items()),
            (_DISPATCHER, _("The dispatcher assigns it")),
        ]
        self.initial["team"] = next(iter(self.teams), _DISPATCHER)

    def clean(self) -> dict[str, Any]:
        """Hand over the team, None where the dispatcher is to say."""
        given = super().clean() or self.cleaned_data
        team = given.get("team", _DISPATCHER)
        return {**given, "team": None if team == _DISPATCHER else self.teams[team]}


class IssueSupplementParts(IssueParts):
    """9.10: the parts of this supplement."""

    def prepare(self) -> None:
        """List what is left to hand out of its sheet."""
        self.sheet = self.subject.sheet
        super().prepare()

    @property
    def visit(self) -> Visit:
        """Return the visit whose parts they are."""
        visit: Visit = self.subject.visit
        return visit


class SignSupplement(ActForm):
    """9.5."""

    signature = SignatureField(label=_("Customer’s signature"))

    def prepare(self) -> None:
        """Begin with the customer's name."""
        self.initial["signature"] = customer(self.subject)


class RecordSignatureRefused(ActForm):
    """9.5."""

    reason = forms.CharField(label=_("Why he does not sign"), max_length=200, widget=area())


def _readable(digits: str) -> str:
    try:
        return parse_phone(digits).shown
    except Impossible:
        return digits
