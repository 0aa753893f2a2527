"""Controls that look the same wherever they stand."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Segments(forms.RadioSelect):
    """
    A choice as a row of buttons: ``Segments(tones={"normal": "green", "abnormal": "amber"})``.

    :param tones: the colour a value takes when it is chosen: green, amber, red; none for ink
    """

    def __init__(self, *args: Any, tones: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        self.tones = tones or {}
        super().__init__(*args, **kwargs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if tone := self.tones.get(str(value)):
            option["attrs"]["data-tone"] = tone
        return option
