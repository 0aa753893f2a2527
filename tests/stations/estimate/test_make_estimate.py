"""Pricing an order: what is typed, what the catalogue fills, what is refused."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.test import Client

from jieche.appointments import commands as appointments
from jieche.estimate import commands, queries
from jieche.estimate.catalogue import load_catalogue
from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import Draft
from jieche.estimate.words import LineKind
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.reception import commands as reception
from jieche.rulebook.words import Event, Purpose
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.values.plate import parse
from jieche.visits.commands import state_purpose
from jieche.visits.models import Category, Visit
from jieche.visits.queries import order_of
from tests.stations.estimate.conftest import AT
from tests.stations.estimate.page import GOODS, WORK, address, estimate
from tests.support.hands import forms_of
from tests.support.story_appointments import AGREED
from tests.support.story_estimate import BALANCE, BRAKES, PADS, SHUDDER, estimated

SignIn = Callable[[str], Client]


def lines_of(visit: Visit) -> list[EstimateLine]:
    return queries.lines_of(order_of(visit), 0)


@pytest.fixture
def catalogue(li: Staff) -> None:
    """Two labour items, two grades of one part, and a package of both."""
    load_catalogue(
        li.shop,
        [
            SimpleNamespace(code="oil", zh="更换机油机滤", en="Change oil", system="engine",
                            tenths=5, category="service", bay_kind=""),
            SimpleNamespace(code="check", zh="全车检查", en="Check", system="check", tenths=5,
                            category="check", bay_kind=""),
        ],
        [
            SimpleNamespace(code="filter-oe", zh="机油滤清器", en="Oil filter", grade="original",
                            unit="个", price_fen=6800, days=0),
            SimpleNamespace(code="filter-eq", zh="机油滤清器", en="Oil filter", grade="equal",
                            unit="个", price_fen=3800, days=1),
        ],
        [
            SimpleNamespace(code="small", zh="小保养", en="Small service", price_fen=16000,
                            labour=("oil", "check"),
                            parts=(SimpleNamespace(part="filter-oe", tenths=10),)),
        ],
    )  # fmt: skip


def test_lines_are_priced_and_the_order_takes_its_number(visit: Visit, sign_in: SignIn) -> None:
    answer = sign_in("li").post(address(visit, "make-estimate"), estimate(WORK, GOODS))
    assert answer.status_code == 302
    work, goods = lines_of(visit)
    assert (work.hours_tenths, work.rate_fen, work.amount_fen) == (15, 12000, 18000)
    assert (goods.quantity_tenths, goods.unit_fen, goods.amount_fen) == (10, 42800, 42800)
    order = order_of(visit)
    assert order is not None
    assert order.number.startswith("W")
    assert order.other_wishes == "无"
    assert queries.totals(order).total_fen == 60800


def test_a_part_follows_the_method_of_the_work_above_it(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT, (SHUDDER, PADS, BALANCE, PADS))
    methods = [(line.method, line.system) for line in lines_of(visit)]
    assert methods == [("symptom", ""), ("symptom", ""), ("item", ""), ("item", "")]
    assert [line.risk_fen for line in lines_of(visit)] == [8000, 0, 0, 0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": "检修", "hours": "1"}, "写明是哪个系统"),
        ({"name": "检修", "system": "brakes"}, "写明工时"),
        ({"name": "消除抖动", "hours": "2", "method": "symptom", "risk": "80"}, "理由和验收标准"),
        ({"name": "消除抖动", "hours": "2", "method": "symptom", "reason": "查不到",
          "criterion": "不再抖", "risk": "0"}, "写明风险价值"),
        ({"name": "动平衡", "hours": "1", "method": "item"}, "须选一条依据"),
        ({"name": "刹车片", "price": "100", "system": "brakes"}, "品质类别"),
        ({"name": "检修", "hours": "1", "quantity": "1", "system": "brakes"}, "各写一行"),
        ({"name": "检修", "hours": "一点五", "system": "brakes"}, "看不懂"),
    ],
)  # fmt: skip
def test_what_a_line_lacks_is_said_and_what_was_typed_stays(
    visit: Visit, sign_in: SignIn, row: dict[str, str], said: str
) -> None:
    answer = sign_in("li").post(address(visit, "make-estimate"), estimate(row))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{row["name"]}"' in page
    assert lines_of(visit) == []
    assert not Entry.objects.filter(event="estimate_made").exists()


def test_3_1_wishes_are_said_or_there_are_none(visit: Visit, sign_in: SignIn) -> None:
    li = sign_in("li")
    answer = li.post(address(visit, "make-estimate"), estimate(WORK, other_wishes=""))
    assert answer.status_code == 422
    assert "请填写其他要求" in answer.content.decode()
    answer = li.post(
        address(visit, "make-estimate"), estimate(WORK, other_wishes="", no_wishes="on")
    )
    assert answer.status_code == 302


def test_an_empty_page_is_no_estimate(visit: Visit, sign_in: SignIn, li: Staff) -> None:
    answer = sign_in("li").post(address(visit, "make-estimate"), estimate())
    assert answer.status_code == 422
    with pytest.raises(Refused):
        estimated(visit, li, AT, ())


def test_a_technician_does_not_price(visit: Visit, sign_in: SignIn) -> None:
    answer = sign_in("wang").post(address(visit, "make-estimate"), estimate(WORK))
    assert answer.status_code == 403
    assert lines_of(visit) == []


def test_the_second_press_of_the_button_does_nothing(visit: Visit, sign_in: SignIn) -> None:
    li = sign_in("li")
    for _press in range(2):
        assert li.post(
            address(visit, "make-estimate"), estimate(WORK, token="once")
        ).status_code == 302  # fmt: skip
    assert Entry.objects.filter(event="estimate_made").count() == 1


def test_a_page_made_before_another_estimate_is_refused_and_then_a_choice(
    visit: Visit, sign_in: SignIn, staff: dict[str, Staff]
) -> None:
    estimated(visit, staff["ma"], AT)
    li = sign_in("li")
    answer = li.post(address(visit, "make-estimate"), estimate(WORK, made_from=0))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "马丽 已于 10:00 改过估价：2 行，合计 608.00 元" in page
    assert "检修前制动系统" in page
    assert 'name="made_from" value="1"' in page
    assert 'name="other_wishes" value="无"' in page
    assert len(lines_of(visit)) == 2
    answer = li.post(address(visit, "make-estimate"), estimate(WORK, made_from=1))
    assert answer.status_code == 302
    assert len(lines_of(visit)) == 1


@pytest.mark.usefixtures("catalogue")
def test_the_catalogue_fills_what_is_left_blank(visit: Visit, sign_in: SignIn) -> None:
    sent = estimate({"name": "更换机油机滤"}, {"name": "机油滤清器（同质）", "quantity": "2"})
    assert sign_in("li").post(address(visit, "make-estimate"), sent).status_code == 302
    work, goods = lines_of(visit)
    assert (work.hours_tenths, work.system, work.amount_fen) == (5, "engine", 6000)
    assert (goods.grade, goods.unit_fen, goods.amount_fen) == ("equal", 3800, 7600)
    assert (work.labour_id is None, goods.part_id is None) == (False, False)
    assert (goods.name, goods.name_en) == ("机油滤清器", "Oil filter")


@pytest.mark.usefixtures("catalogue")
def test_a_package_comes_to_its_posted_price(visit: Visit, sign_in: SignIn) -> None:
    li = sign_in("li")
    assert li.post(
        address(visit, "make-estimate"), estimate({"name": "小保养"}, WORK)
    ).status_code == 302  # fmt: skip
    lines = lines_of(visit)
    assert [line.amount_fen for line in lines] == [6000, 6000, 6800, -2800, 18000]
    assert queries.totals(order_of(visit)).total_fen == 16000 + 18000
    page = li.get(f"/visits/{visit.pk}/?act=make-estimate").content.decode()
    assert 'name="line-0-name" value="小保养"' in page
    assert 'name="line-1-name" value="检修前制动系统"' in page


def test_the_customers_own_part_costs_nothing(visit: Visit, sign_in: SignIn) -> None:
    sent = estimate(WORK, {**GOODS, "own": "on"})
    assert sign_in("li").post(address(visit, "make-estimate"), sent).status_code == 302
    goods = lines_of(visit)[1]
    assert (goods.is_own_part, goods.amount_fen) == (True, 0)


def test_a_row_taken_away_makes_no_line(visit: Visit, sign_in: SignIn) -> None:
    sent = estimate(WORK, GOODS) | {"line-1-DELETE": "on"}
    assert sign_in("li").post(address(visit, "make-estimate"), sent).status_code == 302
    assert len(lines_of(visit)) == 1


@pytest.mark.usefixtures("catalogue")
def test_16_2_the_order_begins_with_what_was_booked(li: Staff, sign_in: SignIn) -> None:
    items = "小保养\n全车检查\n机油滤清器（同质）\n看看雨刮"
    booking = appointments.book_by_phone(
        plate=parse("沪A12345"), name="陈静", phone="13800002207",
        agreed=replace(AGREED, items=items), by=li, at=AT,
    )  # fmt: skip
    visit = appointments.keep_booking(booking, by=li, at=AT)
    bay = Place.objects.get(shop=li.shop, kind=Place.Kind.RECEPTION_BAY, name="接1")
    reception.greet_customer(visit, bay=bay, by=li, at=AT)
    state_purpose(visit, purpose=Purpose.REPAIR, wish="保养", by=li, at=AT)
    reception.explain_services(visit, by=li, at=AT)
    reception.give_consent(visit, agreed_by="陈静", by=li, at=AT)
    page = address(visit, "make-estimate")
    form = forms_of(sign_in("li").get(page, follow=True).content.decode())[page]
    names = [form.sends[f"line-{n}-name"][0] for n in range(5)]
    assert names == [*items.split("\n"), ""]
    assert (form.sends["line-1-hours"], form.sends["line-1-system"]) == (["0.5"], ["check"])
    assert (form.sends["line-2-price"], form.sends["line-2-quantity"]) == (["38.00"], ["1"])
    assert form.sends["line-0-price"] == form.sends["line-3-hours"] == [""]


def test_a_new_estimate_takes_the_place_of_the_last_in_one_act(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    with pytest.raises(Refused):
        commands.make_estimate(
            visit, lines=[BRAKES, Draft(LineKind.PART, "无品质")], category=Category.SMALL,
            other_wishes="无", keeps_old_parts=False, by=li, at=AT,
        )  # fmt: skip
    assert [line.name for line in lines_of(visit)] == [BRAKES.name, PADS.name]
    estimated(visit, li, AT, (BALANCE,))
    assert [line.name for line in lines_of(visit)] == [BALANCE.name]


def test_item_pricing_given_up_before_it_was_explained_is_noted(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT, (BALANCE,))
    estimated(visit, li, AT, (BRAKES,))
    estimated(visit, li, AT, (BRAKES,))
    events = list(Entry.objects.filter(matter=visit.matter).values_list("event", flat=True))
    assert events.count(Event.ITEM_PRICED.value) == 1
    assert events.count(Event.ITEM_PRICING_DROPPED.value) == 1


def test_the_complaint_stands_above_the_rows(visit: Visit, sign_in: SignIn) -> None:
    page = sign_in("li").get(f"/visits/{visit.pk}/").content.decode()
    assert "刹车时抖动" in page
    assert 'name="line-7-name"' in page


def test_supplement_lines_count_only_once_agreed(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    order = order_of(visit)
    assert order is not None
    commands.add_sheet(order, 1, [BALANCE])
    commands.add_sheet(order, 2, [replace(PADS, system=BRAKES.system)])
    assert queries.totals(order).total_fen == 60800
    commands.agree_sheet(order, 1)
    commands.drop_sheet(order, 2)
    assert queries.totals(order).total_fen == 60800 + 8000
    assert queries.totals(order, 2).total_fen == 0
    assert [line.name for line in queries.agreed_lines(order)] == [BALANCE.name]
