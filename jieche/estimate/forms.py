"""Forms of the estimate: read what was typed, nothing else."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jieche.estimate import promises, queries
from jieche.estimate.asked import part_field, parts_so_far, parts_typed, read_moment, zone_of
from jieche.estimate.forecast import is_signed, supplies_of
from jieche.estimate.offering import Offering, asks_again, picked, slip_in
from jieche.estimate.risk import to_approve
from jieche.estimate.rows import Rows, row_set
from jieche.estimate.warranty import Legal, Terms, legal_terms
from jieche.estimate.words import CarClass, LegalCategory
from jieche.reception.models import LossReason
from jieche.rulebook.words import Outcome
from jieche.shop.models import LegalFigure
from jieche.ui.forms import ActForm, SignatureField, said, word_choices
from jieche.values.money import yuan
from jieche.values.verdict import Impossible
from jieche.visits.models import Category, Visit
from jieche.visits.queries import order_of


class MakeEstimate(ActForm):
    """The lines of the order, and what else it must say (3.1)."""

    made_from = forms.IntegerField(label=_("Estimate"), widget=forms.HiddenInput)
    category = forms.ChoiceField(label=_("Repair category"), choices=word_choices(Category))
    keeps_old_parts = forms.ChoiceField(
        label=_("Old parts"),
        widget=forms.RadioSelect,
        choices=lambda: [("yes", gettext("taken along")), ("no", gettext("left here"))],
        error_messages={"required": _("Ask whether the customer takes the old parts along.")},
    )
    other_wishes = forms.CharField(
        label=_("Other wishes"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    no_wishes = forms.BooleanField(label=_("No other wishes"), required=False)

    rows: Rows

    def prepare(self) -> None:
        visit: Visit = self.subject
        order = order_of(visit)
        booking = getattr(visit, "kept_booking", None)
        self.rows = row_set(
            visit.shop,
            self.data if self.is_bound else None,
            () if self.is_bound else queries.lines_of(order, 0),
            booking.item_lines if booking else (),
        )
        wishes = order.other_wishes if order else booking.wishes if booking else ""
        none = {"无", "none"}
        self.initial.update(
            {
                "made_from": queries.times_estimated(visit),
                "category": order.category if order else Category.SMALL.value,
                "other_wishes": "" if wishes in none else wishes,
                "no_wishes": wishes in none,
                "keeps_old_parts": (("no", "yes")[order.keeps_old_parts] if wishes else "")
                if order
                else "",
            }
        )

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep what is wrong; once it is said that the page was old, the next press is a choice."""
        super().add_error(field, error)
        if field == "made_from":
            sent = cast("QueryDict", self.data).copy()
            sent["made_from"] = str(queries.times_estimated(self.subject))
            self.data = sent

    def clean(self) -> dict[str, Any]:
        """Read the rows into lines; wishes are said, and none is said too."""
        given = super().clean() or {}
        if not self.rows.is_valid():
            for place, row in enumerate(self.rows.forms, 1):
                if self.rows.is_gone(row):
                    continue
                for wrong in [str(e) for errors in row.errors.values() for e in errors]:
                    self.add_error(
                        None, gettext("Line %(n)s: %(wrong)s") % {"n": place, "wrong": wrong}
                    )
        elif not self.rows.drafts():
            self.add_error(None, gettext("Write at least one line."))
        wishes = given.get("other_wishes", "").strip()
        if not wishes and not given.pop("no_wishes", False):
            self.add_error(
                "other_wishes", gettext("Write the wishes, or tick that there are none.")
            )
        given.pop("no_wishes", None)
        return {
            **given,
            "lines": self.rows.drafts(),
            "other_wishes": wishes or "无",
            "category": Category.of(given["category"]) if given.get("category") else None,
            "keeps_old_parts": given.get("keeps_old_parts") == "yes",
        }


class ExplainItemPricing(ActForm):
    """What the customer is told of prices by item (4.5)."""

    explanation = forms.CharField(
        label=_("As it stands on the order"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        lines = queries.lines_of(order_of(self.subject), 0)
        self.initial["explanation"] = next((x.explanation for x in lines if x.explanation), "")


class PromiseQuality(ActForm):
    """Warranty terms, one pair of fields for each category of the work (5.1)."""

    car_class = forms.ChoiceField(
        label=_("Class of vehicle"), choices=word_choices(CarClass), initial=CarClass.CAR.value
    )

    def prepare(self) -> None:
        order = order_of(self.subject)
        self.categories: list[LegalCategory] = queries.categories_to_warrant(order)
        known = {term.category_word: term for term in queries.terms_of(order)}
        lang = get_language() or "zh"
        for term in known.values():
            self.initial["car_class"] = term.car_class
        for category in self.categories:
            law, had = self.law(category), known.get(category)
            self.fields[f"km_{category}"] = forms.IntegerField(
                label=gettext("%(category)s · kilometres") % {"category": category.label(lang)},
                min_value=0,
                max_value=1_000_000,
                initial=had.km if had else law.km if law else None,
            )
            self.fields[f"days_{category}"] = forms.IntegerField(
                label=_("days"),
                min_value=0,
                max_value=3660,
                initial=had.days if had else law.days if law else None,
            )

    def rows(self) -> list[tuple[LegalCategory, forms.BoundField, forms.BoundField, Legal | None]]:
        """Return for each category its two fields and what the law asks, with where it stands."""
        return [
            (category, self[f"km_{category}"], self[f"days_{category}"], self.law(category))
            for category in self.categories
        ]

    def law(self, category: LegalCategory) -> Legal | None:
        """Return the law's figures for the class of vehicle that is shown."""
        car_class = self.data.get("car_class") or self.initial.get("car_class") or "car"
        if self.at is None or car_class not in list(CarClass):
            return None
        try:
            return legal_terms(category, CarClass.of(car_class), self.at, zone_of(self.subject))
        except LegalFigure.DoesNotExist:
            return None

    def clean(self) -> dict[str, Any]:
        """Return the terms."""
        given = super().clean() or {}
        car_class = CarClass.of(given.get("car_class") or CarClass.CAR.value)
        return {
            "terms": [
                Terms(category, given[f"km_{category}"], given[f"days_{category}"], car_class)
                for category in self.categories
                if f"km_{category}" in given and f"days_{category}" in given
            ]
        }


class PromiseDelivery(ActForm):
    """A time, and for each part whether it is here or when it comes (5.2, 5.3)."""

    promised_at = forms.CharField(
        label=_("Another time"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A time typed here goes before the offers."),
    )
    why = forms.CharField(label=_("Why it is moved"), max_length=200, required=False)
    told_to = forms.CharField(label=_("Customer told"), max_length=60, required=False)

    def prepare(self) -> None:
        visit: Visit = self.subject
        at = self.at
        if at is None:
            raise AssertionError
        again = asks_again("estimate:promise_offers", visit.pk)
        self.fields["promised_at"].widget.attrs |= again | {"data-other-time": ""}
        self._take_what_is_allowed(visit)
        signed = is_signed(visit)
        if not signed:
            del self.fields["why"], self.fields["told_to"]
        self.supplies = [] if signed else supplies_of(visit, at)
        for each in self.supplies:
            if each.line.is_own_part:
                continue
            self.fields[f"part_{each.line.pk}"] = part_field(
                each, visit, at, required=True, attrs=again | {"hx-trigger": "change"}
            )

    def _take_what_is_allowed(self, visit: Visit) -> None:
        """Fill in the early hour that a manager has allowed, and say by whom and why."""
        entry = promises.allowed_now(visit)
        if entry is None or entry.agreed_for is None:
            return
        self.initial["promised_at"] = f"{entry.agreed_for.astimezone(zone_of(visit)):%m-%d %H:%M}"
        self.fields["promised_at"].help_text = _("Allowed by %(name)s: %(reason)s") % {
            "name": entry.by.name, "reason": promises.reason_of(entry),
        }  # fmt: skip

    @cached_property
    def offering(self) -> Offering:
        """Return the offers, with the parts as far as they were asked about."""
        if self.at is None:
            raise AssertionError
        parts = parts_so_far(self, self.subject, self.at)
        return Offering(self.subject, self.at, self.data, parts=parts)

    def part_fields(self) -> list[forms.BoundField]:
        """Return the fields of the parts."""
        return [self[name] for name in self.fields if name.startswith("part_")]

    def other_fields(self) -> list[forms.BoundField]:
        """Return the fields beside time and parts."""
        return [self[name] for name in ("why", "told_to") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Read the time, typed or picked, and the parts."""
        given = super().clean() or {}
        typed = given.get("promised_at", "")
        promised_at = self._moment("promised_at", typed) if typed else picked(self.data)
        if promised_at is None and not self.has_error("promised_at"):
            self.add_error("promised_at", _("Pick a time, or type one."))
        parts = parts_typed(self, given, self.subject, self.at) if self.at else {}
        read: dict[str, Any] = {
            "promised_at": promised_at, "parts": parts, "shown": slip_in(self.data),
        }  # fmt: skip
        for name in ("why", "told_to"):
            if name in self.fields:
                read[name] = given.get(name, "")
        return read

    def _moment(self, name: str, typed: str) -> datetime | None:
        if not typed or self.at is None:
            return None
        try:
            return read_moment(typed, self.subject, self.at)
        except Impossible as impossible:
            self.add_error(name, said(impossible))
            return None


class OverridePromise(ActForm):
    """The hour that a manager allows, and why (5.2)."""

    hour = forms.CharField(
        label=_("Hour to allow"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Read the hour."""
        given = super().clean() or {}
        if given.get("hour") and self.at is not None:
            try:
                given["hour"] = read_moment(given["hour"], self.subject, self.at)
            except Impossible as impossible:
                self.add_error("hour", said(impossible))
        return given


class ApproveRisk(ActForm):
    """Why a risk amount above the shop's limit is right (4.3)."""

    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        """Say what is to be approved: how much, for what, and where the limit is."""
        asked = to_approve(self.subject.matter) if self.subject else None
        if asked is not None:
            self.fields["reason"].help_text = _(
                "Risk %(amount)s yuan, limit %(limit)s yuan: %(items)s"
            ) % {
                "amount": yuan(int(asked.facts["amount_fen"])),
                "limit": yuan(int(asked.facts["limit_fen"])),
                "items": "、".join(asked.facts["items"]),
            }


class SignOrder(ActForm):
    """The customer's signature under the order that he has read (3.3)."""

    signature = SignatureField(label=_("Customer’s signature"))

    def prepare(self) -> None:
        visit: Visit = self.subject
        field = self.fields["signature"]
        if isinstance(field, SignatureField):
            field.capacity = "owner" if visit.sender_id == visit.owner_id else "sender"
        self.initial["signature"] = visit.sender.name if visit.sender else ""


class ReopenOrder(ActForm):
    """Why a signed order is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class DeclineOrder(ActForm):
    """How it ended and why, in neutral words (3.6)."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        widget=forms.RadioSelect,
        choices=lambda: [
            (word.value, word.label(get_language() or "zh"))
            for word in (Outcome.QUOTE_ONLY, Outcome.LEAVES)
        ],
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=word_choices(LossReason, blank=True))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Return words for what was picked."""
        given = super().clean() or {}
        if given.get("outcome"):
            given["outcome"] = Outcome.of(given["outcome"])
        if given.get("reason"):
            given["reason"] = LossReason.of(given["reason"])
        return given
