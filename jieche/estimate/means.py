"""The page on which a promise's means are noted: bays and their kinds, hands, trades, absences."""

from contextlib import AbstractContextManager
from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jieche.estimate import says
from jieche.estimate.hall import hall_of
from jieche.estimate.remembered import learned_of
from jieche.rulebook.words import Role
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of, places
from jieche.shop.words import BayKind, Trade
from jieche.staff.models import Absence, Staff
from jieche.staff.rota import note_absence, note_hand, take_back_absence
from jieche.ui.acts import lang
from jieche.ui.forms import MomentField, word_choices
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest, for_roles
from jieche.ui.shop_changes import changes_of, written_down

MAY_NOTE = (Role.SHOP_MANAGER, Role.RECEPTION_MANAGER, Role.DISPATCHER)
_ABOUT = "means"  # the page under which its changes are kept
_DAYS = ((0, _("Mon")), (1, _("Tue")), (2, _("Wed")), (3, _("Thu")), (4, _("Fri")), (5, _("Sat")),
         (6, _("Sun")))  # fmt: skip


class Bays(forms.Form):
    """What each work bay is for."""

    def __init__(self, data: QueryDict | None, *, shop: Shop) -> None:
        super().__init__(data)
        self.bays = places(shop, Place.Kind.WORK_BAY)
        for bay in self.bays:
            self.fields[f"bay_{bay.pk}"] = forms.ChoiceField(
                label=bay.name, required=False, initial=bay.work_kind,
                choices=word_choices(BayKind, blank=True),
            )  # fmt: skip


class Hand(forms.Form):
    """What one technician can do, and his own hours if they are not the shop's."""

    trades = forms.TypedMultipleChoiceField(
        label=_("Can do"), required=False, choices=word_choices(Trade), coerce=Trade.of,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    days = forms.TypedMultipleChoiceField(
        label=_("Own days"), required=False, choices=_DAYS, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    opens = forms.TimeField(label=_("From"), required=False, help_text=_("such as: 8:30"))
    closes = forms.TimeField(label=pgettext_lazy("absence", "Until"), required=False)

    def __init__(self, data: QueryDict | None, *, person: Staff) -> None:
        self.person = person
        shifts = list(person.shifts.all())
        first: tuple[time | None, time | None] = (
            (shifts[0].opens, shifts[0].closes) if shifts else (None, None)
        )
        initial = {
            "trades": person.trades,
            "days": [shift.weekday for shift in shifts],
            "opens": first[0] and f"{first[0]:%H:%M}",
            "closes": first[1] and f"{first[1]:%H:%M}",
        }
        super().__init__(data, prefix=f"hand_{person.pk}", initial=initial)

    def clean(self) -> dict[str, Any]:
        """Ask for days and both hours together, or for none of them."""
        given = super().clean() or {}
        opens, closes = given.get("opens"), given.get("closes")
        if any((opens, closes, given.get("days"))) and not self.errors:
            if not (opens and closes and given.get("days")):
                self.add_error("opens", _("Own hours need days, a beginning and an end."))
            elif opens >= closes:
                self.add_error("closes", _("It ends after it begins."))
        return given


class Away(forms.Form):
    """Somebody who is not there."""

    who = forms.ModelChoiceField(label=_("Who"), queryset=Staff.objects.none(), empty_label="—")
    since = MomentField(label=_("From"))
    until = MomentField(label=pgettext_lazy("absence", "Until"), required=False)
    why = forms.CharField(label=_("Reason"), max_length=40, required=False)

    def __init__(self, data: QueryDict | None, *, request: DeskRequest) -> None:
        super().__init__(data, prefix="away")
        who: Any = self.fields["who"]
        who.queryset = Staff.objects.filter(pk__in=[p.pk for p in _hands(request.staff.shop)])
        desk = hours_of(request.staff.shop).desk
        for name in ("since", "until"):
            field: Any = self.fields[name]
            field.hours, field.at = desk, request.at

    def clean(self) -> dict[str, Any]:
        """Let it end after it begins."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("It ends after it begins."))
        return given


def _hands(shop: Shop) -> list[Staff]:
    people = Staff.objects.filter(shop=shop, is_active=True).prefetch_related("shifts")
    return [person for person in people.order_by("pk") if person.is_one_of(Role.TECHNICIAN)]


@for_roles(*MAY_NOTE)
def means(request: DeskRequest) -> HttpResponse:
    """Show and take what promises rest on; what stays blank is assumed, and said."""
    shop, sent = request.staff.shop, request.POST if request.method == "POST" else None
    doing = sent.get("do", "") if sent else ""
    bays = Bays(sent if doing == "means" else None, shop=shop)
    hands = [Hand(sent if doing == "means" else None, person=each) for each in _hands(shop)]
    away = Away(sent if doing == "away" else None, request=request)
    is_good = False
    if doing == "means":
        checked = [form.is_valid() for form in (bays, *hands)]  # each says what is wrong
        is_good = all(checked)
        if is_good:
            with _written_down(request):
                _write(bays, hands)
    elif doing == "away":
        is_good = away.is_valid()
        if is_good:
            given = away.cleaned_data
            with _written_down(request):
                note_absence(
                    given["who"], since=given["since"], until=given["until"], why=given["why"]
                )
    elif doing.startswith("back-") and doing[5:].isdigit():
        with _written_down(request):
            take_back_absence(request.staff, int(doing[5:]))
        is_good = True
    if is_good:
        messages.success(request, gettext("Saved"))
        return HttpResponseRedirect(reverse("estimate:means"))
    hall = hall_of(shop, request.at, learned_of(shop, request.at).finish_minutes())
    gone = Absence.objects.filter(staff__shop=shop).exclude(until__lte=request.at)
    return render(
        request,
        "estimate/means.html",
        {
            "bays": bays,
            "hands": hands,
            "away": away,
            "gone": [_gone(each, request) for each in gone.select_related("staff")],
            "assumed": says.assumed(hall.assumed),
            "changes": changes_of(shop, _ABOUT, _label, request.at),
        },
        status=422 if sent is not None else 200,
    )


def _written_down(request: DeskRequest) -> AbstractContextManager[None]:
    shop = request.staff.shop
    return written_down(shop, _ABOUT, _picture, by=request.staff, at=request.at)


def _picture(shop: Shop) -> dict[str, str]:
    """Return bays, hands and absences as words, by key."""
    bays = {
        f"bay.{bay.name}": BayKind.of(bay.work_kind).label(lang()) if bay.work_kind else ""
        for bay in places(shop, Place.Kind.WORK_BAY)
    }
    hands = {f"hand.{each.name} · {each.username}": _hand(each) for each in _hands(shop)}
    gone = Absence.objects.filter(staff__shop=shop).select_related("staff")
    return bays | hands | {f"away.{each.staff.name} · {each.pk}": _away(each) for each in gone}


def _hand(person: Staff) -> str:
    names = dict(_DAYS)
    trades = [trade.label(lang()) for trade in Trade if trade.value in person.trades]
    shifts = [f"{names[s.weekday]} {s.opens:%H:%M}–{s.closes:%H:%M}" for s in person.shifts.all()]
    return " · ".join([*trades, *shifts])


def _away(absence: Absence) -> str:
    ends = f"{localtime(absence.until):%m-%d %H:%M}" if absence.until else ""
    return f"{localtime(absence.since):%Y-%m-%d %H:%M}–{ends} {absence.why}".strip()


def _label(key: str) -> str:
    """Return what a key is called on the page."""
    kind, _dot, name = key.partition(".")
    return gettext("Not there: %s") % name if kind == "away" else name


def _gone(absence: Absence, request: DeskRequest) -> dict[str, Any]:
    until = moment(absence.until, request.at) if absence.until else gettext("the rest of the day")
    return {
        "pk": absence.pk,
        "who": absence.staff.name,
        "when": f"{moment(absence.since, request.at)} – {until}",
        "why": absence.why,
    }


@transaction.atomic
def _write(bays: Bays, hands: list[Hand]) -> None:
    for bay in bays.bays:
        kind = bays.cleaned_data[f"bay_{bay.pk}"]
        if kind != bay.work_kind:
            Place.objects.filter(pk=bay.pk).update(work_kind=kind)
    for hand in hands:
        given = hand.cleaned_data
        span = (given["opens"], given["closes"]) if given["opens"] else None
        note_hand(hand.person, trades=given["trades"], days=given["days"], span=span)
