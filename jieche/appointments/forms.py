"""Forms of bookings."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jieche.appointments import queries
from jieche.appointments.changes import NewHour
from jieche.appointments.commands import Agreed
from jieche.appointments.models import Booking, Ground, Means, Reached, Source
from jieche.appointments.room import ENOUGH, Wanted, chance_of_room, hours_url
from jieche.customers.models import Title
from jieche.journal.models import Duty, Pressed
from jieche.rulebook.words import Event, Role
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.forms import (
    ActForm,
    FenField,
    PhoneField,
    PlateField,
    SignatureField,
    ValueField,
    said,
    word_choices,
)
from jieche.values.clock import parse_moment
from jieche.values.money import yuan
from jieche.values.text import half_width, tidy, tidy_lines
from jieche.values.verdict import Impossible

_LONGEST_HOURS = 80


def read_hours(raw: str) -> int:
    """Read a length in hours ("1.5") and return minutes; raises Impossible."""
    text = half_width(raw).strip().lower().removesuffix("h").removesuffix("小时").strip()
    whole, point, tenths = text.partition(".")
    is_number = whole.isdigit() and (not point or (tenths.isdigit() and len(tenths) <= 1))
    minutes = int(whole) * 60 + int(tenths or 0) * 6 if is_number else 0
    if not 0 < minutes <= _LONGEST_HOURS * 60:
        raise Impossible(
            f"“{raw.strip()}”不是工时。请输入如 1 或 1.5",
            f"“{raw.strip()}” is no length. Type hours such as 1 or 1.5",
        )
    return minutes


def read_hour(raw: str, shop: Shop, at: datetime) -> datetime:
    """Read a definite day and hour (16.2); raises Impossible."""
    zone = ZoneInfo(shop.time_zone)
    # "3 o'clock" is in the afternoon, "9 o'clock" in the morning: nobody books at night.
    return parse_moment(
        tidy(raw), at.astimezone(zone).date(), zone, opens=time(7), closes=time(18, 59)
    )


class BookedHour(ActForm):
    """The definite hour and the bay; an hour with little room is asked about once."""

    starts_at = forms.CharField(
        label=_("Day and hour"), max_length=40,
        help_text=_("such as: tomorrow 9:30, 11-26 14:00"),
    )  # fmt: skip
    minutes = ValueField(
        label=_("Hours needed"), read=read_hours, initial="1", max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    bay = forms.ModelChoiceField(
        label=_("Work bay"), queryset=Place.objects.none(), required=False,
        empty_label=_("the first that is free"),
    )  # fmt: skip
    sure_hour = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """Offer the bays."""
        bay: Any = self.fields["bay"]
        found = places(self.subject.shop, Place.Kind.WORK_BAY)
        bay.queryset = Place.objects.filter(pk__in=[each.pk for each in found])

    @property
    def hours_url(self) -> str:
        """Return where the free hours are shown, "" where nobody can tell."""
        page = hours_url()
        return f"{page}?besides={self.moved}" if page and self.moved else page

    @property
    def moved(self) -> int | None:
        """Return the booking that is moved, None for a new one."""
        return self.subject.pk if hasattr(self.subject, "starts_at") else None

    @property
    def now(self) -> datetime:
        """Return the clock reading of the request."""
        now: datetime = self.at or self.subject.matter.changed_at
        return now

    def clean_starts_at(self) -> datetime:
        """Read a definite day and hour (16.2)."""
        try:
            return read_hour(self.cleaned_data["starts_at"], self.subject.shop, self.now)
        except Impossible as impossible:
            raise forms.ValidationError(said(impossible)) from None

    def clean(self) -> dict[str, Any]:
        """Say of an hour with little room how little; pressed again, it is booked all the same."""
        given = super().clean() or self.cleaned_data
        given["room_percent"] = None
        if "starts_at" in given and "minutes" in given and "bay" in given:
            self._look_for_room(given["starts_at"], given["minutes"], given["bay"])
        return given

    def _look_for_room(self, starts_at: datetime, minutes: int, bay: Place | None) -> None:
        shop = self.subject.shop
        wanted = Wanted(starts_at, minutes, bay, self.moved)
        sure = f"{starts_at.isoformat()} {minutes} {bay.pk if bay else '-'}"
        if queries.is_full(shop, wanted):
            return  # refused by the book of bookings, whoever is sure
        if Pressed.objects.filter(token=self.data.get("token") or None).exists():
            return  # the second press of a button whose first press booked this very hour
        chance = chance_of_room(shop, wanted, self.now)
        if chance is None or chance >= ENOUGH:
            return
        self.cleaned_data["room_percent"] = round(chance * 100)
        if self.cleaned_data.get("sure_hour") != sure:  # said already: booked all the same
            self.data = MultiValueDict({**dict(self.data), "sure_hour": [sure]})
            self.add_error(
                "starts_at",
                gettext(
                    "Bay and hands are free then with a chance of about %(n)s %% only. To book it"
                    " all the same, press again."
                )
                % {"n": round(chance * 100)},
            )


class AgreeBooking(BookedHour):
    """What was agreed on: the definite hour, the work, the money."""

    items = forms.CharField(
        label=_("What is to be done, one in a line"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    wishes = forms.CharField(label=_("Other wishes"), max_length=200, required=False)
    estimate_fen = FenField(label=_("Estimate"), required=False)
    parts_fen = FenField(label=_("Price of parts to get ready"), required=False)
    parts_note = forms.CharField(label=_("Which parts"), max_length=120, required=False)
    source = forms.TypedChoiceField(
        label=_("Whose idea"), choices=word_choices(Source), coerce=Source.of,
        widget=forms.RadioSelect, initial=Source.CUSTOMER.value,
    )  # fmt: skip
    is_proposal_agreed = forms.BooleanField(
        label=_("The customer agrees to what the shop proposed"), required=False
    )

    def prepare(self) -> None:
        """Begin with what the customer said."""
        super().prepare()
        self.initial.setdefault("items", getattr(self.subject, "wish", ""))
        costly = yuan(self.subject.shop.costly_part_fen)
        self.fields["parts_fen"].help_text = _("From %(sum)s on, half is paid ahead.") % {
            "sum": f"¥{costly}"
        }

    def clean_items(self) -> str:
        """Tidy each line."""
        return tidy_lines(self.cleaned_data["items"])

    def clean(self) -> dict[str, Any]:
        """Hand everything over as one agreement."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        return {
            "agreed": Agreed(
                starts_at=given["starts_at"], minutes=given["minutes"], items=given["items"],
                source=given["source"], is_proposal_agreed=given["is_proposal_agreed"],
                wishes=tidy(given["wishes"]), estimate_fen=given["estimate_fen"],
                parts_fen=given["parts_fen"] or 0, parts_note=tidy(given["parts_note"]),
                bay=given["bay"], room_percent=given["room_percent"],
            )
        }  # fmt: skip


class BookByPhone(AgreeBooking):
    """A booking by telephone: who calls, about which car, and what was agreed on."""

    plate = PlateField(label=_("Plate"))
    name = forms.CharField(label=_("Name of the customer"), max_length=60)
    title = forms.ChoiceField(
        label=_("Form of address"), choices=word_choices(Title, blank=True), required=False
    )
    phone = PhoneField(label=_("Phone"))
    wish = forms.CharField(label=_("In the customer's own words"), max_length=500, required=False)
    filled_for = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Hand over caller, car and agreement."""
        told = {
            name: self.cleaned_data.get(name, "")
            for name in ("plate", "name", "title", "phone", "wish")
        }
        given = super().clean()
        if self.errors:
            return given
        return {**given, **told, "name": tidy(told["name"]), "wish": tidy_lines(told["wish"])}


class SignatureIfAny(SignatureField):
    """A signature, None where the box is left empty."""

    def clean(self, value: Any) -> Any:
        """Read the signature if there is ink or a name in the box."""
        given = value or {}
        is_blank = given.get("strokes", "") in {"", "[]"} and not given.get("typed", "")
        return None if is_blank else super().clean(value)


class Confirm(ActForm):
    """The customer's signature under the slip, or the words of his message."""

    signature = SignatureIfAny(label=_("Signature"), required=False)
    reached = forms.TypedChoiceField(
        label=pgettext_lazy("of a message", "How it came"), coerce=Reached.of,
        choices=word_choices(Reached), widget=forms.RadioSelect,
        initial=Reached.WECHAT.value, required=False, empty_value=None,
    )  # fmt: skip
    message = forms.CharField(label=_("His words"), max_length=200, required=False)

    def prepare(self) -> None:
        """Begin with who booked."""
        customer = self.subject.customer
        self.initial.setdefault("signature", {"signer": customer.name if customer else ""})

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or self.cleaned_data
        is_here = given.get("signature") or tidy(given.get("message", ""))
        if not is_here and "signature" not in self.errors:
            self.add_error(
                "signature", _("Ask for the signature, or write the words of the message.")
            )
        return given


class TakeDeposit(ActForm):
    """How much was paid ahead, and how."""

    carried = forms.ModelChoiceField(
        label=_("Carried over"), queryset=Booking.objects.none(), required=False,
        widget=forms.RadioSelect, empty_label=_("Nothing, all is paid now"), blank=True,
    )  # fmt: skip
    amount_fen = FenField(label=_("Amount"))
    means = forms.TypedChoiceField(
        label=_("Means"), coerce=Means.of, choices=word_choices(Means), widget=forms.RadioSelect,
        initial=Means.WECHAT.value,
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with what is asked, less what an earlier booking has left."""
        field: Any = self.fields["carried"]
        left = queries.money_to_carry(self.subject)
        field.queryset = Booking.objects.filter(pk__in=[each.pk for each in left])
        field.label_from_instance = _what_is_left
        if not left:
            del self.fields["carried"]
        else:
            self.initial.setdefault("carried", left[0].pk)
            self.fields["amount_fen"].label = _("Paid now")
        rest = self.subject.deposit_fen - (left[0].paid_fen if left else 0)
        self.initial.setdefault("amount_fen", max(rest, 0))


def _what_is_left(booking: Booking) -> str:
    state = booking.matter.stands_at.label(lang())
    return f"{booking.number} · {state} · ¥{yuan(booking.paid_fen)}"


class WaiveDeposit(ActForm):
    """Why less is paid ahead, and how much."""

    lower_fen = FenField(label=_("To be paid ahead instead"), initial="0")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class InformWorkshop(ActForm):
    """Which dispatcher was told."""

    told = forms.ModelChoiceField(
        label=pgettext_lazy("of a booking", "Who was told"),
        queryset=Staff.objects.none(),
        empty_label=None,
    )

    def prepare(self) -> None:
        """Offer the dispatchers."""
        field: Any = self.fields["told"]
        staff = Staff.objects.filter(shop=self.subject.shop, is_active=True)
        found = [person.pk for person in staff if person.is_one_of(Role.DISPATCHER)]
        field.queryset = Staff.objects.filter(pk__in=found)
        field.label_from_instance = lambda person: person.name


class Remind(ActForm):
    """How the customer was reached, and what he answered."""

    reached = forms.TypedChoiceField(
        label=_("How he was reached"), coerce=Reached.of, choices=word_choices(Reached),
        widget=forms.RadioSelect, initial=Reached.PHONE.value,
    )  # fmt: skip
    answer = forms.CharField(label=_("Answer"), max_length=200)

    def prepare(self) -> None:
        """Find the window in which the reminder counts."""
        self.window = Duty.objects.filter(
            matter_id=self.subject.matter_id, event=Event.BOOKING_REMINDED.value, is_prompt=False
        ).last()


class Move(BookedHour):
    """To which hour a booking is moved, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        """Begin with as much time as before."""
        super().prepare()
        booking = self.subject
        work = hours_of(booking.shop).work
        tenths = round(work.between(booking.starts_at, booking.ends_at) / 6)
        self.initial.setdefault("minutes", f"{tenths // 10}.{tenths % 10}")

    def clean(self) -> dict[str, Any]:
        """Hand the hour over as one."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        hour = NewHour(given["starts_at"], given["minutes"], given["bay"], given["room_percent"])
        return {"new": hour, "reason": tidy(given["reason"])}


class Cancel(ActForm):
    """Why the booking is cancelled, and by whom."""

    ground = forms.TypedChoiceField(
        label=_("Who breaks it off"), coerce=Ground.of, choices=word_choices(Ground),
        widget=forms.RadioSelect, initial=Ground.CUSTOMER.value,
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200)


class SettleDeposit(ActForm):
    """How the money is given back."""

    means = forms.TypedChoiceField(
        label=_("Means"), coerce=Means.of, choices=word_choices(Means), widget=forms.RadioSelect,
        initial=Means.WECHAT.value,
    )  # fmt: skip
