"""What is asked where a car's facts are mended, and where two records of it become one. 13.2."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.care import file_queries as files
from jieche.care.one_car_commands import CarFacts
from jieche.care.one_car_queries import meant_by
from jieche.reception.forms.arrival import kind_choices
from jieche.ui.forms import ActForm, PlateField, VinField, said
from jieche.values import plate as plates
from jieche.values.plate import Plate, PlateKind
from jieche.values.text import tidy
from jieche.values.verdict import Impossible
from jieche.vehicles.models import Vehicle

_FIRST_YEAR = 1950
_BARE = {PlateKind.NONE.zh, PlateKind.TEMPORARY.zh}


class MendCar(ActForm):
    """13.2: what was noted wrong of the car, or could not be read, and why it is changed."""

    plate = PlateField(label=_("Plate"), required=False)
    plate_kind = forms.ChoiceField(label=_("Kind of plate"), choices=kind_choices, required=False)
    is_other_car = forms.BooleanField(
        label=_("The plate is on this car now, no longer on the one on file"), required=False
    )
    is_checked = forms.BooleanField(label=_("I checked it: it is right"), required=False)
    vin = VinField(label=_("VIN"), required=False)
    vin_note = forms.CharField(label=_("Why this VIN is right"), required=False, max_length=80)
    make = forms.CharField(label=_("Make"), required=False, max_length=30)
    model = forms.CharField(label=_("Model"), required=False, max_length=40)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=_FIRST_YEAR)
    colour = forms.CharField(label=_("Colour"), required=False, max_length=20)
    engine_no = forms.CharField(label=_("Engine no."), required=False, max_length=30)
    reason = forms.CharField(label=_("Why it is changed"), max_length=80)

    def prepare(self) -> None:
        """Begin with what the file says; the tick is asked for only where a plate has moved."""
        car = self.subject.vehicle
        self.others: list[Vehicle] = []
        self.initial.setdefault("plate", car.plate_shown)
        names = ("plate_kind", "vin", "vin_note", "make", "model", "year", "colour", "engine_no")
        for name in names:
            self.initial.setdefault(name, getattr(car, name))
        plate = self.fields["plate"]
        plate.read = self._read_plate  # type: ignore[attr-defined]  # with the kind beside it
        if not self.is_bound:
            del self.fields["is_other_car"], self.fields["is_checked"]

    def _read_plate(self, raw: str) -> Plate:
        """Read the plate as one of the kind chosen; a kind that was left gives way to a new one."""
        asked = self.data.get("plate_kind", "")
        kind = PlateKind(asked) if asked in set(PlateKind) else None
        car = self.subject.vehicle
        if kind is None or kind.value != car.plate_kind or plates.search_text(raw) == car.plate:
            return plates.parse(raw, kind)
        try:
            read = plates.parse(raw, kind)
        except Impossible:
            return plates.parse(raw)
        return plates.parse(raw) if read.unusual else read

    def clean(self) -> dict[str, Any]:
        """Lead to the other record where plate or VIN has one; hand the facts over as one."""
        given = super().clean() or self.cleaned_data
        car, vin, plate = self.subject.vehicle, given.get("vin"), given.get("plate")
        odd = next((one for one in vin.unusual if one.wants_reason), None) if vin else None
        if vin and odd and vin.text != car.vin and not given.get("vin_note"):
            self.add_error("vin_note", said(odd))
        if self.at and (given.get("year") or 0) > self.at.year + 1:
            self.add_error("year", _("That year is still to come."))
        bearer = files.other_with_plate(car, plate.text) if plate else None
        holder = files.other_with_vin(car, vin.text) if vin else None
        self.others = list(dict.fromkeys(one for one in (bearer, holder) if one is not None))
        self._ask_to_check(given, plate)
        if bearer is None:
            del self.fields["is_other_car"]
        if self.errors:
            return given
        words = ("vin_note", "make", "model", "colour", "engine_no")
        facts = CarFacts(
            **self._plate_facts(plate, given["plate_kind"]), vin=vin.text if vin else "",
            year=given["year"], **{name: tidy(given[name]) for name in words},
        )  # fmt: skip
        return {
            "facts": facts, "reason": tidy(given["reason"]), "is_other_car": given["is_other_car"],
        }  # fmt: skip

    def _ask_to_check(self, given: dict[str, Any], plate: Plate | None) -> None:
        """Ask before a new plate of no usual pattern is noted, as an arrival does."""
        is_new = plate is not None and plate.text != self.subject.vehicle.plate
        odd = [one for one in plate.unusual if one.wants_reason] if plate and is_new else []
        if odd and not given.get("is_checked"):
            self.add_error("is_checked", " ".join(said(one) for one in odd))
        if not odd:
            del self.fields["is_checked"]

    def _plate_facts(self, plate: Plate | None, asked: str) -> dict[str, str]:
        """Return the plate as a record holds it: where there is none, its kind may say why."""
        car = self.subject.vehicle
        if plate is not None and plate.text not in _BARE:
            return {"plate": plate.text, "plate_kind": plate.kind.value}
        if plate is not None:
            return {"plate": "", "plate_kind": plate.kind.value}
        is_said = asked in {PlateKind.NONE.value, PlateKind.TEMPORARY.value}
        kind = PlateKind.NONE.value if car.plate else car.plate_kind
        return {"plate": "", "plate_kind": asked if is_said else kind}


class FindOther(ActForm):
    """The other record of the car, by what a person has of it."""

    other = forms.CharField(label=_("Plate or VIN of the other record"), max_length=30)

    def clean_other(self) -> Vehicle:
        """Return the one record that is meant."""
        typed = self.cleaned_data["other"]
        cars = meant_by(self.subject, typed)
        if len(cars) == 1:
            return cars[0]
        if cars:
            raise forms.ValidationError(_("Several cars fit. Type the whole plate or VIN."))
        mine = plates.search_text(typed) in {self.subject.plate, self.subject.vin}
        if mine:
            raise forms.ValidationError(_("That is this record itself."))
        raise forms.ValidationError(_("No other record has this plate or VIN."))


class PutTogether(ActForm):
    """13.2: which record goes, that both were compared, and why they are one car."""

    goes = forms.IntegerField(widget=forms.HiddenInput)
    is_same = forms.BooleanField(
        label=_("I compared them: both are the same car"),
        error_messages={"required": _("Compare them, then tick it.")},
    )
    reason = forms.CharField(label=_("What shows that it is one car"), max_length=80)

    def clean_goes(self) -> Vehicle:
        """Return the record that goes."""
        goes = files.find_car(self.staff, self.cleaned_data["goes"])
        if goes is None:
            raise forms.ValidationError(_("No other record has this plate or VIN."))
        return goes

    def clean(self) -> dict[str, Any]:
        """Hand over what the command takes."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        return {"goes": given["goes"], "reason": tidy(given["reason"])}
