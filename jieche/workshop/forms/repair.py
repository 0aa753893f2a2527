"""What the acts of the repair ask for."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.estimate.offering import Offering, asks_again, picked, slip_in
from jieche.estimate.pricing import tenths
from jieche.estimate.rows import Rows, TenthsField, row_set
from jieche.journal.queries import last_entry
from jieche.rulebook.words import Event, Role
from jieche.staff.models import Staff
from jieche.ui.forms import ActForm, MomentField
from jieche.visits.models import Visit
from jieche.workshop import queries

_TOO_LONG = 60 * 24 * 14  # minutes: no supplement adds more than two weeks of work


class YesNoField(forms.TypedChoiceField):
    """A question that is answered: nothing is taken for granted."""

    def __init__(self, *, yes: Any, no: Any, ask: Any, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"required": ask},
            choices=[("no", no), ("yes", yes)],
            coerce=lambda answer: answer == "yes",
            widget=forms.RadioSelect,
            **kwargs,
        )


def area(**attrs: Any) -> forms.Textarea:
    """Return a place for a few lines of text."""
    return forms.Textarea(attrs={"rows": 2, **attrs})


class Quantities(ActForm):
    """One quantity for each row that something can be done with; blank means nothing of it."""

    def ask(self, pk: int, name: str, most: int, unit: str) -> None:
        """Ask for a quantity of one row, ``most`` in tenths, all of it at first."""
        label = f"{name} × {tenths(most)} {unit}"
        self.fields[f"quantity_{pk}"] = TenthsField(label=label, required=False, initial=most)

    def clean(self) -> dict[str, Any]:
        """Return the quantities by row."""
        given = super().clean() or {}
        names = [name for name in self.fields if name.startswith("quantity_")]
        quantities = {
            int(name.partition("_")[2]): given.pop(name) for name in names if given.get(name)
        }
        kept = {name: value for name, value in given.items() if name not in names}
        return {**kept, "quantities": quantities}


class IssueParts(Quantities):
    """3.3, 9.10: the agreed parts that are not out yet, and who takes them."""

    to = forms.CharField(label=_("Who takes them"), max_length=60)
    sheet = 0

    def prepare(self) -> None:
        """List what is left to hand out; as a rule whoever works on the car takes it."""
        started = last_entry(self.visit.matter, Event.WORK_STARTED)
        self.initial["to"] = started.by.name if started else ""
        for line, left in queries.to_issue(queries.part_lines(self.visit, sheet=self.sheet)):
            self.ask(line.pk, line.name, left, line.unit)
        self.order_fields([*(n for n in self.fields if n != "to"), "to"])

    @property
    def visit(self) -> Visit:
        """Return the visit whose parts they are."""
        visit: Visit = self.subject
        return visit


class ReturnParts(Quantities):
    """What comes back, and why."""

    reason = forms.CharField(label=_("Why they come back"), max_length=120)

    def prepare(self) -> None:
        """List what is out; nothing comes back by itself."""
        for issue in queries.issued_not_returned(self.subject):
            self.ask(issue.pk, f"{issue.line.name} · {issue.number}", issue.out_tenths,
                     issue.line.unit)  # fmt: skip
            self.fields[f"quantity_{issue.pk}"].initial = None
        self.order_fields([*(n for n in self.fields if n != "reason"), "reason"])


class ReportSupplement(ActForm):
    """One finding with its lines, why it is needed, and how much longer it takes (9.5 to 9.8)."""

    technical_reason = forms.CharField(
        label=_("Why it is needed, technically"), max_length=500, widget=area()
    )
    is_safety = YesNoField(
        label=_("Is safety at stake?"), yes=_("Yes, safety"), no=_("No"),
        ask=_("Say whether safety is at stake."),
        help_text=_("Brakes, steering, tyres, lights, leaks of fuel, airbags."),
    )  # fmt: skip
    warning = forms.CharField(
        label=_("What may happen if it is left"), max_length=300, required=False, widget=area()
    )
    added_minutes = forms.IntegerField(
        label=_("Longer by, minutes of work"), min_value=0, max_value=_TOO_LONG
    )
    rows: Rows

    def prepare(self) -> None:
        """Read the rows as they were sent, or offer blank ones."""
        self.rows = row_set(self.subject.shop, self.data if self.is_bound else None)

    def clean(self) -> dict[str, Any]:
        """Read the rows into lines; a safety item says what may happen."""
        given = super().clean() or {}
        if not self.rows.is_valid():
            for place, row in enumerate(self.rows.forms, 1):
                if not self.rows.is_gone(row):
                    for wrong in [str(e) for errors in row.errors.values() for e in errors]:
                        self.add_error(
                            None, _("Line %(n)s: %(wrong)s") % {"n": place, "wrong": wrong}
                        )
        elif not self.rows.drafts():
            self.add_error(None, _("Write at least one line."))
        if given.get("is_safety") and not given.get("warning"):
            self.add_error("warning", _("Say what may happen: the customer has to know it."))
        return {**given, "lines": self.rows.drafts()}


class AskProgress(ActForm):
    """10.2."""

    expected_finish_at = MomentField(label=_("Finished at"))
    is_abnormal = YesNoField(
        label=_("Anything wrong?"), yes=_("Abnormal"), no=_("All normal"),
        ask=_("Say whether anything is wrong."),
    )  # fmt: skip
    text = forms.CharField(label=_("What the workshop says"), max_length=300, required=False)
    answered_by = forms.CharField(label=_("Who answered"), max_length=60)

    def prepare(self) -> None:
        """Begin with the promise while it is to come, and with the person who has the car."""
        visit: Visit = self.subject
        if visit.promised_at and self.at and visit.promised_at >= self.at:
            self.initial["expected_finish_at"] = visit.promised_at
        receipt = queries.receipt_of(visit)
        self.initial["answered_by"] = receipt.receiver.name if receipt else ""


class NoteAnomaly(ActForm):
    """10.3."""

    text = forms.CharField(label=_("What is wrong"), max_length=300, widget=area())


class TakeMeasure(ActForm):
    """10.3."""

    measure = forms.CharField(label=_("What is done"), max_length=300, widget=area())
    owner = forms.CharField(label=_("Who sees to it"), max_length=60)
    effect = forms.CharField(label=_("What it does to the promise"), max_length=200)

    def prepare(self) -> None:
        """Say what the measure is to be taken against."""
        anomalies = queries.anomalies_of(self.subject)
        if anomalies:
            self.fields["measure"].help_text = _("Against: %(anomaly)s") % {
                "anomaly": anomalies[-1].text
            }


class TellDelay(ActForm):
    """11.8: why, to whom, and the new time, picked of the offers or typed."""

    reason = forms.CharField(label=_("Why it is late"), max_length=200)
    person_told = forms.CharField(label=_("Who was told"), max_length=60)
    promised_at = MomentField(
        label=_("Another time"), required=False,
        help_text=_("A time typed here goes before the offers."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with the customer."""
        sender = self.subject.sender
        self.initial["person_told"] = sender.name if sender else ""
        again = asks_again("workshop:delay_offers", self.subject.pk)
        self.fields["promised_at"].widget.attrs |= again | {"data-other-time": ""}

    @cached_property
    def offering(self) -> Offering:
        """Return what can be promised instead: only what is later."""
        if self.at is None:
            raise AssertionError
        return Offering(self.subject, self.at, self.data, after=self.subject.promised_at)

    def clean(self) -> dict[str, Any]:
        """Take the time that was typed, else the offer that was picked."""
        given = super().clean() or {}
        given["promised_at"] = given.get("promised_at") or picked(self.data)
        if given["promised_at"] is None and not self.has_error("promised_at"):
            self.add_error("promised_at", _("Pick a time, or type one."))
        return {**given, "shown": slip_in(self.data)}


class FinishWork(ActForm):
    """The end of the work, with what was done where it is worth saying."""

    note = forms.CharField(
        label=_("Note on the work done"), max_length=300, required=False, widget=area()
    )


class FailInspection(ActForm):
    """What failed."""

    failed = forms.CharField(label=_("What failed"), max_length=300, widget=area())


class PassInspection(ActForm):
    """Who made the two inspections before, and the certificate where one is due."""

    self_by = forms.ModelChoiceField(
        label=_("Own check by"), queryset=Staff.objects.none(), empty_label="—",
        help_text=_("Who did the work; nobody passes his own."),
        error_messages={"required": _("Name who did the work.")},
    )  # fmt: skip
    peer_by = forms.ModelChoiceField(
        label=_("Checked by a colleague"), queryset=Staff.objects.none(), required=False,
        empty_label="—",
    )  # fmt: skip
    no_peer_because = forms.CharField(
        label=_("No colleague checked, because"), max_length=120, required=False
    )
    certificate_no = forms.CharField(label=_("Certificate no."), max_length=40)
    note = forms.CharField(label=_("Remarks"), max_length=300, required=False)

    def prepare(self) -> None:
        """
        Offer the people of the workshop; ask for a certificate only where one is due.

        Whoever finished the work checked it himself. Where that is who inspects now, the name has
        to be chosen: nobody passes his own work.
        """
        people = Staff.objects.filter(shop_id=self.subject.shop_id, is_active=True).order_by("name")
        hands = [each.pk for each in people if each.is_one_of(Role.TECHNICIAN, Role.DISPATCHER)]
        for name in ("self_by", "peer_by"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = people.filter(pk__in=hands)
        finished = last_entry(self.subject.matter, Event.WORK_FINISHED)
        if finished and finished.by_id in hands and finished.by_id != self.staff.pk:
            self.initial["self_by"] = finished.by_id
        if not queries.needs_certificate(self.subject):
            del self.fields["certificate_no"]
