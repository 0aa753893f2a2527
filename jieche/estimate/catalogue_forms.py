"""Forms of the catalogue."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jieche.estimate.catalogue import write_package
from jieche.estimate.models import LabourItem, Package, Part
from jieche.estimate.pricing import tenths
from jieche.estimate.rows import TenthsField, read_tenths
from jieche.estimate.words import Grade, System
from jieche.shop.models import Shop
from jieche.shop.words import BayKind
from jieche.ui.forms import FenField, said, word_choices
from jieche.values.verdict import Impossible
from jieche.visits.models import Category

_NEED = re.compile(r"\s*(\S+?)\s*(?:[x×*]\s*([0-9.]+))?\s*")


class OfferForm(forms.Form):
    """One row of the catalogue; ``write`` keeps it."""

    model: ClassVar[type[LabourItem] | type[Part] | type[Package]]
    code = forms.CharField(label=_("Item code"), max_length=40)
    zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    is_offered = forms.BooleanField(label=_("Offered"), required=False, initial=True)

    def __init__(self, *args: Any, shop: Shop, offer: Any, **kwargs: Any) -> None:
        self.shop, self.offer = shop, offer
        super().__init__(*args, **kwargs)
        if offer is not None:
            self.initial.update({name: getattr(offer, name, None) for name in self.fields})

    def short_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand beside each other."""
        return [self[name] for name in self.fields if name not in {"content", "is_offered"}]

    def clean_code(self) -> str:
        """A code stands once in a shop."""
        code: str = self.cleaned_data["code"].strip()
        others = self.model.objects.filter(shop=self.shop, code=code)
        if self.offer is not None:
            others = others.exclude(pk=self.offer.pk)
        if others.exists():
            raise forms.ValidationError(gettext("This code stands already."))
        return code

    def write(self) -> None:
        """Keep what was typed."""
        offer = self.offer or self.model(shop=self.shop)
        for name, value in self.cleaned_data.items():
            setattr(offer, name, value)
        offer.save()


class LabourForm(OfferForm):
    """A labour item."""

    model = LabourItem
    system = forms.ChoiceField(label=pgettext_lazy("car", "System"), choices=word_choices(System))
    hours_tenths = TenthsField(label=_("Quota hours"))
    category = forms.ChoiceField(label=_("Repair category"), choices=word_choices(Category))
    bay_kind = forms.ChoiceField(
        label=_("Needs the bay for"), choices=word_choices(BayKind, blank=True), required=False,
        help_text=_("Only where it is not done in the trade's usual bay, as a wheel alignment."),
    )  # fmt: skip


class PartForm(OfferForm):
    """A part."""

    model = Part
    grade = forms.ChoiceField(label=_("Grade"), choices=word_choices(Grade))
    unit = forms.CharField(label=_("Unit"), max_length=8, initial="个")
    price_fen = FenField(label=_("Price"))
    stock_tenths = TenthsField(label=_("In stock"), initial=0)
    lead_days = forms.IntegerField(
        label=_("Open days until it comes"), min_value=1, max_value=200, initial=1
    )


class PackageForm(OfferForm):
    """A package: what is in it, one code in a line, a part with its quantity."""

    model = Package
    price_fen = FenField(label=_("Posted price"))
    content = forms.CharField(
        label=_("What is in it"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One code in a line; a part with its quantity, as in oil-5w30 ×4"),
    )

    def __init__(self, *args: Any, shop: Shop, offer: Any, **kwargs: Any) -> None:
        super().__init__(*args, shop=shop, offer=offer, **kwargs)
        if offer is not None:
            self.initial["content"] = "\n".join(
                row.labour.code if row.labour else f"{row.part.code} ×{tenths(row.quantity_tenths)}"
                for row in offer.lines.select_related("labour", "part")
            )

    def clean_content(self) -> list[tuple[LabourItem | Part, int]]:
        """Read codes and quantities."""
        found: list[tuple[LabourItem | Part, int]] = []
        for text in filter(str.strip, self.cleaned_data["content"].splitlines()):
            need = _NEED.fullmatch(text)
            code = need[1] if need else text.strip()
            item: LabourItem | Part | None = (
                LabourItem.objects.filter(shop=self.shop, code=code).first()
                or Part.objects.filter(shop=self.shop, code=code).first()
            )
            if item is None:
                raise forms.ValidationError(
                    gettext("There is no code “%(code)s”.") % {"code": code}
                )
            try:
                found.append((item, read_tenths(need[2]) if need and need[2] else 10))
            except Impossible as impossible:
                raise forms.ValidationError(said(impossible)) from None
        return found

    def write(self) -> None:
        """Keep the package with its lines."""
        content = self.cleaned_data.pop("content")
        offer = self.offer or Package(shop=self.shop)
        for name, value in self.cleaned_data.items():
            setattr(offer, name, value)
        write_package(offer, content)


FORMS: dict[str, type[OfferForm]] = {
    "labour": LabourForm,
    "parts": PartForm,
    "packages": PackageForm,
}
