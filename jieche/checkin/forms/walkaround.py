"""The four zones and the drawn car."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jieche.checkin import queries
from jieche.checkin.commands import ZoneFound
from jieche.checkin.words import Finding, Zone
from jieche.ui.car import Mark, MarksField, MarksWidget
from jieche.ui.forms import ActForm, word_choices
from jieche.values.text import tidy

_LARGEST_PHOTO = 12 * 1024 * 1024
# How a picture file begins: JPEG, PNG, WebP (RIFF), HEIC and AVIF ("ftyp" after four bytes).
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_TONES = {Finding.NORMAL.value: "green", Finding.ABNORMAL.value: "amber"}


class Findings(forms.RadioSelect):
    """Normal or not, in the colours of the rule."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each answer its tone."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-tone"] = _TONES.get(str(value), "")
        return option


class WalkAround(ActForm):
    """Each zone is answered; what is abnormal is marked on the car or written."""

    def prepare(self) -> None:
        done = queries.walkaround_of(self.subject)
        old = queries.known_marks(self.subject)
        lang = get_language() or "zh"
        for zone in Zone:
            self.fields[zone.value] = forms.ChoiceField(
                label=zone.label(lang),
                choices=word_choices(Finding),
                widget=Findings,
                initial=getattr(done, zone.value, None),
            )
            self.fields[f"{zone.value}_note"] = forms.CharField(
                label=_("%(zone)s: what is abnormal") % {"zone": zone.label(lang)},
                required=False,
                max_length=120,
                initial=getattr(done, f"{zone.value}_note", ""),
            )
        self.fields["marks"] = MarksField(
            label=_("Marks on the car"),
            required=False,
            initial=queries.new_marks(done),
            widget=MarksWidget(old=[mark.drawn(is_old=True) for mark in old]),
        )
        if old:
            self.fields["repaired"] = forms.MultipleChoiceField(
                label=_("Known from before and no longer there"),
                required=False,
                choices=[(str(mark.pk), mark.drawn().words) for mark in old],
                widget=forms.CheckboxSelectMultiple,
            )

    def zones(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each zone's answer and words, for the template."""
        return [(self[zone.value], self[f"{zone.value}_note"]) for zone in Zone]

    def clean_marks(self) -> list[Mark]:
        """Refuse a photo that is none, or too large to be sent from a phone."""
        marks: list[Mark] = self.cleaned_data["marks"]
        for number, mark in enumerate(marks, start=1):
            if mark.photo and not _is_picture(mark.photo):
                raise ValidationError(
                    _("Mark %(number)s: the photo must be a picture of at most 12 MB."),
                    params={"number": number},
                )
        return marks

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        marks = given.get("marks", [])
        found = dict(given)
        if marks:  # a new mark says it: the outside is not as it should be
            found[Zone.EXTERIOR.value] = Finding.ABNORMAL.value
            self.errors.pop(Zone.EXTERIOR.value, None)
        zones = {
            zone: ZoneFound(
                Finding.of(found[zone.value]), tidy(given.get(f"{zone.value}_note", ""))
            )
            for zone in Zone
            if found.get(zone.value)
        }
        repaired = [int(number) for number in given.get("repaired", [])]
        return {"zones": zones, "marks": marks, "repaired": repaired}


def _is_picture(photo: Any) -> bool:
    start = photo.read(12)
    photo.seek(0)
    is_one = start.startswith(_PICTURES) or start[4:8] == b"ftyp"
    return bool(is_one and photo.size <= _LARGEST_PHOTO)
