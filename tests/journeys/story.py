"""The parts of a car's way that several journeys share, done through the pages."""

from collections.abc import Mapping

from jieche.visits.models import Visit
from tests.support.hands import STROKES, Form, Person, Typed, forms_of

People = Mapping[str, Person]
SIGNED: dict[str, Typed] = {"signature_strokes": STROKES}


def arrives(li: Person, plate: str = "沪A12345", **typed: Typed) -> Visit:
    """接车：车号一输，来访即开。"""
    form = forms_at(li, "/arrivals/new/")
    told = {"plate": plate, "sender_name": "陈静", "sender_phone": "13800002207"} | typed
    answer = li.sends(form, told)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    li.clock.wait(1)
    return Visit.objects.order_by("pk").last()  # type: ignore[return-value]  # it was just opened


def forms_at(person: Person, address: str) -> Form:
    """Return the form of a page that is sent to the page's own address."""
    page = person.opens(address)
    return forms_of(page)[address]


def fresh(visit: Visit) -> Visit:
    """Read the visit anew."""
    return Visit.objects.select_related("matter").get(pk=visit.pk)


def is_talked_over(li: Person, visit: Visit, purpose: str = "repair") -> None:
    """接待：问候、来意、同意进店商谈。"""
    li.does(visit, "greet-customer")
    li.does(visit, "state-purpose", purpose=purpose, wish="刹车时抖动，高速更明显")
    li.does(visit, "explain-services")
    li.does(visit, "give-consent")


def is_estimated(li: Person, visit: Visit) -> None:
    """估价与承诺：工时、配件、质量、交车时间。"""
    li.does(
        visit, "make-estimate", category="small", keeps_old_parts="yes", no_wishes="on",
        line__0__name="检修前制动系统", line__0__kind="labour", line__0__system="brakes",
        line__0__hours="1.5",
        line__1__name="前制动片", line__1__kind="part", line__1__grade="equal",
        line__1__quantity="1", line__1__price="428",
    )  # fmt: skip
    li.does(visit, "promise-quality")
    form = li.form(visit, "promise-delivery")
    parts = {name: "在库" for name in form.names if name.startswith("part_")}
    assert parts
    answer = li.sends(form, parts)
    assert answer.status_code == 302, answer.content.decode()[:5000]
    li.clock.wait(1)


def is_signed(li: Person, visit: Visit) -> None:
    """签单：先读后签。"""
    li.does(visit, "show-order")
    li.does(visit, "sign-order", **SIGNED)
