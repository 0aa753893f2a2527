"""One table of rights, held against the live addresses: no page can be forgotten."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jieche.rulebook.judge import allowed_roles
from jieche.rulebook.words import Role
from jieche.staff.models import Staff

ALL: tuple[Role, ...] = ()
DESK = (Role.ADVISOR, Role.RECEPTION_MANAGER)
MANAGERS = (Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)

# Address (as Django names its parts) -> who may open it; None: everybody, signed in or not.
PAGES: dict[str, tuple[Role, ...] | None] = {
    "healthz": None,
    "language/": None,
    "set-up/": None,
    "sign-in/": None,
    "sign-out/": ALL,
    "theme/": ALL,
    "": ALL,
    "wall/": ALL,
    "wall/<str:key>/": None,
    "shop/": (Role.SHOP_MANAGER,),
    "shop/hours/": (Role.SHOP_MANAGER,),
    "shop/limits/": (Role.SHOP_MANAGER,),
    "shop/calls/": (Role.SHOP_MANAGER,),
    "shop/places/": (Role.SHOP_MANAGER,),
    "shop/people/": (Role.SHOP_MANAGER,),
    "shop/people/new/": (Role.SHOP_MANAGER,),
    "shop/people/<int:pk>/": (Role.SHOP_MANAGER,),
    "find/": ALL,
    "rulebook/": ALL,
    "rulebook/<str:number>/": ALL,
    "visits/<int:pk>/": ALL,
    "papers/<int:pk>.pdf": ALL,
    "papers/<str:number>/": None,
    "papers/booking-register/<str:first>/<str:last>.pdf": (
        *DESK,
        Role.SHOP_MANAGER,
        Role.DISPATCHER,
        Role.CASHIER,
        Role.PARTS,
    ),
    "papers/complaint/<int:pk>.pdf": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
    "bookings/": (*DESK, Role.SHOP_MANAGER, Role.DISPATCHER, Role.CASHIER, Role.PARTS),
    "bookings/<int:pk>/": (*DESK, Role.SHOP_MANAGER, Role.DISPATCHER, Role.CASHIER, Role.PARTS),
    "bookings/new/": DESK,
    "bookings/slots/": DESK,
    "bookings/look-up/": DESK,
    "arrivals/new/": (*DESK, Role.GATE),
    "arrivals/look-up/": (*DESK, Role.GATE),
    "visits/<int:pk>/arrival/": DESK,
    "shop/catalogue/": MANAGERS,
    "shop/catalogue/find/": ALL,
    "visits/<int:pk>/promise-offers/": ALL,
    "visits/<int:pk>/delay-offers/": ALL,
    "supplements/<int:pk>/agree-offers/": ALL,
    "promises/": (Role.SHOP_MANAGER, Role.RECEPTION_MANAGER),
    "promises/means/": (Role.SHOP_MANAGER, Role.RECEPTION_MANAGER, Role.DISPATCHER),
    "shop/catalogue/<str:kind>/new/": MANAGERS,
    "shop/catalogue/<str:kind>/<int:pk>/": MANAGERS,
    "till/": (Role.CASHIER, Role.ADVISOR, *MANAGERS),
    "gate/": (Role.GATE, Role.ADVISOR, *MANAGERS),
    "calls/": (*DESK, Role.SHOP_MANAGER),
    "files/": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
    "keys/": (*DESK, Role.DISPATCHER, Role.TECHNICIAN, Role.WASHER, Role.SHOP_MANAGER),
    "mark-photos/<int:pk>/": ALL,
    "workshop/": ALL,
    "workshop/wash/": (*DESK, Role.WASHER),
    "workshop/mine/": (Role.TECHNICIAN, Role.DISPATCHER),
    "files/cabinet/": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
    "files/log/": (Role.RECORDS_KEEPER, *MANAGERS),
    "files/<int:pk>/": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
    "files/<int:pk>/mend/": (Role.RECORDS_KEEPER, *MANAGERS),
    "files/<int:pk>/merge/": (Role.RECORDS_KEEPER, *MANAGERS),
    "files/<int:pk>/<slug:slug>/": (Role.RECORDS_KEEPER,),
    "customers/<int:pk>/contact/": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
    "enquiries/": (*DESK, Role.SHOP_MANAGER),
    "complaints/": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
    "reports/": (*DESK, Role.SHOP_MANAGER, Role.CASHIER),
    "reports/settings/": (Role.SHOP_MANAGER,),
    "reports/<str:length>/<str:on>/": (*DESK, Role.SHOP_MANAGER, Role.CASHIER),
    "reports/<str:length>/<str:on>/figures.xlsx": (*DESK, Role.SHOP_MANAGER, Role.CASHIER),
    "reports/<str:length>/<str:on>/<str:part>/": (*DESK, Role.SHOP_MANAGER, Role.CASHIER),
    "complaints/new/": DESK,
    "complaints/<int:pk>/": (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER),
}


def pages() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Walk the live addresses."""

    def walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here, pattern.callback

    return walk(get_resolver().url_patterns, "")


def test_every_page_says_for_whom_it_is_and_the_table_says_the_same() -> None:
    live = {
        address: getattr(view, "roles", "nobody said")
        for address, view in pages()
        if not hasattr(view, "act")
    }

    def sorted_roles(table: dict[str, Any]) -> dict[str, Any]:
        return {a: r if not r else sorted(role.value for role in r) for a, r in table.items()}

    assert sorted_roles(live) == sorted_roles(PAGES)


def test_an_act_is_for_those_whom_the_book_allows() -> None:
    for address, view in pages():
        act = getattr(view, "act", None)
        if act is None:
            continue
        assert view.roles == (), address  # type: ignore[attr-defined]
        assert allowed_roles(act.event), address
        assert {"by", "at", "ticked"} <= set(inspect.signature(act.command).parameters), address


@pytest.mark.parametrize("address", [a for a, roles in PAGES.items() if roles and "<" not in a])
def test_a_colleague_without_the_right_is_told_so(
    address: str, staff: dict[str, Staff], sign_in: Callable[[str], Client]
) -> None:
    allowed = PAGES[address] or ()
    outsider = next(who for who, person in staff.items() if not person.is_one_of(*allowed))
    response = sign_in(outsider).get(f"/{address}")
    assert response.status_code == 403


@pytest.mark.parametrize("address", [a for a, r in PAGES.items() if r is not None and "<" not in a])
def test_a_stranger_signs_in_first(address: str, db: None) -> None:
    response = Client().get(f"/{address}")
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response.headers["Location"].startswith("/sign-in/")
