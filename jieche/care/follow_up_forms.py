"""Forms of the follow-up: one for the call, short ones for what else is said."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jieche.care.follow_up_commands import Answers, Consent
from jieche.care.follow_up_sheet import (
    counts_from,
    in_the_first_week,
    next_call_after,
    next_service,
)
from jieche.shop.queries import hours_of
from jieche.ui.forms import ActForm, KmField, MomentField, ValueField, said, word_choices
from jieche.ui.widgets import Segments
from jieche.values.clock import parse_date, parse_time
from jieche.values.text import tidy
from jieche.values.verdict import Impossible

_SALT = "care.call-sheet"
_SHEET_LASTS = timedelta(hours=12)  # what was read yesterday is no preparation for today
NOT_ASKED = "not_asked"
_TONES = {"1": "red", "2": "red", "3": "amber", "4": "green", "5": "green"}


class DayField(forms.CharField):
    """A day as it is said: "2027-05-22", "明天", "周五"; cleaned to a date, None where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class Call(ActForm):
    """The call (15.3-15.11): the sheet stands above, the answers in the order of the talk."""

    usage = forms.CharField(label=_("How the car runs"), max_length=300)
    opinion = forms.CharField(label=_("What the customer thinks of the service"), max_length=300)
    score = forms.TypedChoiceField(
        label=_("Score"), coerce=int, choices=[(n, str(n)) for n in range(5, 0, -1)],
        widget=Segments(tones=_TONES),
    )  # fmt: skip
    advice = forms.CharField(label=_("Advice given"), max_length=300)
    next_service_on = DayField(label=_("Next service on"), required=False)
    next_service_km = KmField(label=_("Next service at km"), required=False)
    consent = forms.TypedChoiceField(
        label=_("May we tell you of new services and offers?"),
        required=False,
        coerce=lambda said_: None if said_ == NOT_ASKED else Consent.of(said_),
        empty_value=None,
        widget=Segments,
        choices=lambda: [(NOT_ASKED, _("not asked")), *word_choices(Consent)()],
    )
    offer = forms.CharField(label=_("Service or offer told"), max_length=200, required=False)
    next_call_on = DayField(label=_("Next call on"), required=False)
    lead = forms.CharField(label=_("Latent demand heard"), max_length=300, required=False)
    complaint = forms.CharField(
        label=_("Complaint, in the customer's words"), max_length=1000, required=False
    )
    is_his_call = forms.BooleanField(label=_("The customer rang himself"), required=False)
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Begin with what the file knows; seal into the form when the sheet was looked at."""
        if self.at is None:
            return
        known = next_service(self.subject, self.at)
        self.initial.setdefault("next_service_on", known.on)
        self.initial.setdefault("next_service_km", known.km)
        self.initial.setdefault("next_call_on", next_call_after(self.subject.shop, self.at))
        self.initial.setdefault("consent", NOT_ASKED)
        self.initial["sheet"] = seal(self.subject.pk, self.at)
        customer = self.subject.sender
        self.may_hear_offers = customer is not None and customer.marketing_agreed_at is not None
        self.counts_from = counts_from(self.subject, self.at)

    def clean_usage(self) -> str:
        """Tidy what was said."""
        return tidy(self.cleaned_data["usage"])

    def clean_opinion(self) -> str:
        """Tidy what was said."""
        return tidy(self.cleaned_data["opinion"])

    def clean_next_service_on(self) -> date | None:
        """Read the day."""
        return self._day("next_service_on")

    def clean_next_call_on(self) -> date | None:
        """Read the day."""
        return self._day("next_call_on")

    def _day(self, name: str) -> date | None:
        raw = self.cleaned_data[name]
        if not raw or self.at is None:
            return None
        try:
            return parse_date(raw, hours_of(self.subject.shop).desk.day_of(self.at))
        except Impossible as impossible:
            raise forms.ValidationError(said(impossible)) from None

    def clean(self) -> dict[str, Any]:
        """Hand the answers over as one, with the time at which the sheet was opened."""
        given = super().clean() or self.cleaned_data
        if self.at is None or self.errors:
            return given
        opened_at = unseal(given.pop("sheet", ""), self.subject.pk, self.at)
        if opened_at is None:
            # The sheet stands on the page that is shown now: the next press counts from here.
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed["sheet"] = seal(self.subject.pk, self.at)
            self.data = typed
        return {"answers": Answers(**given), "sheet_opened_at": opened_at}


def seal(visit: int, at: datetime) -> str:
    """Return a proof, which a browser can't make, that a visit's sheet was shown at ``at``."""
    return signing.dumps([visit, at.isoformat()], salt=_SALT)


def unseal(sealed: str, visit: int, at: datetime) -> datetime | None:
    """Return when the visit's sheet was shown, None where that is not proved or long past."""
    try:
        shown, when = signing.loads(sealed, salt=_SALT)
        opened_at = datetime.fromisoformat(when)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_fresh = timedelta(0) <= at - opened_at <= _SHEET_LASTS
    return opened_at if shown == visit and is_fresh else None


class TryCall(ActForm):
    """An attempt (15.2), and when to try again."""

    why = forms.CharField(label=_("Why nobody was reached"), max_length=200)
    again_at = MomentField(label=_("Try again at"), required=False)

    def prepare(self) -> None:
        """Propose the same hour on the next open day, or what is left of the first week."""
        if self.at is None:
            return
        desk = hours_of(self.subject.shop).desk
        day = next(
            (
                desk.day_of(self.at) + timedelta(days=n)
                for n in range(1, 15)
                if desk.spans(desk.day_of(self.at) + timedelta(days=n))
            ),
            None,
        )
        if day is not None:
            clock = self.at.astimezone(desk.zone).time().replace(second=0, microsecond=0)
            again = datetime.combine(day, clock, desk.zone)
            again = in_the_first_week(self.subject, again, self.at)
            self.initial.setdefault("again_at", again.astimezone(desk.zone))


class OwnWords(ActForm):
    """What the customer said about being called (15.9)."""

    words = forms.CharField(label=_("In the customer's words"), max_length=200)

    def prepare(self) -> None:
        """Begin with what is known already."""
        customer = self.subject.sender
        if customer is not None and customer.may_not_be_called:
            self.initial.setdefault("words", _("said before that he wants no calls"))


def _clock(raw: str) -> time:
    return parse_time(raw, opens=time(7), closes=time(18, 59))


class CallHours(ActForm):
    """The hours that suit the customer; both empty for any hour (15.9)."""

    preferred_from = ValueField(
        label=pgettext_lazy("hour of the day", "From"), read=_clock, required=False,
        empty_value=None, max_length=20,
    )  # fmt: skip
    preferred_until = ValueField(
        label=pgettext_lazy("hour of the day", "Until"), read=_clock, required=False,
        empty_value=None, max_length=20,
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with what is known."""
        customer = self.subject.sender
        if customer is not None and customer.preferred_from and customer.preferred_until:
            self.initial.setdefault("preferred_from", f"{customer.preferred_from:%H:%M}")
            self.initial.setdefault("preferred_until", f"{customer.preferred_until:%H:%M}")


class NoteLead(ActForm):
    """15.11."""

    words = forms.CharField(label=_("What was heard"), max_length=300)


class ReadLead(ActForm):
    """15.11: what the manager wants done about it."""

    answer = forms.CharField(label=_("What is to be done"), max_length=300)
