"""Tidying, teams, no wash, and the receipt of the workshop. Article 8."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jieche.rulebook.words import Role
from jieche.shop.models import Team
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.ui.forms import ActForm, SignatureField, word_choices
from jieche.values.text import tidy
from jieche.workshop import queries
from jieche.workshop.words import NoWash

_TEN_MINUTES = timedelta(minutes=10)
_MOST_STEPS = 48  # eight hours back


class TidyOrder(ActForm):
    """A note for the workshop, if any."""

    note = forms.CharField(
        label=_("Note for the workshop"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class _Technicians(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Names people as they are called, not by their account."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def technicians_of(shop_id: int) -> list[int]:
    """Return the numbers of those who repair cars here."""
    people = Staff.objects.filter(shop_id=shop_id, is_active=True).only("pk", "roles")
    return [one.pk for one in people if one.is_one_of(Role.TECHNICIAN)]


class SetTeam(ActForm):
    """The one team; a technician if he is already known."""

    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    technician = _Technicians(
        label=_("Technician"),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=_("the team decides"),
    )

    def prepare(self) -> None:
        shop = self.subject.shop
        teams, people = self.fields["team"], self.fields["technician"]
        teams.queryset = Team.objects.filter(shop=shop).order_by("pk")  # type: ignore[attr-defined]
        people.queryset = Staff.objects.filter(pk__in=technicians_of(shop.pk))  # type: ignore[attr-defined]
        team = queries.team_of(self.subject)
        first = teams.queryset.first()  # type: ignore[attr-defined]
        teams.initial = team.pk if team else first and first.pk


class AssignTeams(ActForm):
    """A team for the whole order, and another for lines that need one."""

    team = forms.ModelChoiceField(
        label=_("Team for the whole order"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("line by line"),
    )

    def prepare(self) -> None:
        self.lines = queries.work_of(self.subject)
        whole = next(
            (g for g in reversed(queries.assignments_of(self.subject)) if g.line_id is None), None
        )
        teams = self._teams_of("team")
        first = None if queries.assignments_of(self.subject) else teams.queryset.first()
        teams.initial = whole.team_id if whole else first and first.pk
        for line in self.lines:
            given = queries.team_of(self.subject, line)
            self.fields[f"line-{line.pk}"] = forms.ModelChoiceField(
                label=self._named(line),
                queryset=Team.objects.none(),
                required=False,
                empty_label=_("as the whole order"),
            )
            is_own = given and (whole is None or given.pk != whole.team_id)
            self._teams_of(f"line-{line.pk}").initial = given.pk if given and is_own else None

    def _teams_of(self, name: str) -> Any:
        field: Any = self.fields[name]
        field.queryset = Team.objects.filter(shop=self.subject.shop).order_by("pk")
        return field

    def _named(self, line: Any) -> str:
        lang = get_language() or "zh"
        return str(line.name_en if lang.startswith("en") and line.name_en else line.name)

    def clean(self) -> dict[str, Any]:
        lines = {
            line: team for line in self.lines if (team := self.cleaned_data.get(f"line-{line.pk}"))
        }
        return {"team": self.cleaned_data.get("team"), "lines": lines}


class DeclineWash(ActForm):
    """Why the car is not washed."""

    why = forms.ChoiceField(
        label=_("Why not"), choices=word_choices(NoWash), widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("In words"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        note = tidy(self.cleaned_data.get("note", ""))
        why = self.cleaned_data.get("why")
        if why == NoWash.OTHER.value and not note:
            self.add_error("note", _("Say why."))
        if not why:
            return {}
        reason = note if why == NoWash.OTHER.value else NoWash.of(why).zh
        return {"reason": f"{reason}，{note}" if note and reason != note else reason}


class TakeIntoWorkshop(ActForm):
    """The hour of receipt in steps of ten minutes, now rounded down first; and the signature."""

    received_at = forms.TypedChoiceField(
        label=_("Received at"),
        coerce=datetime.fromisoformat,
        help_text=_("To ten minutes."),
        error_messages={
            "invalid_choice": _(
                "To ten minutes, such as 10:40, since the hand-in was done and not later than now."
            )
        },
    )
    signature = SignatureField(capacity="receiver", label=_("Receiver's signature"))

    def prepare(self) -> None:
        field: Any = self.fields["received_at"]
        field.choices = self._steps()
        field.initial = field.choices[0][0] if field.choices else None
        if self.staff is not None and self.staff.is_one_of(Role.DISPATCHER):
            self.fields["signature"].initial = self.staff.name

    def _steps(self) -> list[tuple[str, str]]:
        zone = hours_of(self.subject.shop).work.zone
        now = (self.at or self.subject.matter.changed_at).astimezone(zone)
        step = queries.to_ten_minutes(now)
        first = queries.to_ten_minutes(queries.can_be_received_since(self.subject, now))
        steps: list[tuple[str, str]] = []
        while step >= first and len(steps) < _MOST_STEPS:
            shown = f"{step:%H:%M}" if step.date() == now.date() else f"{step:%m-%d %H:%M}"
            steps.append((step.isoformat(), shown))
            step -= _TEN_MINUTES
        return steps
