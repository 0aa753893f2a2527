"""The page on which a promise's means are noted: bays and their kinds, hands, trades, absences."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
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
from jieche.ui.forms import MomentField, word_choices
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest, for_roles

MAY_NOTE = (Role.SHOP_MANAGER, Role.RECEPTION_MANAGER, Role.DISPATCHER)
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
    opens = forms.TimeField(label=_("From"), required=False)
    closes = forms.TimeField(label=_("Ends"), required=False)

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
    until = MomentField(label=_("Ends"), required=False)
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
            _write(bays, hands)
    elif doing == "away":
        is_good = away.is_valid()
        if is_good:
            given = away.cleaned_data
            note_absence(given["who"], since=given["since"], until=given["until"], why=given["why"])
    elif doing.startswith("back-") and doing[5:].isdigit():
        take_back_absence(request.staff, int(doing[5:]))
        is_good = True
    if is_good:
        messages.success(request, _t("Saved"))
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
        },
        status=422 if sent is not None else 200,
    )


def _gone(absence: Absence, request: DeskRequest) -> dict[str, Any]:
    until = moment(absence.until, request.at) if absence.until else _t("the rest of the day")
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
