"""On the way into the workshop: tidying, teams, wash, receipt, and the floor. Article 8."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jieche.checkin.queries import key_of
from jieche.checkin.words import Holder
from jieche.estimate.queries import lines_of
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Place, Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop import commands, queries
from jieche.workshop.models import TeamAssignment, Wash, WorkshopReceipt
from tests.support.cast import clock
from tests.support.story_checkin import SCRATCH, handed_in, in_the_workshop, ready_for_the_workshop
from tests.support.story_estimate import BALANCE, BRAKES, a_car_in_negotiation, signature, signed
from tests.support.story_reception import talked_over

AT = clock("2026-11-23 10:20")
NOW = clock("2026-11-23 10:40")
Do = Callable[..., Any]


@pytest.fixture
def do(sign_in: Callable[[str], Client]) -> Do:
    """Send the form of an act as a person does."""

    def send(who: str, visit: Visit, slug: str, **typed: Any) -> Any:
        response = sign_in(who).post(f"/visits/{visit.pk}/{slug}/", typed)
        visit.matter.refresh_from_db()
        return response

    return send


@pytest.fixture
def visit(li: Staff) -> Visit:
    """A car whose customer has just gone."""
    came = a_car_in_negotiation(li, clock("2026-11-23 10:00"))
    return handed_in(
        signed(came, li, clock("2026-11-23 10:03"), [BRAKES, BALANCE]), li, AT, marks=[SCRATCH]
    )


def happened(visit: Visit) -> list[Event]:
    return [entry.what for entry in journal.entries_of(visit.matter)]


def team(li: Staff, name: str) -> Team:
    return Team.objects.get(shop=li.shop, name=name)


# -- 8.1 -----------------------------------------------------------------------------------------


def test_8_1_the_tidied_order_carries_the_hand_in_and_the_consent(do: Do, visit: Visit) -> None:
    do("li", visit, "tidy-order", note="右后门划痕客户已知")
    order = journal.latest_document(visit.matter, "order")
    assert order is not None
    content = json.loads(order.content)
    assert [mark["note"] for mark in content["walk_around"]["marks"]] == ["右后门 6 cm"]
    assert (content["box"], content["key_tag"], content["fuel"]) == ("B-01", "K-01", "5/8")
    assert (content["fuel_percent"], content["car"]["odometer_km"]) == (62, 46210)
    assert content["waits"] is False
    assert content["consent"]["name"] == "陈静"
    assert content["consent"]["version"] == order.version - 1


# -- 8.3 -----------------------------------------------------------------------------------------


def test_8_3_reception_fills_in_the_one_team(do: Do, visit: Visit, li: Staff) -> None:
    do("li", visit, "set-team", team=team(li, "机电一组").pk)
    assert queries.teams_of(visit) == [team(li, "机电一组")]
    assert do("sun", visit, "set-team", team=team(li, "钣喷组").pk).status_code == 403


def test_8_3_several_teams_are_the_dispatchers(do: Do, visit: Visit, li: Staff) -> None:
    do("li", visit, "refer-teams")
    brakes, balance = lines_of(order_of(visit), 0)
    typed = {f"line-{balance.pk}": team(li, "钣喷组").pk}
    assert do("li", visit, "assign-teams", team=team(li, "机电一组").pk).status_code == 403
    do("sun", visit, "assign-teams", team=team(li, "机电一组").pk, **typed)
    assert queries.team_of(visit, brakes) == team(li, "机电一组")
    assert queries.team_of(visit, balance) == team(li, "钣喷组")
    assert happened(visit)[-2:] == [Event.TEAMS_REFERRED, Event.TEAMS_ASSIGNED]


def test_8_3_no_line_is_left_without_a_team(do: Do, visit: Visit, li: Staff) -> None:
    do("li", visit, "refer-teams")
    brakes, _balance = lines_of(order_of(visit), 0)
    response = do("sun", visit, "assign-teams", **{f"line-{brakes.pk}": team(li, "机电一组").pk})
    assert response.status_code == 422
    assert "还没有作业组：四轮动平衡" in response.content.decode()
    assert not TeamAssignment.objects.exists()


def test_a_team_once_set_is_not_referred_too(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    commands.set_team(visit, team=team(li, "机电一组"), by=li, at=NOW)
    page = sign_in("li").get(f"/visits/{visit.pk}/").content.decode()
    assert "act-refer-teams" not in page


# -- 8.4, 8.5 ------------------------------------------------------------------------------------


def test_8_4_a_car_is_washed_and_handed_back_with_its_key(
    do: Do, visit: Visit, staff: dict[str, Staff]
) -> None:
    places = []
    for who, slug in (("li", "ask-wash"), ("wu", "finish-wash"), ("wu", "hand-back")):
        assert do(who, visit, slug).status_code == 302
        key = key_of(visit)
        assert key is not None
        places.append(key.holder)
    assert places == [Holder.WASHER, Holder.WASHER, Holder.ADVISOR]
    wash = Wash.objects.get()
    assert wash.washer == staff["wu"]
    assert wash.back_at is not None


def test_8_4_no_wash_has_its_reason(do: Do, visit: Visit) -> None:
    assert do("li", visit, "decline-wash").status_code == 422
    assert do("li", visit, "decline-wash", why="other").status_code == 422
    do("li", visit, "decline-wash", why="rain", note="刚下雪")
    assert Wash.objects.get().declined_because == "雨雪天，刚下雪"
    with pytest.raises(IntegrityError), transaction.atomic():
        Wash.objects.create(visit=visit, declined_at=NOW)


def test_a_wash_can_be_called_off_until_it_is_done(visit: Visit, li: Staff) -> None:
    commands.ask_wash(visit, by=li, at=NOW)
    commands.decline_wash(visit, reason="客户不要", by=li, at=NOW)
    assert Wash.objects.get().declined_because == "客户不要"
    key = key_of(visit)
    assert key is not None
    assert key.holder is Holder.CABINET
    commands.ask_wash(visit, by=li, at=NOW)
    commands.finish_wash(visit, by=li, at=NOW)
    with pytest.raises(Refused, match="has noted “washed”"):  # it would be owed back twice
        commands.finish_wash(visit, by=li, at=NOW)
    with pytest.raises(Refused, match="hand it back"):
        commands.decline_wash(visit, reason="客户不要", by=li, at=NOW)


def test_what_was_not_asked_for_is_not_washed(do: Do, visit: Visit) -> None:
    assert do("wu", visit, "finish-wash").status_code == 422
    assert do("wu", visit, "hand-back").status_code == 422
    assert Event.WASHED not in happened(visit)


def test_the_washer_needs_one_press(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    commands.ask_wash(visit, by=li, at=NOW)
    washer = sign_in("wu")
    assert washer.get("/workshop/").headers["Location"] == "/workshop/wash/"
    for what, after in (("done", "交还 李雯"), ("back", "没有要洗的车")):
        page = washer.get("/workshop/wash/").content.decode()
        token = re.findall(r'name="token" value="([^"]+)"', page)[0]
        typed = {"visit": visit.pk, "what": what, "token": token}
        for _press in range(2):
            shown = washer.post("/workshop/wash/", typed, follow=True).content.decode()
            assert after in shown
    assert happened(visit)[-3:] == [Event.WASH_ASKED, Event.WASHED, Event.WASH_BACK]


def test_the_wash_page_is_told_what_it_does_not_know(sign_in: Callable[[str], Client]) -> None:
    assert sign_in("wu").post("/workshop/wash/", {"visit": "x", "what": "done"}).status_code == 404
    assert sign_in("men").get("/workshop/wash/").status_code == 403


# -- 8.6 to 8.9 ----------------------------------------------------------------------------------


def test_8_9_with_one_formality_missing_the_car_stays_out(do: Do, visit: Visit) -> None:
    response = do("sun", visit, "take-into-workshop", **receipt_typed(NOW.isoformat()))
    assert response.status_code == 422
    assert not WorkshopReceipt.objects.exists()


def receipt_typed(hour: str) -> dict[str, str]:
    return {
        "received_at": hour,
        "signature_signer": "孙师傅",
        "signature_typed": "孙师傅",
    }


def test_8_8_the_hours_offered_are_full_tens_and_the_latest_stands_first(
    sign_in: Callable[[str], Client], li: Staff
) -> None:
    came = a_car_in_negotiation(li, clock("2024-03-04 10:00"))
    visit = handed_in(signed(came, li, clock("2024-03-04 10:03")), li, clock("2024-03-04 10:20"))
    ready_for_the_workshop(visit, li, clock("2024-03-04 10:40"))
    sun = sign_in("sun")
    page = sun.get(f"/visits/{visit.pk}/?act=take-into-workshop").content.decode()
    hours = re.findall(r'<option value="(\d{4}-[^"]+)"( selected)?>', page)
    assert len(hours) == 48
    assert all(re.search(r":\d0:00\+08:00$", hour) for hour, _selected in hours)
    assert hours[0][1] == " selected"
    assert 'value="孙师傅"' in page
    for wrong in ("2024-03-04", hours[0][0].replace("0:00+", "7:00+")):
        refused = sun.post(f"/visits/{visit.pk}/take-into-workshop/", receipt_typed(wrong))
        assert refused.status_code == 422
    sun.post(f"/visits/{visit.pk}/take-into-workshop/", receipt_typed(hours[0][0]))
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.IN_WORKSHOP


@pytest.mark.parametrize(
    ("hour", "why"),
    [("2026-11-23 10:41", "ten minutes"), ("2026-11-23 10:10", "before its hand-in")],
)
def test_8_8_what_is_no_time_of_receipt(
    visit: Visit, li: Staff, staff: dict[str, Staff], hour: str, why: str
) -> None:
    ready_for_the_workshop(visit, li, NOW)
    with pytest.raises(Refused, match=why):
        commands.take_into_workshop(
            visit,
            received_at=clock(hour),
            signature=signature("孙师傅", "receiver"),
            by=staff["sun"],
            at=clock("2026-11-23 10:45"),
        )
    assert not WorkshopReceipt.objects.exists()


def test_8_8_the_table_takes_full_tens_only(visit: Visit, staff: dict[str, Staff]) -> None:
    order = order_of(visit)
    assert order is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopReceipt.objects.create(
            visit=visit,
            order=order,
            receiver=staff["sun"],
            received_at=clock("2026-11-23 10:41"),
            received_minute=41,
        )


def test_8_7_the_advisor_does_not_receive_for_the_workshop(visit: Visit, li: Staff) -> None:
    ready_for_the_workshop(visit, li, NOW)
    with pytest.raises(Refused, match="done by the workshop dispatcher"):
        commands.take_into_workshop(
            visit, received_at=NOW, signature=signature("李雯", "receiver"), by=li, at=NOW
        )
    assert not WorkshopReceipt.objects.exists()


def test_8_7_the_receiver_signs_the_order(visit: Visit, li: Staff, staff: dict[str, Staff]) -> None:
    ready_for_the_workshop(visit, li, NOW)
    commands.take_into_workshop(
        visit,
        received_at=NOW,
        signature=signature("孙师傅", "receiver"),
        by=staff["sun"],
        at=clock("2026-11-23 10:45"),
    )
    order = journal.latest_document(visit.matter, "order")
    assert order is not None
    (piece,) = journal.signatures_under(order)
    assert (piece.words, piece.capacity) == ("孙师傅", "receiver")
    assert json.loads(order.content)["team"] == "机电一组"
    assert list(journal.breaks(li.shop)) == []


# -- the floor -----------------------------------------------------------------------------------


def test_the_floor_says_what_a_waiting_car_still_lacks(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    page = sign_in("sun").get("/workshop/").content.decode()
    assert "清理维修单 · 填作业组 · 通知洗车" in page
    assert "/take-into-workshop/" not in page
    ready_for_the_workshop(visit, li, NOW)
    page = sign_in("sun").get("/workshop/").content.decode()
    assert f"/visits/{visit.pk}/take-into-workshop/" in page
    assert "/take-into-workshop/" not in sign_in("li").get("/workshop/").content.decode()


def test_a_car_taken_in_stands_with_its_team(
    visit: Visit, li: Staff, staff: dict[str, Staff], sign_in: Callable[[str], Client]
) -> None:
    ready_for_the_workshop(visit, li, NOW)
    commands.take_into_workshop(
        visit,
        received_at=NOW,
        signature=signature("孙师傅", "receiver"),
        by=staff["sun"],
        at=NOW,
    )
    lanes = sign_in("sun").get("/workshop/").context["lanes"]
    assert [(lane["name"], len(lane["cars"])) for lane in lanes] == [("机电一组", 1), ("钣喷组", 0)]


def test_more_cars_on_the_floor_cost_no_more_queries(
    visit: Visit,
    li: Staff,
    staff: dict[str, Staff],
    sign_in: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    sun = sign_in("sun")
    in_the_workshop(visit, li, staff["sun"], NOW)
    another_car(li, "沪B7K201", "接2")
    sun.get("/workshop/")
    with CaptureQueriesContext(connection) as two_cars:
        sun.get("/workshop/")
    for plate, bay in (("沪C3M520", "接1"), ("浙B55N1P", "接2")):
        in_the_workshop(another_car(li, plate, bay), li, staff["sun"], NOW)
    with django_assert_max_num_queries(len(two_cars)):
        sun.get("/workshop/")


def another_car(li: Staff, plate: str, bay: str) -> Visit:
    Place.objects.create(shop=li.shop, kind=Place.Kind.KEY_HOOK, name=f"K-{plate}")
    came = talked_over(li, clock("2026-11-23 10:00"), car=CarTold(plate), bay=bay)
    return handed_in(signed(came, li, clock("2026-11-23 10:03")), li, AT, items=[])
