"""Paying: in parts, by several means, before a sheet is signed, later within a limit."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from jieche.checkin.models import Walkaround
from jieche.delivery import till
from jieche.delivery.models import Credit, Payment
from jieche.delivery.queries import settlement_of
from jieche.delivery.sheets import order_content
from jieche.journal.door import Refused
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.commands import sign_supplement
from tests.support.cast import clock
from tests.support.story_delivery import (
    HOUR,
    a_car_to_be_paid,
    at_the_till,
    made_ready,
    paid_and_noticed,
)
from tests.support.story_estimate import signature
from tests.support.story_repair import a_car_in_the_workshop, agreed, done, repaired, reported

AT = clock("2026-11-23 08:30")
NOW = clock("2026-11-23 14:00")
DUE = date(2026, 12, 31)
SignIn = Callable[[str], Client]
People = dict[str, Staff]


def stage(visit: Visit) -> Stage:
    visit.matter.refresh_from_db()
    return visit.matter.stands_at


def owed(visit: Visit) -> int:
    account = settlement_of(visit)
    assert account is not None
    return account.owed_fen


def with_an_unsigned_sheet(people: People) -> Visit:
    """Bring a car to the till whose supplement was agreed by phone and not signed since."""
    visit = a_car_in_the_workshop(people["li"], people["sun"], AT)
    found = agreed(reported(visit, people["wang"], AT + HOUR), people["li"], AT + HOUR)
    done(found, people["li"], people["wang"], AT + HOUR)
    repaired(visit, people["wang"], people["sun"], AT + 2 * HOUR)
    made_ready(visit, people, AT + 4 * HOUR)
    return at_the_till(visit, people, AT + 5 * HOUR)


def test_9_5_money_is_taken_but_nothing_closed_before_the_sheet_is_signed(
    staff: People, sign_in: SignIn
) -> None:
    visit = with_an_unsigned_sheet(staff)
    zhao, page = sign_in("zhao"), visit.get_absolute_url()
    shown = zhao.get(f"{page}?act=take-payment").content.decode()
    assert "签字后才能结清" in shown
    till.take_payment(visit, amount_fen=owed(visit), mode="wechat", by=staff["zhao"], at=NOW)
    assert (owed(visit), stage(visit)) == (0, Stage.COLLECTING)
    with pytest.raises(Refused) as refused:
        till.close_settlement(visit, by=staff["zhao"], at=NOW)
    assert [reason.clause for reason in refused.value.reasons] == ["9.5"]
    sheet = visit.supplements.get()
    sign_supplement(sheet, signature=signature(), by=staff["li"], at=NOW)
    till.close_settlement(visit, by=staff["zhao"], at=NOW)
    assert stage(visit) is Stage.SETTLED


def test_12_3_it_is_paid_in_parts_and_by_several_means(staff: People, sign_in: SignIn) -> None:
    visit = a_car_to_be_paid(staff, AT)
    whole, zhao = owed(visit), sign_in("zhao")
    till.take_payment(visit, amount_fen=20000, mode="cash", by=staff["zhao"], at=NOW)
    assert stage(visit) is Stage.COLLECTING
    shown = zhao.get(visit.get_absolute_url()).content.decode()
    assert "act-take-payment" in shown
    assert f'value="{(whole - 20000) / 100:.2f}"' in shown  # the rest is proposed
    assert "现金" in shown
    with pytest.raises(Refused):
        till.take_payment(visit, amount_fen=whole, mode="wechat", by=staff["zhao"], at=NOW)
    till.take_payment(visit, amount_fen=whole - 20000, mode="wechat", by=staff["zhao"], at=NOW)
    assert stage(visit) is Stage.SETTLED
    assert list(Payment.objects.values_list("mode", flat=True)) == ["cash", "wechat"]


def test_12_5_credit_keeps_to_the_limit_of_its_payer(staff: People) -> None:
    visit = a_car_to_be_paid(staff, AT)
    rest = owed(visit)
    Shop.objects.update(credit_limit_fen=rest - 1)
    visit.shop.refresh_from_db()
    with pytest.raises(Refused) as refused:
        till.approve_credit(visit, due_on=DUE, reason="月结客户", by=staff["he"], at=NOW)
    assert "超过限额" in refused.value.reasons[0].zh
    with pytest.raises(Refused):
        till.approve_credit(visit, due_on=DUE, reason="月结客户", by=staff["zhao"], at=NOW)
    till.approve_credit(visit, due_on=DUE, reason="月结客户", by=staff["jing"], at=NOW)
    credit = Credit.objects.get()
    assert (credit.amount_fen, credit.limit_fen, credit.approved_by) == (
        rest, rest - 1, staff["jing"],
    )  # fmt: skip
    till.close_settlement(visit, by=staff["zhao"], at=NOW)
    assert stage(visit) is Stage.SETTLED


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2062, 12, 31)])
def test_12_5_credit_is_due_on_a_day_to_come_and_within_a_year(staff: People, day: date) -> None:
    visit = a_car_to_be_paid(staff, AT)
    with pytest.raises(Refused) as refused:
        till.approve_credit(visit, due_on=day, reason="月结客户", by=staff["he"], at=NOW)
    assert [each.field for each in refused.value.reasons] == ["due_on"]


def test_12_5_what_the_payer_owes_already_counts(staff: People) -> None:
    first = a_car_to_be_paid(staff, AT)
    rest = owed(first)
    Shop.objects.update(credit_limit_fen=rest)
    first.shop.refresh_from_db()
    till.approve_credit(first, due_on=DUE, reason="月结客户", by=staff["he"], at=NOW)
    till.close_settlement(first, by=staff["zhao"], at=NOW)
    second = a_car_to_be_paid(staff, clock("2026-11-24 08:30"), plate="沪B54321")
    assert second.payer == first.payer
    with pytest.raises(Refused) as refused:
        till.approve_credit(
            second, due_on=DUE, reason="月结客户", by=staff["he"], at=clock("2026-11-24 14:00")
        )
    assert f"原欠 {rest / 100:.2f} 元" in refused.value.reasons[0].zh


def test_6_10_the_signed_order_names_the_box_that_is_free_again(staff: People) -> None:
    visit = a_car_to_be_paid(staff, AT)
    paid_and_noticed(visit, staff, NOW)
    assert not visit.box_uses.filter(until=None).exists()
    assert order_content(visit)["box"] == "B-01"
    assert visit.matter.entries.filter(event=Event.BELONGINGS_BOXED.value).exists()


@pytest.mark.parametrize("slug", ["take-over", "check-yard"])
def test_12_7_the_car_is_held_against_its_hand_in(
    slug: str, staff: People, sign_in: SignIn
) -> None:
    visit = a_car_in_the_workshop(staff["li"], staff["sun"], AT)
    Walkaround.objects.update(exterior="abnormal", exterior_note="车身左侧刮痕")
    repaired(visit, staff["wang"], staff["sun"], AT + HOUR)
    if slug == "check-yard":
        made_ready(visit, staff, AT + 3 * HOUR)
        at_the_till(visit, staff, AT + 5 * HOUR)
        paid_and_noticed(visit, staff, NOW)
    shown = sign_in("li").get(f"{visit.get_absolute_url()}?act={slug}").content.decode()
    part = shown.partition('class="as-handed-in"')[2].partition("</section>")[0]
    for thing in ("千斤顶 × 1", "充电器 × 2", "B-01", "46,210 km", "仪表", "车身左侧刮痕"):
        assert thing in part
