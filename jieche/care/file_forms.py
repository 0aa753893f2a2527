"""What the file asks for. Articles 13, 14.2."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.care import file_queries as queries
from jieche.care.file_models import CustomerFile
from jieche.customers.models import Customer
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.forms import ActForm, PhoneField
from jieche.values.text import tidy

_PLACE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


class PlaceField(forms.CharField):
    """A place in the cabinet: "a-01-07" is read as "A-01-07"."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        place = super().clean(value).strip().upper()
        if place and not _PLACE.fullmatch(place):
            raise forms.ValidationError(_("Write it as on the label: A-01-07."))
        return place


class StaffField(forms.TypedChoiceField):
    """One of the shop's people; cleaned to the person."""

    def set_people(self, people: list[Staff]) -> None:
        """Offer these people."""
        self.choices = [(str(person.pk), person.name) for person in people]
        known = {str(person.pk): person for person in people}
        self.coerce = lambda pk: known[str(pk)]


def _cabinet() -> PlaceField:
    return PlaceField(label=_("Place in the cabinet"), help_text=_("Cabinet, shelf, place"))


class SetUpFile(ActForm):
    """13.1, 13.6: a new file has its place and its keeper; a known car keeps its own."""

    cabinet = _cabinet()
    keeper = StaffField(label=_("Keeper"))

    def prepare(self) -> None:
        """Offer the next free place; nothing is asked where the car has its file."""
        if queries.file_of(self.subject.vehicle) is not None:
            del self.fields["cabinet"], self.fields["keeper"]
            return
        people = queries.keepers(self.subject.shop)
        keeper = self.fields["keeper"]
        if isinstance(keeper, StaffField):
            keeper.set_people(people)
        keeper.required = bool(people)  # without a keeper the command says what is the matter
        self.initial.setdefault("cabinet", queries.next_place(self.subject.shop))

    def clean_keeper(self) -> Staff | None:
        """Turn a blank choice into nobody."""
        return self.cleaned_data["keeper"] or None


class FilePapers(ActForm):
    """13.5: which sheets lie in the folder; the frozen ones are there in any case."""

    on_paper = forms.MultipleChoiceField(
        label=_("The sheet itself lies in the folder"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the papers of this visit."""
        field = self.fields["on_paper"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (each.key, f"{each.name.label(lang())} {each.number}".strip())
                for each in queries.required_papers(self.subject)
            ]


class MoveFile(ActForm):
    """13.6."""

    cabinet = _cabinet()

    def prepare(self) -> None:
        """Begin with where it stands."""
        if isinstance(self.subject, CustomerFile):
            self.initial.setdefault("cabinet", self.subject.cabinet)


class GiveToKeeper(ActForm):
    """13.6."""

    keeper = StaffField(label=_("Keeper"))

    def prepare(self) -> None:
        """Offer the records keepers, the present one first."""
        keeper = self.fields["keeper"]
        if isinstance(keeper, StaffField):
            keeper.set_people(queries.keepers(self.subject.shop))
        self.initial.setdefault("keeper", str(self.subject.keeper_id))


class LendFile(ActForm):
    """13.6: to whom, what for, until when."""

    borrower = StaffField(label=_("Lent to"))
    reason = forms.CharField(label=_("What for"), max_length=120)
    due_on = forms.DateField(
        label=_("Back by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def prepare(self) -> None:
        """Offer everybody of the shop."""
        people = Staff.objects.filter(shop=self.subject.shop, is_active=True).order_by("name")
        borrower = self.fields["borrower"]
        if isinstance(borrower, StaffField):
            borrower.set_people(list(people))

    def clean_reason(self) -> str:
        """Tidy the reason."""
        return tidy(self.cleaned_data["reason"])


class TakeFileBack(ActForm):
    """13.6: nothing but the button."""


class NoteContact(ActForm):
    """14.2: where the customer works, how he is reached, and that he was told why."""

    employer = forms.CharField(label=_("Employer"), max_length=80, required=False)
    work_address = forms.CharField(label=_("Work address"), max_length=120, required=False)
    phone = PhoneField(label=_("Phone"))
    is_told = forms.BooleanField(
        label=_("The customer was told what this is kept for"),
        error_messages={"required": _("Tell the customer first what it is kept for.")},
    )

    def prepare(self) -> None:
        """Begin with what is known."""
        if isinstance(self.subject, Customer):
            for name in ("employer", "work_address", "phone"):
                self.initial.setdefault(name, getattr(self.subject, name))

    def clean_employer(self) -> str:
        """Tidy the name."""
        return tidy(self.cleaned_data["employer"])

    def clean_work_address(self) -> str:
        """Tidy the address."""
        return tidy(self.cleaned_data["work_address"])
