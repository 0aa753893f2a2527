"""The arrival: a plate fills the rest, the rest can be typed as well."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jieche.customers.models import Customer, Title
from jieche.reception import queries
from jieche.reception.commands import CarTold, PersonTold
from jieche.reception.models import Brings
from jieche.shop.models import Shop
from jieche.ui.forms import PhoneField, PlateField, VinField, said, word_choices
from jieche.values import plate as plates
from jieche.values.clock import parse_moment
from jieche.values.plate import Plate, PlateKind
from jieche.values.text import tidy
from jieche.values.verdict import Impossible
from jieche.vehicles.models import Energy, Vehicle
from jieche.visits.models import Channel, Visit

_FIRST_YEAR = 1950


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of plates; the first lets the number itself say it."""
    is_english = (get_language() or "zh").startswith("en")
    named = [(kind.value, kind.en if is_english else kind.zh) for kind in PlateKind]
    return [("", str(_("as the number shows"))), *named]


class GateArrival(forms.Form):
    """What the gate writes: the plate, and when the car came."""

    plate = PlateField(label=_("Plate"))
    plate_kind = forms.ChoiceField(label=_("Kind of plate"), choices=kind_choices, required=False)
    arrived_at = forms.CharField(label=_("Arrival"), required=False, max_length=30)

    def __init__(self, *args: Any, shop: Shop, at: datetime, **kwargs: Any) -> None:
        self.shop = shop
        self.at = at
        super().__init__(*args, **kwargs)
        plate = self.fields["plate"]
        plate.read = self._read_plate  # type: ignore[attr-defined]  # a known tail is enough
        plate.widget.attrs |= {"autocomplete": "off", "autofocus": True}
        self.fields["arrived_at"].widget.attrs["placeholder"] = _("now")

    def _read_plate(self, raw: str) -> Plate:
        asked = self.data.get("plate_kind", "")
        kind = PlateKind(asked) if asked in set(PlateKind) else None
        try:
            return plates.parse(raw, kind)
        except Impossible:
            car = queries.car_of(self.shop, raw)
            if car is None:
                raise
            return plates.parse(car.plate, PlateKind(car.plate_kind))

    def clean_arrived_at(self) -> datetime | None:
        """Read the hour; blank is now."""
        raw = tidy(self.cleaned_data["arrived_at"])
        if not raw:
            return None
        zone = ZoneInfo(self.shop.time_zone)
        today = self.at.astimezone(zone).date()
        try:
            return parse_moment(raw, today, zone, opens=time(6), closes=time(17, 59))
        except Impossible as impossible:
            raise forms.ValidationError(said(impossible)) from None

    def told(self) -> dict[str, Any]:
        """Return what was typed as the command takes it."""
        return {"car": self.car_told(), "arrived_at": self.cleaned_data["arrived_at"]}

    def car_told(self) -> CarTold | None:
        """Return the car as it was told."""
        plate: Plate | None = self.cleaned_data.get("plate")
        if plate is None:
            return None
        is_bare = plate.text in {PlateKind.NONE.zh, PlateKind.TEMPORARY.zh}
        return CarTold(plate="" if is_bare else plate.text, plate_kind=plate.kind.value)


class Arrival(GateArrival):
    """What the advisor writes of the car and of the persons."""

    vin = VinField(label=_("VIN"), required=False)
    vin_note = forms.CharField(label=_("Why this VIN is right"), required=False, max_length=80)
    make = forms.CharField(label=_("Make"), required=False, max_length=30)
    model = forms.CharField(label=_("Model"), required=False, max_length=40)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=_FIRST_YEAR)
    colour = forms.CharField(label=_("Colour"), required=False, max_length=20)
    energy = forms.ChoiceField(
        label=_("Energy"), choices=word_choices(Energy, blank=True), required=False
    )
    is_other_car = forms.BooleanField(
        label=_("The plate is on this car now, no longer on the one on file"), required=False
    )
    brings = forms.ChoiceField(
        label=_("Is it the owner?"), choices=word_choices(Brings), required=False,
        widget=forms.RadioSelect, initial=Brings.OWNER.value,
    )  # fmt: skip
    sender_name = forms.CharField(label=_("Name of the customer"), required=False, max_length=60)
    sender_title = forms.ChoiceField(
        label=_("Form of address"), choices=word_choices(Title, blank=True), required=False
    )
    sender_phone = PhoneField(label=_("Phone"), required=False)
    owner_name = forms.CharField(label=_("Owner's name"), required=False, max_length=60)
    owner_title = forms.ChoiceField(
        label=_("Owner's form of address"), choices=word_choices(Title, blank=True), required=False
    )
    owner_phone = PhoneField(label=_("Owner's phone"), required=False)
    channel = forms.ChoiceField(
        label=_("How the customer came"), choices=word_choices(Channel), required=False,
        widget=forms.RadioSelect, initial=Channel.CAR.value,
    )  # fmt: skip
    is_checked = forms.BooleanField(label=_("I checked it: it is right"), required=False)
    filled_for = forms.CharField(required=False, widget=forms.HiddenInput)

    # Asked for where the plate is new; shown so, though a known plate brings them along.
    ASKED_FOR = ("sender_name", "sender_phone", "brings", "channel")
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plate"].required = False  # who comes on foot or calls may have none with him
        self.fields["year"].widget.attrs |= {"inputmode": "numeric", "max": self.at.year + 1}
        self.known: Vehicle | None = None
        self.oddities: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing; a known plate needs nothing more."""
        given = super().clean() or self.cleaned_data
        plate: Plate | None = given.get("plate")
        self.known = queries.car_of(self.shop, plate.text) if plate else None
        self._drop_what_was_filled_for_another(given)
        channel = Channel.of(given.get("channel") or Channel.CAR.value)
        if channel is Channel.CAR and plate is None and "plate" not in self.errors:
            self.add_error("plate", _("Type the plate, or choose on foot or by phone."))
        self._clean_persons(given, channel)
        self._clean_car(given, plate)
        if self.oddities and not given.get("is_checked"):
            self.add_error("is_checked", " ".join(self.oddities))
        return given

    def _drop_what_was_filled_for_another(self, given: dict[str, Any]) -> None:
        """Forget what an earlier plate had filled in: Enter may be quicker than the answer."""
        filled_for = given.get("filled_for", "")
        plate: Plate | None = given.get("plate")
        if not filled_for or plate is None or filled_for == plate.text:
            return
        for name in self.fields:
            if name not in {"plate", "plate_kind", "channel", "arrived_at"}:
                given[name] = None if name == "year" else ""
                self.errors.pop(name, None)

    def _clean_persons(self, given: dict[str, Any], channel: Channel) -> None:
        name, phone = given.get("sender_name", ""), given.get("sender_phone", "")
        is_known = self.known is not None and self.known.owner_id is not None
        if not name and not is_known and channel is not Channel.ON_FOOT:
            self.add_error("sender_name", _("Ask for the customer's name."))
        needs_phone = name and not is_known and channel is not Channel.ON_FOOT
        if needs_phone and not phone and "sender_phone" not in self.errors:
            self.add_error("sender_phone", _("Ask for a phone, to be able to call the customer."))
        if given.get("brings") == Brings.FOR_OWNER.value and not given.get("owner_name"):
            self.add_error("owner_name", _("Ask whose car it is."))
        for who in ("sender", "owner"):
            self._note_same_phone(given.get(f"{who}_name", ""), given.get(f"{who}_phone", ""))

    def _note_same_phone(self, name: str, phone: str) -> None:
        """Ask before a second person gets a phone that is on file: it is mostly the same person."""
        others = Customer.objects.filter(shop=self.shop, phone=phone).exclude(name=name)
        if name and phone and (other := others.first()):
            self.oddities.append(
                _("%(phone)s is on file as %(name)s. If it is the same person, use that name.")
                % {"phone": phone, "name": other.name}
            )

    def _clean_car(self, given: dict[str, Any], plate: Plate | None) -> None:
        vin = given.get("vin")
        is_on_file = self.known is not None and vin and vin.text == self.known.vin
        odd = next((one for one in vin.unusual if one.wants_reason), None) if vin else None
        if odd and not is_on_file and not given.get("vin_note"):
            self.add_error("vin_note", said(odd))
        year = given.get("year")
        if year and year > self.at.year + 1:
            self.add_error("year", _("That year is still to come."))
        if plate and self.known is None:
            self.oddities += [said(one) for one in plate.unusual if one.wants_reason]
            self._note_his_other_cars(given, vin.text if vin else "")

    def _note_his_other_cars(self, given: dict[str, Any], vin: str) -> None:
        """Ask before a customer on file gets a second car: it may be the one with a new plate."""
        for_owner = given.get("brings") == Brings.FOR_OWNER.value
        phone = given.get("owner_phone" if for_owner else "sender_phone", "")
        cars = queries.cars_of_phone(self.shop, phone)
        if not cars or (vin and Vehicle.objects.filter(shop=self.shop, vin=vin).exists()):
            return
        self.oddities.append(
            _(
                "%(phone)s is on file with %(cars)s. If it is that car with a new plate, write its "
                "VIN and it keeps its file; if it is another car, tick below."
            )
            % {"phone": phone, "cars": "、".join(car.plate_shown or car.vin for car in cars)}
        )

    def told(self) -> dict[str, Any]:
        """Return what was typed as the command takes it."""
        given = self.cleaned_data
        return {
            **super().told(),
            "sender": _person(given, "sender"),
            "owner": _person(given, "owner"),
            "brings": Brings.of(given["brings"] or Brings.OWNER.value),
            "channel": Channel.of(given["channel"] or Channel.CAR.value),
        }

    def car_told(self) -> CarTold | None:
        """Return the car as it was told, all of it."""
        given = self.cleaned_data
        car = super().car_told()
        if car is None:
            return None
        return CarTold(
            plate=car.plate, plate_kind=car.plate_kind,
            vin=given["vin"].text if given["vin"] else "", vin_note=given["vin_note"],
            make=given["make"], model=given["model"], colour=given["colour"], year=given["year"],
            energy=Energy.of(given["energy"]) if given["energy"] else None,
            is_other_car=bool(given["is_other_car"]),
        )  # fmt: skip


class Completion(Arrival):
    """What the gate could not know, filled in for a visit that is open."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["arrived_at"]
        del self.fields["channel"]
        self.visit = visit

    def told(self) -> dict[str, Any]:
        """Return what was typed as the command takes it."""
        given = self.cleaned_data | {"channel": self.visit.channel, "arrived_at": None}
        self.cleaned_data = given
        told = super().told()
        return {name: told[name] for name in ("car", "sender", "owner", "brings")}


def _person(given: Mapping[str, Any], who: str) -> PersonTold | None:
    name = given[f"{who}_name"]
    if not name:
        return None
    return PersonTold(name, phone=given[f"{who}_phone"], title=given[f"{who}_title"])


def filled_from(car: Vehicle, sender: Customer | None) -> dict[str, Any]:
    """Return the first values that a known car brings along."""
    owner = car.owner
    is_owner = sender is None or (owner is not None and sender.pk == owner.pk)
    filled: dict[str, Any] = {
        "plate": plates.shown(car.plate), "plate_kind": "", "vin": car.vin,
        "vin_note": car.vin_note, "make": car.make, "model": car.model, "year": car.year,
        "colour": car.colour, "energy": car.energy, "filled_for": car.plate,
        "brings": Brings.OWNER.value if is_owner else Brings.FOR_OWNER.value,
    }  # fmt: skip
    for who, person in (("sender", sender or owner), ("owner", None if is_owner else owner)):
        if person is not None:
            filled |= {
                f"{who}_name": person.name, f"{who}_title": person.title,
                f"{who}_phone": person.phone,
            }  # fmt: skip
    return filled
