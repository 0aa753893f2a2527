"""The controls drawn in Python are Django's own to the letter."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from jieche.ui.controls import Controls

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
VALUES = st.one_of(st.none(), NAMES, st.integers(), NAMES.map(mark_safe))
ATTRS = st.dictionaries(
    st.sampled_from(["id", "class", "data-x", "required", "maxlength", "disabled"]),
    st.one_of(st.booleans(), NAMES, st.integers()),
)
CHOICES = [
    ("", "—"),
    ("a<b", 'half "quoted" & <i>'),
    (3, mark_safe("<b>3</b>")),
    ("组", [("x", "一"), ("y", "二")]),
]
WIDGETS = [
    forms.TextInput, forms.NumberInput, forms.HiddenInput, forms.EmailInput, forms.URLInput,
    forms.PasswordInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput,
    forms.CheckboxInput, forms.FileInput, forms.Textarea,
]  # fmt: skip


@given(st.sampled_from(WIDGETS), NAMES, VALUES, ATTRS)
def test_a_plain_control_is_as_django_draws_it(
    kind: type[forms.Widget], name: str, value: object, attrs: dict[str, object]
) -> None:
    widget = kind()
    assert widget.render(name, value, attrs, Controls()) == widget.render(
        name, value, attrs, DjangoTemplates()
    )


@given(
    st.sampled_from([forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple]),
    NAMES, st.sampled_from(["", "a<b", "3", 3, "y", None]), ATTRS,
)  # fmt: skip
def test_a_choice_is_as_django_draws_it(
    kind: type[forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple],
    name: str,
    value: object,
    attrs: dict[str, object],
) -> None:
    widget = kind(choices=CHOICES)
    whole = [widget.render(name, value, attrs, one) for one in (Controls(), DjangoTemplates())]
    assert whole[0].replace("\n\n", "\n") == whole[1].replace("\n\n", "\n")
    for data in widget.subwidgets(name, value, attrs):
        if "wrap_label" in data:  # as a page draws the tags of a choice one by one
            data["wrap_label"] = False
        drawn = [
            renderer.render(data["template_name"], {"widget": data})
            for renderer in (Controls(), DjangoTemplates())
        ]
        assert drawn[0] == drawn[1]
