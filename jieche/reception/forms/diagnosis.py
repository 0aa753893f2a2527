"""Forms of the diagnosis. Article 2."""

import re
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jieche.reception import queries
from jieche.reception.commands.diagnosis import Advice, Code, Test
from jieche.reception.models import CodeState, HandedOver, Urgency
from jieche.reception.queries import who_is_here
from jieche.rulebook.words import Role
from jieche.staff.models import Staff
from jieche.ui.forms import ActForm, FenField, word_choices
from jieche.values.text import tidy

_SHORTEST_FAULT = 6
_SHORTEST_SENTENCE = 20
_VAGUE = re.compile(
    r"不明|未知|待查|不清楚|不确定|有问题|有异常|unknown|unclear|not sure|some problem",
    re.IGNORECASE,
)
_MOST_ROWS = 30


class AgreeDiagnosis(ActForm):
    """Who agreed, and the fee he was told."""

    agreed_by = forms.CharField(label=_("Who agreed"), max_length=60)
    fee_fen = FenField(label=_("Fee told"), help_text=_("Type 0 where it is free."))
    fee_note = forms.CharField(
        label=_("Said about the fee"), required=False, max_length=60,
        help_text=_("such as: not charged if repaired here"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with who stands here."""
        self.initial.setdefault("agreed_by", who_is_here(self.subject))

    def clean_agreed_by(self) -> str:
        """Tidy the name."""
        return tidy(self.cleaned_data["agreed_by"])


class WithTechnician(ActForm):
    """A technician of the shop."""

    technician = forms.ModelChoiceField(
        label=_("Technician"), queryset=Staff.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer the technicians."""
        field: Any = self.fields["technician"]
        found = queries.technicians(self.subject.shop)
        field.queryset = Staff.objects.filter(pk__in=[person.pk for person in found])
        field.label_from_instance = lambda person: person.name


class CallTechnician(WithTechnician):
    """Whom to call, and what the doubt is."""

    doubt = forms.CharField(label=_("What is in doubt"), required=False, max_length=200)


class TechnicianCame(ActForm):
    """What the technician found at first sight."""

    finding = forms.CharField(label=_("First finding"), required=False, max_length=200)


class AdviceRow(forms.Form):
    """One piece of advice."""

    text = forms.CharField(label=_("Advice"), max_length=120)
    urgency = forms.TypedChoiceField(
        label=_("How soon"), choices=word_choices(Urgency), coerce=Urgency.of,
        initial=Urgency.NOW.value,
    )  # fmt: skip
    estimate_fen = FenField(label=_("Estimate"), required=False)

    def has_changed(self) -> bool:
        """Count a row by what was typed; how soon stands in every row already."""
        return bool({"text", "estimate_fen"} & set(self.changed_data))


class TestRow(forms.Form):
    """One test."""

    item = forms.CharField(label=_("Test"), max_length=60)
    reading = forms.CharField(label=_("Reading"), max_length=60)
    standard = forms.CharField(label=_("Should be"), max_length=60, required=False)
    result = forms.ChoiceField(
        label=_("Result"), required=False,
        choices=[("", "—"), ("yes", _("normal")), ("no", _("not normal"))],
    )  # fmt: skip


class CodeRow(forms.Form):
    """One fault code."""

    code = forms.CharField(label=_("Code"), max_length=20)
    system = forms.CharField(
        label=pgettext_lazy("of a car", "System"), max_length=40, required=False
    )
    meaning = forms.CharField(label=_("Meaning"), max_length=120, required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=word_choices(CodeState, blank=True)
    )


def _rows(form: type[forms.Form], spare: int) -> "type[BaseFormSet[Any]]":
    return formset_factory(
        form, extra=spare, can_delete=True, max_num=_MOST_ROWS, absolute_max=_MOST_ROWS
    )


ADVICE, TESTS, CODES = _rows(AdviceRow, 4), _rows(TestRow, 3), _rows(CodeRow, 3)


class ReportDiagnosis(ActForm):
    """What was found, on what it rests, and what is advised."""

    fault = forms.CharField(
        label=_("Definite fault"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Which part, and what is wrong with it."),
    )  # fmt: skip
    cause = forms.CharField(label=_("Cause"), required=False, max_length=300)
    basis = forms.CharField(
        label=_("What it rests on"), max_length=300,
        help_text=_("What was measured, read or swapped to prove it."),
    )  # fmt: skip
    author = forms.ModelChoiceField(
        label=_("Author"), queryset=Staff.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer the authors, and blank rows for advice, tests and codes."""
        field: Any = self.fields["author"]
        desk = (Role.TECHNICIAN, Role.ADVISOR, Role.RECEPTION_MANAGER)
        staff = Staff.objects.filter(shop=self.subject.shop, is_active=True).order_by("name")
        able = sorted(
            (person for person in staff if person.is_one_of(*desk)),
            key=lambda person: not person.is_one_of(Role.TECHNICIAN),
        )
        field.queryset = Staff.objects.filter(pk__in=[person.pk for person in able])
        field.label_from_instance = lambda person: person.name
        field.widget.choices = [(person.pk, person.name) for person in able]
        self.advice = self._row_set(ADVICE, "advice")
        self.tests = self._row_set(TESTS, "test")
        self.codes = self._row_set(CODES, "code")

    def _row_set(self, rows: "type[BaseFormSet[Any]]", prefix: str) -> "BaseFormSet[Any]":
        if not self.is_bound:
            return rows(prefix=prefix)
        # A page without JavaScript sends the count too; who posts by hand need not.
        data = {f"{prefix}-TOTAL_FORMS": "4", f"{prefix}-INITIAL_FORMS": "0"} | dict(
            self.data.items()
        )
        return rows(data, prefix=prefix)

    def clean_fault(self) -> str:
        """Ask for a fault that names something; “unknown” needs a sentence of its own (2.4)."""
        fault = tidy(self.cleaned_data["fault"])
        if len(fault) < _SHORTEST_FAULT:
            raise forms.ValidationError(
                _("Too short. Say which part it is and what is wrong with it.")
            )
        if _VAGUE.search(fault) and len(fault) < _SHORTEST_SENTENCE:
            raise forms.ValidationError(
                _("That names no fault. If it is not found yet, say what was ruled out.")
            )
        return fault

    def clean(self) -> dict[str, Any]:
        """Read the rows; blank ones do not count."""
        given = super().clean() or self.cleaned_data
        sets = (self.advice, self.tests, self.codes)
        are_valid = [rows.is_valid() for rows in sets]  # each of them, to mark every wrong row
        if not all(are_valid):
            self.add_error(None, _("Look at the marked rows."))
            return given
        given["advice"] = [
            Advice(tidy(row["text"]), row["urgency"], row["estimate_fen"])
            for row in _filled(self.advice)
        ]
        if not given["advice"]:
            self.add_error(None, _("Write at least one advice."))
        given["tests"] = [
            Test(row["item"], row["reading"], row["standard"], _NORMAL[row["result"]])
            for row in _filled(self.tests)
        ]
        given["codes"] = [
            Code(
                row["code"].upper(), row["system"], row["meaning"],
                CodeState.of(row["state"]) if row["state"] else None,
            )
            for row in _filled(self.codes)
        ]  # fmt: skip
        return given


_NORMAL = {"yes": True, "no": False, "": None}


def _filled(rows: "BaseFormSet[Any]") -> list[dict[str, Any]]:
    return [
        row.cleaned_data
        for row in rows.forms
        if row.has_changed() and row.cleaned_data and not row.cleaned_data.get("DELETE")
    ]


class TellDiagnosis(ActForm):
    """To whom, and how the report was handed over."""

    told_to = forms.CharField(label=_("Told to"), max_length=60)
    how = forms.TypedChoiceField(
        label=_("How it was handed over"), choices=word_choices(HandedOver), coerce=HandedOver.of,
        widget=forms.RadioSelect, initial=HandedOver.PRINTED.value,
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with who stands here."""
        self.initial.setdefault("told_to", who_is_here(self.subject))

    def clean_told_to(self) -> str:
        """Tidy the name."""
        return tidy(self.cleaned_data["told_to"])
