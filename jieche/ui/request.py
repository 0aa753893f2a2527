"""The request as views see it: who, when, and what was typed into an act that failed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse

from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Role
from jieche.staff.models import Staff
from jieche.ui.forms import SignatureField


@dataclass
class Failed:
    """An act that was refused or filled in wrongly: shown again with what was typed."""

    slug: str
    form: forms.Form
    reasons: list[Refusal] = field(default_factory=list)

    def not_beside_a_field(self) -> list[Refusal]:
        """Return the reasons that no field shows already, and those that something mends."""
        return [one for one in self.reasons if one.mend or one.field not in self.form.fields]

    def has_wrong_entry(self) -> bool:
        """
        Say whether an entry is wrong and nothing else mends it: the list above names those.

        A signature that is missing alone is named at the pad, which takes the eye itself.
        """
        fields = [one for one in self.reasons if one.field in self.form.fields]
        if fields:
            return not all(one.mend for one in fields)
        wrong = [self.form.fields.get(name) for name in self.form.errors]
        return not all(isinstance(one, SignatureField) for one in wrong)


class DeskRequest(HttpRequest):
    """A request of a person who is signed in."""

    staff: Staff
    at: datetime
    failed: Failed | None
    has_open_act: bool  # a page opens one act, whatever number of subjects it shows


View = Callable[..., HttpResponse]
V = TypeVar("V", bound=Callable[..., Any])


def for_roles(*roles: Role, refused: Callable[..., None] | None = None) -> Callable[[V], V]:
    """
    Open a page to these roles; without any, to everybody of the shop who is signed in.

    :param refused: called as the view would be for who may not, where that is put on record
    """

    def mark(view: V) -> V:
        view.roles = roles  # type: ignore[attr-defined]  # both read by the middleware
        view.refused = refused  # type: ignore[attr-defined]
        return view

    return mark


def may_open(staff: Staff, page: str, *args: object) -> bool:
    """Say whether a page is open to a person, so that no link leads him to a closed door."""
    roles: tuple[Role, ...] = getattr(resolve(reverse(page, args=args)).func, "roles", ())
    return not roles or staff.is_one_of(*roles)


def public(view: V) -> V:
    """Open a page to people who are not signed in."""
    view.roles = None  # type: ignore[attr-defined]  # read by the middleware
    return view
