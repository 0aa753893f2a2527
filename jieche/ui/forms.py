"""Fields in which people type, and the form of an act."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from jieche.journal.door import Signature
from jieche.rulebook.hours import Hours
from jieche.rulebook.words import Word
from jieche.shop.queries import hours_of
from jieche.values import money, odometer, phone, plate, vin
from jieche.values.clock import parse_moment
from jieche.values.verdict import Impossible

# Django's own sentences, which the desk reads most: our catalogue says them in the trade's words.
gettext_noop("This field is required.")
gettext_noop("Ensure this value is less than or equal to %(limit_value)s.")
gettext_noop("Ensure this value is greater than or equal to %(limit_value)s.")


def said(words: Any) -> str:
    """Return a two-language sentence in the language of the page."""
    return str(words.en if (get_language() or "zh").startswith("en") else words.zh)


class ActForm(forms.Form):
    """The form of an act; empty where the act needs nothing but the button."""

    use_required_attribute = True

    def __init__(
        self,
        *args: Any,
        subject: Any = None,
        staff: Any = None,
        at: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        self.subject = subject
        self.staff = staff  # who fills it in
        self.at = at
        super().__init__(*args, **kwargs)
        matter = getattr(subject, "matter", None)
        for field in self.fields.values():
            if isinstance(field, MomentField) and matter is not None:
                field.hours, field.at = hours_of(subject.shop).desk, at
        self.prepare()

    def prepare(self) -> None:
        """Set choices and first values from the subject; a form that needs it overrides this."""


def word_choices(words: type[Word], *, blank: bool = False) -> Callable[[], list[tuple[str, str]]]:
    """Return words as choices in the language of the page."""

    def choices() -> list[tuple[str, str]]:
        lang = get_language() or "zh"
        named = [(word.value, word.label(lang)) for word in words]
        return [("", "—"), *named] if blank else named

    return choices


class ValueField(forms.CharField):
    """Text that one of our value types reads; what can't be is refused in its own words."""

    def __init__(self, *, read: Callable[[str], Any], **kwargs: Any) -> None:
        self.read = read
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return self.empty_value
        try:
            return self.read(text)
        except Impossible as impossible:
            raise ValidationError(said(impossible)) from None


class FenField(ValueField):
    """An amount typed in yuan; cleaned to whole fen, None where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(read=money.parse_yuan, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return money.yuan(value) if isinstance(value, int) else value


class PlateField(ValueField):
    """A number plate; cleaned to a Plate, None where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(read=plate.parse, empty_value=None, **kwargs)


class VinField(ValueField):
    """A VIN; cleaned to a Vin, None where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "size": 20}))
        super().__init__(read=vin.parse, empty_value=None, **kwargs)


class PhoneField(ValueField):
    """A telephone number; cleaned to its digits, empty where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel"}))
        super().__init__(read=lambda text: phone.parse(text).digits, empty_value="", **kwargs)


class KmField(ValueField):
    """An odometer reading; cleaned to whole km, None where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(read=odometer.parse, empty_value=None, **kwargs)


class MomentField(forms.CharField):
    """
    A day and an hour as they are said: "15:30", "明天 9:00"; cleaned to a moment, None where blank.

    The form sets the shop's hours and the clock reading: an hour alone is one of today.
    """

    hours: Hours | None = None
    at: datetime | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.hours is None or self.at is None:
            raise AssertionError("a moment is read within the form of an act")
        today = self.hours.day_of(self.at)
        spans = self.hours.spans(today)
        opens, closes = (spans[0][0].time(), spans[-1][1].time()) if spans else (None, None)
        try:
            return parse_moment(text, today, self.hours.zone, opens=opens, closes=closes)
        except Impossible as impossible:
            raise ValidationError(said(impossible)) from None

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime) or self.hours is None or self.at is None:
            return value
        local, today = value.astimezone(self.hours.zone), self.hours.day_of(self.at)
        return f"{local:%H:%M}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"


class SignatureWidget(forms.Widget):
    """The signature pad: who signs, the strokes, or a name typed where nobody can draw."""

    template_name = "ui/widgets/signature.html"
    use_fieldset = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is wrong with the name, and what with the pad: each is marked itself.
        self.wrong_name, self.wrong_pad = "", ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, dict) else {"signer": value or ""}
        context |= {"given": given, "wrong_name": self.wrong_name, "wrong_pad": self.wrong_pad}
        return context

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> dict[str, str]:
        return {
            "signer": data.get(f"{name}_signer", ""),
            "strokes": data.get(f"{name}_strokes", ""),
            "typed": data.get(f"{name}_typed", ""),
        }

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return f"{name}_signer" not in data


class SignatureField(forms.Field):
    """A signature; cleaned to a Signature. ``capacity``: sender, owner, receiver, payer."""

    widget = SignatureWidget
    NO_NAME = "no_name"  # the one error that is the name's; every other is the pad's

    def __init__(self, *, capacity: str = "sender", **kwargs: Any) -> None:
        self.capacity = capacity
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Signature:
        given = value or {}
        signer = str(given.get("signer", "")).strip()[:60]
        typed = str(given.get("typed", "")).strip()[:60]
        strokes = str(given.get("strokes", ""))
        is_drawn = _has_strokes(strokes)
        wrong = []
        if not signer:
            words = _("Write the name of the person who signs.")
            wrong.append(ValidationError(words, code=self.NO_NAME))
        if not is_drawn and not typed:
            wrong.append(ValidationError(_("Ask for the signature in the box.")))
        if wrong:
            raise ValidationError(wrong)
        kept = strokes if is_drawn else json.dumps({"typed": typed}, ensure_ascii=False)
        return Signature(name=signer, capacity=self.capacity, strokes=kept)


def _has_strokes(text: str) -> bool:
    """Say whether there is ink in the strokes of the pad."""
    try:
        strokes = json.loads(text)
    except ValueError:
        return False
    return isinstance(strokes, list) and any(
        isinstance(stroke, dict) and stroke.get("points") for stroke in strokes
    )
