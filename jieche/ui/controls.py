"""
The plain controls of a form, written out in Python.

Django draws each `<input>` by four templates that include one another; a page of the desk has up
to sixty. What is drawn here is the same to the letter (a test compares them), at a tenth of the
cost; every other widget goes its usual way.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

_WIDGETS = "django/forms/widgets/"
_INPUTS = frozenset(
    _WIDGETS + name
    for name in (
        "text.html", "number.html", "hidden.html", "email.html", "url.html", "password.html",
        "date.html", "time.html", "datetime.html", "checkbox.html", "file.html", "input.html",
    )
)  # fmt: skip
_CHOICES = frozenset(_WIDGETS + name for name in ("radio_option.html", "checkbox_option.html"))


class Controls(DjangoTemplates):
    """Django's renderer with its plainest widgets drawn at once."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw a control; those that are not plain by their template."""
        widget = context.get("widget")
        if widget is not None:
            if template_name in _INPUTS:
                return mark_safe(_input(widget))  # noqa: S308  # every value in it is escaped
            if template_name in _CHOICES and not widget.get("wrap_label"):
                return mark_safe(_input(widget))  # noqa: S308
            if template_name == _WIDGETS + "textarea.html":
                return mark_safe(_textarea(widget))  # noqa: S308
            if template_name == _WIDGETS + "select.html":
                return mark_safe(_select(widget))  # noqa: S308
        return super().render(template_name, context, request)


def _attributes(attrs: Mapping[str, Any]) -> str:
    drawn = []
    for name, value in attrs.items():
        if value is True:
            drawn.append(f" {escape(name)}")
        elif value is not False:
            drawn.append(f' {escape(name)}="{conditional_escape(value)}"')
    return "".join(drawn)


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    kind, name = escape(widget["type"]), escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    words = conditional_escape(widget["value"]) if widget["value"] else ""
    return (
        f'<textarea name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>\n'
        f"{words}</textarea>"
    )


def _select(widget: Mapping[str, Any]) -> str:
    drawn = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            drawn.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        drawn += [
            f'\n  <option value="{conditional_escape(each["value"])}"{_attributes(each["attrs"])}>'
            f"{conditional_escape(each['label'])}</option>"
            for each in options
        ]
        if group:
            drawn.append("\n  </optgroup>")
    drawn.append("\n</select>")
    return "".join(drawn)
