"""What care asks for."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jieche.care.models import Channel, Satisfaction
from jieche.care.queries import last_visit, may_be_meant
from jieche.delivery.queries import objection_of
from jieche.ui.forms import ActForm, PhoneField, word_choices
from jieche.ui.widgets import Segments
from jieche.values.text import tidy
from jieche.visits.models import Visit

AS_SAID = "said:"
_TWO_LINES = forms.Textarea(attrs={"rows": 2})


class Objection(ActForm):
    """12.8."""

    words = forms.CharField(
        label=_("What the customer objects to"), max_length=500, widget=_TWO_LINES
    )

    def prepare(self) -> None:
        """Begin with what was written in the yard."""
        self.initial["words"] = objection_of(self.subject)


class Register(ActForm):
    """
    14.3: it is registered while the customer is there, whatever was misheard or is not told.

    ``visit`` is the last one of the car that is meant, None where there is none.
    """

    plate = forms.CharField(label=_("Plate"), max_length=20, required=False)
    which = forms.ChoiceField(label=_("Which car is meant"), required=False, widget=Segments)
    name = forms.CharField(label=_("Who complains"), max_length=60, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    is_unnamed = forms.BooleanField(label=_("The customer leaves no name or phone"), required=False)
    words = forms.CharField(label=_("In the customer's words"), max_length=1000, widget=_TWO_LINES)
    channel = forms.ChoiceField(
        label=_("How it came"), choices=word_choices(Channel), widget=forms.RadioSelect,
        initial="phone",
    )  # fmt: skip

    def prepare(self) -> None:
        """Find the car; where none has the plate, offer those that may be meant, or none of all."""
        plate, shop = tidy(self.data.get("plate", "")), self.staff.shop
        self.visit = last_visit(shop, plate)
        self.asks_who = "is_unnamed" in self.data
        if not plate or self.visit is not None:
            del self.fields["which"]
            return
        near = {
            str(visit.pk): visit for visit in may_be_meant(shop, plate, self.data.get("phone", ""))
        }
        as_said = f"{AS_SAID}{plate}"
        self.fields["which"].choices = [  # type: ignore[attr-defined]  # it is a choice field
            *((pk, _named(visit)) for pk, visit in near.items()),
            (as_said, _("none of ours, “%(plate)s” as said") % {"plate": plate}),
        ]
        picked = self.data.get("which", "")
        if picked in near:
            self.visit = near[picked]
        elif picked and picked != as_said:  # it was picked for another plate
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed["which"] = ""
            self.data = typed

    def clean(self) -> dict[str, Any]:
        """Ask which car and who it is where no car of ours says so."""
        data = super().clean() or {}
        is_as_said = data.pop("which", "").startswith(AS_SAID)
        plate = data.pop("plate", "")
        if plate and self.visit is None and not is_as_said:
            self.add_error("plate", _(
                "No car with this plate has been here. Ask once more; if it is right, choose "
                "below how to register it."
            ))  # fmt: skip
        elif self.visit is None and not data["is_unnamed"]:
            self._ask_who(data, plate)
        del data["is_unnamed"]
        data["plate_said"] = tidy(plate) if self.visit is None else ""
        return data

    def _ask_who(self, data: dict[str, Any], plate: str) -> None:
        if "name" in data and not data["name"]:
            self.add_error(
                "name",
                _("Ask who complains: no car of ours tells it.")
                if plate
                else _("Write who complains, or the plate of the car."),
            )
        if "phone" in data and not data["phone"]:
            self.add_error("phone", _("Ask for a phone, so that he can be replied to."))
        self.asks_who = self.asks_who or bool({"name", "phone"} & self.errors.keys())


def _named(visit: Visit) -> str:
    """Return a visit's car as it is named to the customer: plate, who brought it, model."""
    car, person = visit.vehicle, visit.sender
    parts = [car.plate_shown, car.title] if car else []
    if person is not None:
        parts.insert(1, person.name)
    return " ".join(part for part in parts if part)


class Reply(ActForm):
    """14.4."""

    answer = forms.CharField(label=_("The reply"), max_length=500, widget=_TWO_LINES)


class PromiseReply(ActForm):
    """14.5: a day and a clock time."""

    reply_at = forms.DateTimeField(
        label=_("Next reply at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def clean_reply_at(self) -> datetime:
        reply_at: datetime = self.cleaned_data["reply_at"]
        return reply_at


class Facts(ActForm):
    """14.6."""

    facts = forms.CharField(label=_("The facts"), max_length=500, widget=_TWO_LINES)


class Resolve(ActForm):
    """14.8."""

    measure = forms.CharField(label=_("What was done"), max_length=300)
    result = forms.CharField(label=_("What came of it"), max_length=300)


class Close(ActForm):
    """14.9."""

    satisfaction = forms.ChoiceField(
        label=_("Is the customer satisfied?"), choices=word_choices(Satisfaction),
        widget=forms.RadioSelect,
    )  # fmt: skip
    said = forms.CharField(
        label=_("What he says of it, or how he was tried"), max_length=300, required=False,
        widget=_TWO_LINES,
    )  # fmt: skip
