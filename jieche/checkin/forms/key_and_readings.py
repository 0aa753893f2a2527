"""The key's tag and hook; fuel gauge and odometer."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jieche.checkin import queries
from jieche.shop.models import Place
from jieche.ui.forms import ActForm, KmField, ValueField, said
from jieche.values import fuel, odometer
from jieche.values.fuel import EIGHTHS, Fuel
from jieche.values.text import half_width

_MARKS = ("E", "1/8", "1/4", "3/8", "1/2", "5/8", "3/4", "7/8", "F")


class HangKey(ActForm):
    """The first free hook is proposed; the tag bears its number unless another is typed."""

    hook = forms.ModelChoiceField(
        label=_("Hook"),
        queryset=Place.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("No hook is free. Give a key back, or add hooks in the shop's settings."),
            "invalid_choice": _("Another key has just been hung on this hook. Take another."),
        },
    )
    tag = forms.CharField(
        label=_("Key tag no."),
        required=False,
        max_length=20,
        help_text=_("Blank: the same as the hook."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    keys = forms.IntegerField(label=_("Number of keys"), min_value=1, max_value=9, initial=1)

    def prepare(self) -> None:
        free = queries.free_hooks(self.subject.shop, self.subject)
        kept = queries.key_record_of(self.subject)
        field = self.fields["hook"]
        field.queryset = Place.objects.filter(pk__in=[hook.pk for hook in free])  # type: ignore[attr-defined]
        field.initial = free[0].pk if free else None
        if kept and kept.until is None:
            field.initial = kept.hook_id
            self.fields["keys"].initial = kept.keys
            self.fields["tag"].initial = "" if kept.tag == kept.hook.name else kept.tag

    def clean_tag(self) -> str:
        """Bring the tag into the one shape under which it is searched."""
        return half_width(self.cleaned_data["tag"]).strip().upper()


class TakeReadings(ActForm):
    """Fuel in eighths by one touch, or as the display shows it; the odometer in whole km."""

    eighths = forms.ChoiceField(
        label=_("Fuel gauge"),
        required=False,
        choices=[(str(level), mark) for level, mark in enumerate(_MARKS)],
        widget=forms.RadioSelect,
    )
    fuel = ValueField(
        label=_("Or as the display shows it"),
        read=fuel.parse,
        empty_value=None,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "62%", "autocomplete": "off"}),
    )
    odometer_km = KmField(label=_("Odometer"))
    reason = forms.CharField(
        label=_("Why the odometer shows less than last time"),
        required=False,
        max_length=120,
        help_text=_("Only where it is lower: a new instrument, a slip at the last visit."),
    )
    sure_km = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        self.is_lower = False
        done = queries.readings_of(self.subject)
        if done:
            self.fields["odometer_km"].initial = done.odometer_km
            self.fields["eighths"].initial = str(done.fuel_eighths)
            if done.fuel_read.endswith("%"):
                self.fields["fuel"].initial = done.fuel_read
                self.fields["eighths"].initial = None
        last = self.last_km
        if last is not None:
            self.fields["odometer_km"].help_text = _("Last time %(km)s") % {
                "km": odometer.shown(last)
            }

    @property
    def asks_why(self) -> bool:
        """Say whether the reading typed is lower than the last, so that it needs its reason."""
        return self.is_lower or bool(self.errors.get("reason"))

    @property
    def last_km(self) -> int | None:
        """Return the last reading known before, None for a car seen first."""
        return self.subject.vehicle.last_km if self.subject.vehicle else None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        level = given.get("fuel")
        if level is None and given.get("eighths"):
            level = Fuel(int(given["eighths"]), EIGHTHS)
        if level is None and "fuel" not in self.errors:
            self.add_error("eighths", _("Read the fuel gauge."))
        km = given.get("odometer_km")
        if km is not None:
            self._look_twice(km)
        reason = given.get("reason", "").strip()
        return {"fuel": level, "odometer_km": km, "reason": reason}

    def _look_twice(self, km: int) -> None:
        """Say what is odd about the reading; a great leap is asked about once, not refused."""
        odd = odometer.compare(km, self.last_km)
        if odd is None:
            return
        self.is_lower = odd.wants_reason
        if odd.wants_reason:
            if not self.cleaned_data.get("reason", "").strip():
                self.add_error("odometer_km", said(odd))
        elif self.cleaned_data.get("sure_km") != str(km):
            self.data = MultiValueDict({**dict(self.data), "sure_km": [str(km)]})
            again = gettext("If it is right, press again.")
            self.add_error("odometer_km", f"{said(odd)} {again}")
