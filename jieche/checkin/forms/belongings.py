"""Tools and belongings: the usual things, and a few rows more."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jieche.checkin import queries, sheets
from jieche.checkin.commands import Item
from jieche.checkin.words import STAY, UsualItem, Where, usual_name
from jieche.shop.models import Place
from jieche.ui.forms import ActForm, SignatureField, word_choices
from jieche.values.text import tidy

_MORE_ROWS = 4
_MOST = 99


def _row(where: Where) -> dict[str, forms.Field]:
    """Return the fields of a row; what could be boxed says why where it is not."""
    because: dict[str, forms.Field] = {
        "because": forms.CharField(
            label=_("Why it stays in the car"),
            required=False,
            max_length=60,
            widget=forms.TextInput(attrs={"placeholder": _("Why not boxed, such as: too large")}),
        )
    }
    return {
        "quantity": forms.IntegerField(
            label=_("Count"),
            required=False,
            min_value=0,
            max_value=_MOST,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "0"}),
        ),
        "state": forms.CharField(
            label=_("Condition"),
            required=False,
            max_length=60,
            widget=forms.TextInput(attrs={"placeholder": _("Condition")}),
        ),
        "where": forms.ChoiceField(
            label=_("Where it stays"),
            required=False,
            choices=word_choices(Where),
            widget=forms.RadioSelect,
            initial=where.value,
        ),
        **(because if where is Where.BOX else {}),
    }


class ListBelongings(ActForm):
    """The usual things each have a row; what is not there stays blank."""

    says_none = forms.BooleanField(label=_("Nothing is left in the car"), required=False)
    valuables_told = forms.BooleanField(
        label=_("The customer was asked to take valuables along"), required=False
    )

    def prepare(self) -> None:
        done = queries.belongings_of(self.subject)
        counted = {item.name: item for item in done.items.all()} if done else {}
        lang = get_language() or "zh"
        if done:
            self.fields["says_none"].initial = done.says_none
            self.fields["valuables_told"].initial = done.valuables_told
        for usual in UsualItem:
            fields = _row(Where.CAR if usual in STAY else Where.BOX)
            fields["quantity"].label = usual.label(lang)
            self._add(usual.value, fields, counted.pop(usual.zh, None))
        rest = list(counted.values())
        for number in range(max(_MORE_ROWS, len(rest))):
            fields = {
                "name": forms.CharField(
                    label=_("Another thing"),
                    required=False,
                    max_length=40,
                    widget=forms.TextInput(attrs={"placeholder": _("Another thing")}),
                ),
                **_row(Where.BOX),
            }
            item = rest[number] if number < len(rest) else None
            if item:
                fields["name"].initial = item.name
            self._add(f"more{number}", fields, item)
        self.free = [f"more{number}" for number in range(max(_MORE_ROWS, len(rest)))]

    def _add(self, start: str, fields: dict[str, forms.Field], item: Any) -> None:
        for name, field in fields.items():
            self.fields[f"{start}-{name}"] = field
        if item:
            fields["quantity"].initial = item.quantity
            fields["state"].initial = item.state
            fields["where"].initial = (Where.BOX if item.is_boxed else Where.CAR).value
            if "because" in fields:
                fields["because"].initial = item.stays_because

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows with their fields, for the template."""
        before = queries.last_quantities(self.subject)
        for usual in UsualItem:
            yield {
                "words": usual,
                "before": before.get(usual.zh, 0),
                **{name: self[f"{usual.value}-{name}"] for name in ("quantity", "state", "where")},
                "because": None if usual in STAY else self[f"{usual.value}-because"],
            }

    def more(self) -> Iterator[dict[str, forms.BoundField]]:
        """Yield the rows for things that are not on the usual list."""
        for start in self.free:
            names = ("name", "quantity", "state", "where", "because")
            yield {name: self[f"{start}-{name}"] for name in names}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        items = [self._item(usual.value, usual.zh) for usual in UsualItem]
        items += [self._item(start, tidy(given.get(f"{start}-name", ""))) for start in self.free]
        return {
            "items": [item for item in items if item],
            "says_none": bool(given.get("says_none")),
            "valuables_told": bool(given.get("valuables_told")),
        }

    def _item(self, start: str, name: str) -> Item | None:
        given = self.cleaned_data
        quantity = given.get(f"{start}-quantity")
        is_free = start in self.free
        if is_free and quantity and not name:
            self.add_error(f"{start}-name", gettext("Say what it is."))
        if is_free and name and quantity is None:
            quantity = 1
        if not name or not quantity:
            return None
        where = given.get(f"{start}-where") or self.fields[f"{start}-where"].initial
        item = Item(
            name,
            quantity,
            tidy(given.get(f"{start}-state", "")),
            Where.of(str(where)),
            tidy(given.get(f"{start}-because", "")),
        )
        if item.is_loose():
            thing = usual_name(name, get_language() or "zh")
            words = gettext("%(thing)s: say why, or put it into the box.") % {"thing": thing}
            self.add_error(f"{start}-because", words)
        return item


class BoxBelongings(ActForm):
    """The box: the first free one is proposed."""

    box = forms.ModelChoiceField(
        label=_("Storage box"),
        queryset=Place.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("No storage box is free. Empty one, or add one in the shop's settings."),
            "invalid_choice": _("Another car has just taken this box. Take another."),
        },
    )

    def prepare(self) -> None:
        free = queries.free_boxes(self.subject.shop, self.subject)
        kept = queries.box_of(self.subject)
        field = self.fields["box"]
        field.queryset = Place.objects.filter(pk__in=[box.pk for box in free])  # type: ignore[attr-defined]
        field.initial = kept.box_id if kept else (free[0].pk if free else None)


class SignBelongings(ActForm):
    """The customer's signature under the list, and the mark of the list that was shown."""

    signature = SignatureField(label=_("Customer's signature"))
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        sender = self.subject.sender
        self.fields["signature"].initial = sender.name if sender else ""
        self.fields["shown"].initial = sheets.mark_of(sheets.belongings_sheet(self.subject))
