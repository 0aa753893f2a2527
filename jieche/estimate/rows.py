"""The rows in which lines are typed: an estimate's, and those of a supplement."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jieche.estimate.catalogue import draft_of_labour, draft_of_part, drafts_of_package
from jieche.estimate.models import EstimateLine, LabourItem, Package, Part
from jieche.estimate.pricing import Draft, tenths, with_the_work, wrong_with_line
from jieche.estimate.queries import Offer, offer_named, title_of
from jieche.estimate.widgets import Line, Pick, Tick
from jieche.estimate.words import Grade, Ground, LineKind, Method, System
from jieche.shop.models import Shop
from jieche.ui.forms import FenField, ValueField, said, word_choices
from jieche.values.money import yuan
from jieche.values.text import half_width
from jieche.values.verdict import Impossible

ROWS = 8  # blank and filled rows that a page has at least
SPARE = 3
_TENTHS = re.compile(r"([0-9]{1,5})(?:\.([0-9]))?0*")


def read_tenths(raw: str) -> int:
    """Read a number with at most one decimal and return tenths: "1.5" gives 15."""
    text = half_width(raw).strip().replace("。", ".")
    found = _TENTHS.fullmatch(text)
    if found is None:
        raise Impossible(
            f"“{raw.strip()}”看不懂。请输入数字，最多一位小数，如 1.5",
            f"“{raw.strip()}” is not clear. Type a number with at most one decimal, such as 1.5",
        )
    return int(found[1]) * 10 + int(found[2] or 0)


class TenthsField(ValueField):
    """Hours or a quantity; cleaned to tenths, None where blank."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Line(attrs={"inputmode": "decimal"}))
        super().__init__(read=read_tenths, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return tenths(value) if isinstance(value, int) else value


def _figure() -> Line:
    return Line(attrs={"inputmode": "decimal"})


def _text(attr: str = "", longest: int = 120) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=longest,
        widget=Line(attrs={"autocomplete": "off"} | ({attr: ""} if attr else {})),
    )


def supply_of(part: Part) -> str:
    """Return in words whether a part is on the shelf, else when it comes (5.3)."""
    if part.stock_tenths:
        return gettext("in stock: %(n)s") % {"n": tenths(part.stock_tenths)}
    if part.arrives_at is not None:
        return gettext("not in stock, on its way for %(day)s") % {
            "day": f"{localtime(part.arrives_at):%m-%d %H:%M}"
        }
    return ngettext(
        "not in stock, %(n)s day to order", "not in stock, %(n)s days to order", part.lead_days
    ) % {"n": part.lead_days}


class LineForm(forms.Form):
    """One row. What is left blank comes from the catalogue, or from the shop's own rate."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=word_choices(LineKind, blank=True), widget=Pick
    )
    name = forms.CharField(
        label=_("Work or part"),
        required=False,
        max_length=80,
        widget=Line(attrs={"autocomplete": "off", "list": "offers", "data-name": ""}),
    )
    hours = TenthsField(label=_("Hours"), required=False)
    rate = FenField(label=_("Rate"), required=False, widget=_figure())
    quantity = TenthsField(label=_("Quantity"), required=False)
    price = FenField(label=_("Price"), required=False, widget=_figure())
    method = forms.ChoiceField(
        label=_("Priced"),
        required=False,
        choices=word_choices(Method),
        widget=Pick,
        initial="system",
    )
    system = forms.ChoiceField(
        label=pgettext_lazy("car", "System"),
        required=False,
        choices=word_choices(System, blank=True),
        widget=Pick,
    )
    reason = _text()
    criterion = _text()
    risk = FenField(label=_("Risk amount"), required=False, widget=_figure())
    risk_reason = _text()
    ground = forms.ChoiceField(
        label=_("Ground"), required=False, choices=word_choices(Ground, blank=True), widget=Pick
    )
    grade = forms.ChoiceField(
        label=_("Grade"), required=False, choices=word_choices(Grade, blank=True), widget=Pick
    )
    own = forms.BooleanField(label=_("Customer’s own part"), required=False, widget=Tick)

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        self.shop = shop
        self.drafts: list[Draft] = []
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why the system can’t be found")
        self.fields["criterion"].label = _("It counts as cured when")
        self.fields["risk_reason"].label = _("Why no risk is charged")
        for name, mark in (
            ("hours", "data-hours"), ("rate", "data-rate"), ("quantity", "data-quantity"),
            ("price", "data-price"), ("risk", "data-risk"), ("own", "data-own"),
            ("method", "data-method"), ("system", "data-system"), ("grade", "data-grade"),
            ("kind", "data-kind"),
        ):  # fmt: skip
            self.fields[name].widget.attrs[mark] = ""
        self.fields["rate"].widget.attrs["placeholder"] = yuan(shop.hourly_rate_fen)
        for name in ("quantity", "price"):  # the look asks by it whether the cell is blank
            self.fields[name].widget.attrs["placeholder"] = " "

    @property
    def supply(self) -> str:
        """Return whether the part of the row is on the shelf, "" for other rows."""
        part = next((draft.part for draft in self.drafts if draft.part is not None), None)
        return supply_of(part) if part else (self.initial or {}).get("supply", "")

    @property
    def is_blank(self) -> bool:
        """Say whether nothing that makes a line was typed."""
        given = self.data if self.is_bound else (self.initial or {})
        prefix = f"{self.prefix}-" if self.is_bound else ""
        return not any(
            str(given.get(f"{prefix}{name}", "") or "").strip()
            for name in ("name", "hours", "quantity", "price")
        )

    def clean(self) -> dict[str, Any]:
        """Make the row's lines: one, or those of a package."""
        if self.errors or self.is_blank:
            return self.cleaned_data
        offer = offer_named(self.shop, self.cleaned_data["name"])
        if isinstance(offer, Package):
            self.drafts = drafts_of_package(offer, self.shop.hourly_rate_fen)
        else:
            self.drafts = [self._draft(offer)]
        return self.cleaned_data

    def _draft(self, offer: LabourItem | Part | None) -> Draft:
        given = self.cleaned_data
        kind = self._kind(offer)
        has_hours, has_goods = given["hours"] is not None, given["quantity"] is not None
        if (kind is LineKind.LABOUR and has_goods) or (kind is not LineKind.LABOUR and has_hours):
            raise ValidationError(gettext("Work and part each need a line of their own."))
        rate = given["rate"] if given["rate"] is not None else self.shop.hourly_rate_fen
        if isinstance(offer, LabourItem):
            base = draft_of_labour(offer, rate)
        elif isinstance(offer, Part):
            base = draft_of_part(offer)
        else:
            base = Draft(kind, given["name"].strip())
        own = given["own"] and kind is LineKind.PART
        method = Method.of(given["method"] or Method.SYSTEM.value)
        price = 0 if own else given["price"]
        is_work = kind is LineKind.LABOUR
        return Draft(
            kind,
            base.name,
            name_en=base.name_en,
            method=method,
            system=System.of(given["system"]) if given["system"] else base.system,
            symptom=base.name,
            reason=given["reason"].strip(),
            criterion=given["criterion"].strip(),
            ground=Ground.of(given["ground"]) if given["ground"] else None,
            hours_tenths=given["hours"] if has_hours else base.hours_tenths,
            rate_fen=rate if is_work else 0,
            quantity_tenths=0
            if is_work
            else given["quantity"]
            if has_goods
            else base.quantity_tenths or 10,
            unit=base.unit or ("" if is_work else _piece(kind)),
            unit_fen=0 if is_work else price if price is not None else base.unit_fen,
            risk_fen=given["risk"] if method is Method.SYMPTOM else 0,
            risk_reason=given["risk_reason"].strip(),
            grade=self._grade(kind, base),
            is_own_part=own,
            labour=base.labour,
            part=base.part,
            category=base.category,
        )

    def _kind(self, offer: LabourItem | Part | None) -> LineKind:
        if isinstance(offer, LabourItem):
            return LineKind.LABOUR
        if isinstance(offer, Part):
            return LineKind.PART
        given = self.cleaned_data
        if given["kind"]:
            return LineKind.of(given["kind"])
        goods = given["quantity"] is not None or given["price"] is not None
        return LineKind.PART if goods or given["grade"] or given["own"] else LineKind.LABOUR

    def _grade(self, kind: LineKind, base: Draft) -> Grade | None:
        if kind is not LineKind.PART:
            return None
        typed = self.cleaned_data["grade"]
        return Grade.of(typed) if typed else base.grade


def _piece(kind: LineKind) -> str:
    return "个" if kind is LineKind.PART else "项"


if TYPE_CHECKING:
    _FormSet = BaseFormSet[LineForm]
else:
    _FormSet = BaseFormSet


class Rows(_FormSet):
    """The rows of a page; what is wrong stands by its row."""

    def add_fields(self, form: LineForm, index: int | None) -> None:
        """Mark the tick that takes a row away."""
        super().add_fields(form, index)
        form.fields["DELETE"].widget = Tick(attrs={"data-drop": ""})

    def drafts(self) -> list[Draft]:
        """Return the lines of all rows that are filled and not taken away."""
        return [draft for row in self.filled() for draft in row.drafts]

    def filled(self) -> list[LineForm]:
        """Return the rows that make lines."""
        return [row for row in self.forms if not row.is_blank and not self.is_gone(row)]

    def is_gone(self, row: LineForm) -> bool:
        """Say whether a row was taken away."""
        return self.is_bound and bool(getattr(row, "cleaned_data", {}).get("DELETE"))

    def clean(self) -> None:
        """Say beside each row what it lacks, in the words of the clause."""
        if any(self.errors):
            return
        rows = [(row, draft) for row in self.filled() for draft in row.drafts]
        complete = with_the_work([draft for _row, draft in rows])
        for (row, _draft), draft in zip(rows, complete, strict=True):
            for reason in wrong_with_line(draft):
                row.add_error(None, said(reason))


RowSet = cast("type[Rows]", formset_factory(LineForm, formset=Rows, extra=0, can_delete=True))


def row_set(
    shop: Shop,
    data: Mapping[str, Any] | None = None,
    lines: Iterable[EstimateLine] = (),
    booked: Iterable[str] = (),
) -> Rows:
    """
    Return the rows of a page: as sent, or those of ``lines`` and blank ones after them.

    Where there is no line yet they begin with what was ``booked`` (16.2), item by item.
    """
    kwargs: dict[str, Any] = {"prefix": "line", "form_kwargs": {"shop": shop}}
    if data is not None and "line-TOTAL_FORMS" in data:
        return RowSet(data, **kwargs)
    filled = initial_of(lines) or [_row_of(shop, name) for name in booked]
    rows = RowSet(initial=filled, **kwargs)
    rows.extra = max(ROWS - len(filled), SPARE)
    if not filled:
        rows.forms[0].fields["name"].widget.attrs["autofocus"] = ""
    return rows


def _row_of(shop: Shop, name: str) -> dict[str, Any]:
    """Return the row of something that is named; what the catalogue knows of it is filled in."""
    offer = offer_named(shop, name)
    lang = get_language() or "zh"
    match offer:
        case None:
            return {"name": name}
        case LabourItem():
            told = {"kind": LineKind.LABOUR.value, "hours": offer.hours_tenths,
                    "system": offer.system}  # fmt: skip
        case Part():
            told = {"kind": LineKind.PART.value, "quantity": 10, "price": offer.price_fen,
                    "grade": offer.grade, "supply": supply_of(offer)}  # fmt: skip
        case _:
            told = {}
    return {"name": title_of(offer, lang), **told}


@dataclass(frozen=True)
class Option:
    """An offer as the list of a row shows it; the page fills the row from the rest."""

    title: str
    note: str
    kind: str
    hours: str = ""
    price: str = ""
    unit: str = ""
    system: str = ""
    grade: str = ""


def options(offers: Iterable[Offer]) -> list[Option]:
    """Return offers for the list of a row, in the language of the page."""
    lang = get_language() or "zh"
    return [_option(offer, lang) for offer in offers]


def _option(offer: Offer, lang: str) -> Option:
    title = title_of(offer, lang)
    if isinstance(offer, LabourItem):
        hours, system = tenths(offer.hours_tenths), System.of(offer.system)
        return Option(
            title, f"{hours} h · {system.label(lang)}", LineKind.LABOUR.value, hours=hours,
            system=offer.system,
        )  # fmt: skip
    price = yuan(offer.price_fen).replace(",", "")
    if isinstance(offer, Part):
        return Option(
            title, f"¥{price} / {offer.unit} · {supply_of(offer)}", LineKind.PART.value,
            price=price, unit=offer.unit, grade=offer.grade,
        )  # fmt: skip
    return Option(title, f"¥{price} · {gettext('package')}", "package", price=price)


def initial_of(lines: Iterable[EstimateLine]) -> list[dict[str, Any]]:
    """Return the rows in which lines were typed; those of a package are its one row again."""
    rows: list[dict[str, Any]] = []
    packages = set()
    lang = get_language() or "zh"
    for line in lines:
        if line.package is not None:
            if line.package_id not in packages:
                packages.add(line.package_id)
                rows.append({"name": title_of(line.package, lang)})
            continue
        offer: Offer | None = line.labour or line.part
        rows.append(
            {
                "kind": line.kind,
                "name": title_of(offer, lang) if offer else line.name,
                "hours": line.hours_tenths or None,
                "rate": line.rate_fen if line.hours_tenths else None,
                "quantity": line.quantity_tenths or None,
                "price": None if line.hours_tenths or line.is_own_part else line.unit_fen,
                "method": line.method,
                "system": line.system,
                "reason": line.reason,
                "criterion": line.criterion,
                "risk": line.risk_fen if line.method == Method.SYMPTOM.value else None,
                "risk_reason": line.risk_reason,
                "ground": line.ground,
                "grade": line.grade,
                "own": line.is_own_part,
                "supply": supply_of(line.part) if line.part and not line.is_own_part else "",
            }
        )
    return rows
