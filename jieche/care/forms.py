"""What care asks for."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.care.models import Channel, Satisfaction
from jieche.delivery.queries import objection_of
from jieche.ui.forms import ActForm, PhoneField, word_choices

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
    """14.3."""

    plate = forms.CharField(label=_("Plate"), max_length=12, required=False)
    name = forms.CharField(label=_("Who complains"), max_length=60, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    words = forms.CharField(label=_("In the customer's words"), max_length=1000, widget=_TWO_LINES)
    channel = forms.ChoiceField(
        label=_("How it came"), choices=word_choices(Channel), widget=forms.RadioSelect,
        initial="phone",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask who it is where no car says so."""
        data = super().clean() or {}
        if not data.get("plate") and not str(data.get("name", "")).strip():
            self.add_error("name", _("Write who complains, or the plate of the car."))
        return data


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
