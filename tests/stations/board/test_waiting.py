"""The customer in the hall: since when he waits, for what, and who moves next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jieche.board.lanes import lanes
from jieche.board.waiting import next_of, waiting_of
from jieche.checkin import commands as checkin
from jieche.journal.queries import case_of
from jieche.reception import commands
from jieche.rulebook.words import Event, Purpose
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.hands import WallClock
from tests.support.story_checkin import all_but_complete
from tests.support.story_estimate import a_car_in_negotiation, signed
from tests.support.story_reception import talked_over

AT = clock("2026-11-23 10:00")
LATER = AT + timedelta(minutes=35)
SignIn = Callable[[str], Client]


def waits(visit: Visit) -> tuple[str, str, str] | None:
    visit = Visit.objects.get(pk=visit.pk)
    found = waiting_of(visit, case_of(visit.matter), LATER)
    return (found.for_what, found.since, found.lasts) if found else None


def test_nobody_waits_who_was_not_seated(li: Staff) -> None:
    assert waits(talked_over(li, AT)) is None


def test_1_7_who_is_seated_waits_for_the_estimate_then_for_the_diagnosis(li: Staff) -> None:
    visit = talked_over(li, AT)
    commands.seat_customer(visit, by=li, at=AT + timedelta(minutes=5))
    assert waits(visit) == ("估价", "10:05", "30 分")
    commands.agree_diagnosis(visit, agreed_by="陈静", fee_fen=0, by=li, at=AT)
    assert waits(visit) == ("诊断", "10:05", "30 分")


def test_who_stays_waits_for_the_repair_and_the_next_step_names_whose_it_is(li: Staff) -> None:
    visit = signed(a_car_in_negotiation(li, AT), li, AT)
    all_but_complete(visit, li, AT)
    checkin.complete_hand_in(visit, by=li, at=AT)
    checkin.customer_waits(visit, by=li, at=AT + timedelta(minutes=15))
    assert waits(visit) == ("维修", "10:15", "20 分")
    owed = next_of(visit, case_of(visit.matter))
    assert owed is not None
    assert (owed.what, owed.who) == (Event.ORDER_TIDIED.do_zh, li.name)


def test_who_was_seen_off_waits_no_more(li: Staff) -> None:
    visit = talked_over(li, AT)
    commands.seat_customer(visit, by=li, at=AT)
    signed(visit, li, AT)
    all_but_complete(visit, li, AT)
    checkin.complete_hand_in(visit, by=li, at=AT)
    checkin.see_customer_off(visit, by=li, at=AT)
    assert waits(visit) is None


def test_nobody_waits_overnight(li: Staff) -> None:
    visit = talked_over(li, AT)
    commands.seat_customer(visit, by=li, at=AT)
    visit = Visit.objects.get(pk=visit.pk)
    case = case_of(visit.matter)
    assert waiting_of(visit, case, AT.replace(hour=17)) is not None
    assert waiting_of(visit, case, AT + timedelta(days=1)) is None


def test_the_clock_stands_on_the_visit_and_in_its_lane(
    li: Staff, sign_in: SignIn, wall_clock: WallClock
) -> None:
    visit = talked_over(li, AT)
    commands.seat_customer(visit, by=li, at=AT)
    wall_clock.set("2026-11-23 10:35")
    page = sign_in("li").get(f"/visits/{visit.pk}/").content.decode()
    assert "客户在店等候，等估价" in page
    assert "10:00 起" in page
    (card,) = [car for lane in lanes(li, LATER) for car in lane["cars"]]
    assert card["waits"] == "35 分"
    assert "客户等候" in sign_in("li").get("/").content.decode()


@pytest.mark.parametrize("purpose", [Purpose.REPAIR, Purpose.DIAGNOSIS])
def test_1_8_the_express_path_leads_straight_to_the_estimate(
    li: Staff, sign_in: SignIn, purpose: Purpose
) -> None:
    visit = talked_over(li, AT, purpose=purpose)
    address = f"/visits/{visit.pk}/"
    client = sign_in("li")
    assert "快捷办理</span>" not in client.get(address).content.decode()
    assert client.post(f"{address}take-express/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}take-express/", {"reason": "asked"}).status_code == 302
    page = client.get(address).content.decode()
    assert f'action="{address}make-estimate/"' in page
    assert "快捷办理</span>" in page
    for step, slugs in (
        ("reception", ("seat-customer", "serve-tea")),
        ("diagnosis", ("agree-diagnosis", "call-technician", "start-diagnosis")),
    ):
        other = client.get(f"{address}?step={step}").content.decode()
        assert not [slug for slug in slugs if f'id="act-{slug}"' in other]


def test_1_8_a_diagnosis_agreed_after_all_is_offered_again(li: Staff, sign_in: SignIn) -> None:
    visit = talked_over(li, AT)
    commands.agree_diagnosis(visit, agreed_by="陈静", fee_fen=0, by=li, at=AT)
    commands.take_express(visit, reason="客户要求当场填写", by=li, at=AT)
    page = sign_in("li").get(f"/visits/{visit.pk}/?step=diagnosis").content.decode()
    assert 'id="act-start-diagnosis"' in page
