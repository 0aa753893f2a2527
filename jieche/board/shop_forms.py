"""What the shop manager writes about the shop: its data, hours, limits, places, people."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, time
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from jieche.board.setup import WEEK
from jieche.care.follow_up_sheet import rhythm_of
from jieche.checkin.models import BoxUse, KeyRecord
from jieche.reception.queries import bay_is_free
from jieche.rulebook.book import sentences
from jieche.rulebook.sentences import Follows
from jieche.rulebook.timing import AtOnce
from jieche.rulebook.words import Limit, Role
from jieche.shop.models import Place, Shop, SpecialDay, Team
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.forms import FenField, word_choices
from jieche.values.text import tidy

_LONGEST = 7 * 24 * 60  # minutes: what takes longer than a week is not "at once"
KINDS = {
    Place.Kind.RECEPTION_BAY: _("Reception bays"),
    Place.Kind.WORK_BAY: _("Work bays"),
    Place.Kind.STORAGE_BOX: _("Storage boxes"),
    Place.Kind.KEY_HOOK: _("Key hooks"),
}


class Details(forms.Form):
    """What stands on the papers, and the figures that the shop reckons with."""

    name = forms.CharField(label=_("Name of the shop"), max_length=80)
    short_name = forms.CharField(label=_("Short name"), max_length=20, required=False)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    credit_code = forms.RegexField(
        r"^[0-9A-HJ-NPQRTUWXY]{18}$", label=_("Social credit code"), required=False,
        error_messages={"invalid": _("18 digits and capital letters.")},
    )  # fmt: skip
    address = forms.CharField(label=_("Address"), max_length=160, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    complaint_phone = forms.CharField(label=_("Complaint phone"), max_length=30, required=False)
    hourly_rate_fen = FenField(label=_("Labour rate per hour"))
    tax_permille = forms.DecimalField(
        label=_("Tax rate, %"), min_value=0, max_value=100, decimal_places=1
    )
    costly_part_fen = FenField(label=_("A part is costly from"))
    credit_limit_fen = FenField(label=_("Credit limit for one payer"))
    risk_limit_fen = FenField(
        label=_("Risk amount without approval, up to"), required=False,
        help_text=_("Price by symptom; blank: no limit."),
    )  # fmt: skip

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(shop, name) for name in self.fields}
        self.initial["tax_permille"] = f"{shop.tax_permille / 10:g}"

    def clean_tax_permille(self) -> int:
        """Return the rate in thousandths."""
        return int(self.cleaned_data["tax_permille"] * 10)


class Day(forms.Form):
    """The hours of one weekday; blank where it is closed."""

    is_open = forms.BooleanField(required=False)
    opens = forms.TimeField(required=False)
    shut_from = forms.TimeField(required=False)
    shut_until = forms.TimeField(required=False)
    closes = forms.TimeField(required=False)
    works_from = forms.TimeField(required=False)
    lunch_from = forms.TimeField(required=False)
    lunch_until = forms.TimeField(required=False)
    works_until = forms.TimeField(required=False)

    NAMES = (
        ("opens", _("Desk opens")), ("shut_from", _("Desk shut from")),
        ("shut_until", _("Desk shut until")), ("closes", _("Desk closes")),
        ("works_from", _("Work from")), ("lunch_from", _("Lunch from")),
        ("lunch_until", _("Lunch until")), ("works_until", _("Work until")),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, weekday: int, shop: Shop) -> None:
        super().__init__(data, prefix=f"day{weekday}")
        self.weekday, self.day_name = weekday, WEEK[weekday][1]
        for name, label in self.NAMES:
            field = self.fields[name]
            field.label = f"{self.day_name} {label}"
            field.widget = forms.TimeInput(
                format="%H:%M", attrs={"type": "time", "aria-label": field.label}
            )
        self.fields["is_open"].widget.attrs["aria-label"] = f"{self.day_name} {_('open')}"
        hours = hours_of(shop)
        desk, work = hours.desk.week.get(weekday, ()), hours.work.week.get(weekday, ())
        self.stands = (tuple(desk), tuple(work))
        self.initial = {"is_open": bool(desk)}
        for spans, names in (
            (desk, ("opens", "shut_from", "shut_until", "closes")),
            (work, ("works_from", "lunch_from", "lunch_until", "works_until")),
        ):
            if spans:
                self.initial |= {names[0]: spans[0][0], names[3]: spans[-1][1]}
            if len(spans) > 1:
                self.initial |= {names[1]: spans[0][1], names[2]: spans[1][0]}

    def hours(self) -> list[BoundField]:
        """Return the fields of the row after its tick."""
        return [self[name] for name, _label in self.NAMES]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("is_open") or self.errors:
            return given
        shut = [given.get("shut_from"), given.get("shut_until")]
        desk = [given.get("opens"), *(shut if any(shut) else ()), given.get("closes")]
        lunch = [given.get("lunch_from"), given.get("lunch_until")]
        work = [given.get("works_from"), *(lunch if any(lunch) else ()), given.get("works_until")]
        for moments in (desk, work):
            if None in moments:
                raise forms.ValidationError(_("Write from when until when, or take the tick away."))
            if moments != sorted(set(moments)):
                raise forms.ValidationError(
                    _("Opening, lunch and closing must follow one another.")
                )
        return given

    def spans(self) -> tuple[tuple[tuple[time, time], ...], tuple[tuple[time, time], ...]] | None:
        """
        Return the spans of desk and workshop, None for a closed day.

        A row that nobody touched stays as it was, also where it has more spans than the row shows.
        """
        given = self.cleaned_data
        if not given["is_open"]:
            return None
        if all(self.stands) and not self.has_changed():
            return self.stands
        return (
            _parted(given["opens"], given["shut_from"], given["shut_until"], given["closes"]),
            _parted(
                given["works_from"], given["lunch_from"], given["lunch_until"], given["works_until"]
            ),
        )


def _parted(
    opens: time, shut_from: time | None, shut_until: time | None, closes: time
) -> tuple[tuple[time, time], ...]:
    """Return one span, or the two around the break."""
    if shut_from is None or shut_until is None:
        return ((opens, closes),)
    return ((opens, shut_from), (shut_until, closes))


class Special(forms.Form):
    """A day that is not like its weekday."""

    day = forms.DateField(label=_("Which day"), widget=forms.DateInput(attrs={"type": "date"}))
    works_like = forms.ChoiceField(label=_("That day"))
    why = forms.CharField(label=_("Because of"), max_length=40, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = [("", _("closed")), *((str(n), _("open as on a %s") % name) for n, name in WEEK)]
        field = self.fields["works_like"]
        field.required = False
        field.choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean_day(self) -> date:
        """Take days from today on: what was, was."""
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("That day is over."))
        return day

    def clean_works_like(self) -> int | None:
        """Return the weekday, None for closed."""
        given = self.cleaned_data["works_like"]
        return int(given) if given else None


class Limits(forms.Form):
    """How long the book's "at once" is here, in minutes of opening time."""

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = hours_of(shop).limits
        for limit in Limit:
            self.fields[limit.value] = forms.IntegerField(
                label=limit.label(lang()),
                help_text=_cited(limit),
                min_value=1,
                max_value=_LONGEST,
                initial=known[limit],
            )


def _cited(limit: Limit) -> str:
    """Return the clauses that say "at once" and mean this length."""
    numbers = dict.fromkeys(
        clause.short(lang())
        for clause, follows in sentences(Follows)
        if isinstance(follows.when, AtOnce) and follows.when.limit is limit
    )
    return " · ".join(numbers)


class Rhythm(forms.Form):
    """How often the shop calls its customers, and when a service is due again (15.1, 15.5)."""

    call_every_days = forms.IntegerField(
        label=_("A regular call every"), min_value=7, max_value=730
    )
    service_every_days = forms.IntegerField(
        label=_("A service every"), min_value=30, max_value=1830
    )
    service_every_km = forms.IntegerField(label=_("or after"), min_value=1000, max_value=100_000)

    def __init__(self, *args: Any, shop: Shop, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = asdict(rhythm_of(shop, today))
        super().__init__(*args, **kwargs)


class Places(forms.Form):
    """The places of the shop, one name on a line; and a team more."""

    team = forms.CharField(label=_("A new team"), max_length=20, required=False)

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shop = shop
        for kind, label in KINDS.items():
            names = [place.name for place in places(shop, kind.value)]
            self.fields[kind.value] = forms.CharField(
                label=label, required=kind is Place.Kind.RECEPTION_BAY,
                initial="\n".join(names),
                widget=forms.Textarea(attrs={"rows": 7}), help_text=_("One name on each line."),
            )  # fmt: skip
        self.order_fields([*(kind.value for kind in KINDS), "team"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for kind in KINDS:
            if kind.value not in given:
                continue
            names = list(dict.fromkeys(tidy(n) for n in given[kind.value].splitlines() if tidy(n)))
            given[kind.value] = names
            if any(len(name) > 20 for name in names):  # as long as the column
                self.add_error(kind.value, _("A name has 20 characters at most."))
            for place in self._gone(kind, names):
                self.add_error(kind.value, _("%s is in use now.") % place.name)
        return given

    def _gone(self, kind: str, names: list[str]) -> Iterator[Place]:
        """Find the places that would go while they hold something."""
        for place in Place.objects.filter(shop=self.shop, kind=kind, is_in_use=True):
            if place.name not in names and _is_taken(place):
                yield place


def _is_taken(place: Place) -> bool:
    return (
        not bay_is_free(place)
        or BoxUse.objects.filter(box=place, until=None).exists()
        or KeyRecord.objects.filter(hook=place, until=None).exists()
    )


class Person(forms.Form):
    """Somebody of the shop."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    username = forms.CharField(label=_("Sign-in name"), max_length=40)
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"), choices=word_choices(Role), coerce=Role.of,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label="—"
    )
    password = forms.CharField(
        label=_("Password"), max_length=200, widget=forms.PasswordInput(render_value=False)
    )
    is_active = forms.BooleanField(label=_("May sign in"), required=False, initial=True)

    def __init__(self, *args: Any, shop: Shop, person: Staff | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shop, self.person = shop, person
        self.fields["team"].queryset = Team.objects.filter(shop=shop)  # type: ignore[attr-defined]  # a choice of records
        if person is None:
            del self.fields["is_active"]
            return
        del self.fields["username"]
        self.fields["password"].required = False
        self.fields["password"].help_text = _("Blank: it stays as it is.")
        self.initial = {
            "name": person.name, "roles": person.roles, "team": person.team_id,
            "is_active": person.is_active,
        }  # fmt: skip

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if Staff.objects.filter(username=username).exists():
            raise forms.ValidationError(_("This sign-in name is taken."))
        return username

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if password:
            password_validation.validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        stays = given.get("is_active") and Role.SHOP_MANAGER in given.get("roles", ())
        if self.person and self.person.is_one_of(Role.SHOP_MANAGER) and not stays:
            others = Staff.objects.filter(shop=self.shop, is_active=True).exclude(pk=self.person.pk)
            if not any(each.is_one_of(Role.SHOP_MANAGER) for each in others):
                raise forms.ValidationError(_("The shop needs at least one shop manager."))
        return given


def special_days(shop: Shop, today: date) -> list[tuple[SpecialDay, str]]:
    """Return the special days from today on with what they are like."""
    return [
        (each, str(WEEK[each.works_like][1]) if each.works_like is not None else "")
        for each in SpecialDay.objects.filter(shop=shop, day__gte=today).order_by("day")
    ]
