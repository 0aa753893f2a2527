"""Inputs of the rows, drawn without a template each: a page has more than a hundred of them."""

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_SELECTED = mark_safe(" selected")  # a word of our own


class Line(forms.TextInput):
    """A one-line input."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the input; ``renderer`` is not needed."""
        typed = self.format_value(value)
        given = format_html(' value="{}"', typed) if typed else ""
        every = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<input type="text" name="{}"{}{}>', name, given, every)


class Pick(forms.Select):
    """A list to pick one of."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the list; ``renderer`` is not needed."""
        options = _options(tuple(self.choices), "" if value is None else str(value))
        every = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, every, options)


@lru_cache(maxsize=1024)
def _options(choices: tuple[tuple[Any, Any], ...], picked: str) -> SafeString:
    """Return the options of a list; the same few are asked for row by row, page by page."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, _SELECTED if str(key) == picked else "", label) for key, label in choices),
    )


class Tick(forms.CheckboxInput):
    """A box to tick."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the box; ``renderer`` is not needed."""
        every = self.build_attrs(self.attrs, attrs) | ({"checked": True} if value else {})
        return format_html('<input type="checkbox" name="{}"{}>', name, flatatt(every))
