"""The figures of a period: by number, type, category, income, receipts, arrears (17.1, 17.2)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jieche.appointments.models import Ground, Means
from jieche.delivery import till
from jieche.delivery.models import Payment
from jieche.delivery.prepaid import settle_prepaid
from jieche.reports.figures import Part, figures_of
from jieche.reports.periods import Length, period_of
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_delivery import a_booked_car_not_repaired

WEEK = period_of(Length.WEEK, date(2026, 11, 24))
TUESDAY = period_of(Length.DAY, date(2026, 11, 24))
WEDNESDAY = period_of(Length.DAY, date(2026, 11, 25))


def test_a_week_ends_on_the_saturday_on_which_its_report_is_due() -> None:
    assert (WEEK.first, WEEK.last) == (date(2026, 11, 22), date(2026, 11, 28))
    assert WEEK.before.last == date(2026, 11, 21)
    assert period_of(Length.MONTH, date(2026, 2, 10)).last == date(2026, 2, 28)


def test_17_1_cars_are_counted_by_number_type_and_category(
    shop: Shop, paid: Visit, owing: Visit
) -> None:
    figures = figures_of(shop, WEEK)
    assert figures.count(Part.CARS_IN) == figures.count(Part.SETTLED) == 2
    assert [(line.key, line.cars_in, line.settled) for line in figures.by_category] == [
        ("small", 2, 2)
    ]
    assert [(line.key, line.cars_in) for line in figures.by_type] == [("small", 2)]
    assert [row.plate for row in figures.lists[Part.CARS_IN]] == ["沪A12345", "沪C7K318"]
    assert figures_of(shop, TUESDAY).count(Part.CARS_IN) == 1


def test_17_2_income_is_receipts_and_the_change_in_arrears(
    shop: Shop, paid: Visit, owing: Visit
) -> None:
    figures = figures_of(shop, WEEK)
    assert figures.income_fen == 121600
    assert figures.receipts_fen == 70800
    assert figures.arrears_fen == 50800
    assert figures.tally.difference_fen == 0
    assert figures.income_by_kind == {
        "labour": 36000, "parts": 85600, "other": 0, "fees": 0, "forfeits": 0, "off": 0,
    }  # fmt: skip
    assert [(line.key, line.count, line.amount_fen) for line in figures.by_means] == [
        ("wechat", 1, 60800), ("cash", 1, 10000),
    ]  # fmt: skip


def test_17_2_arrears_paid_later_are_receipts_and_no_income(
    shop: Shop, staff: dict[str, Staff], owing: Visit
) -> None:
    till.take_payment(
        owing, amount_fen=50800, mode="transfer", by=staff["zhao"], at=clock("2026-12-03 09:00")
    )
    december = figures_of(shop, period_of(Length.MONTH, date(2026, 12, 1)))
    assert (december.income_fen, december.receipts_fen) == (0, 50800)
    assert december.tally.arrears_change_fen == -50800
    assert december.tally.difference_fen == 0
    assert figures_of(shop, WEDNESDAY).arrears_fen == 50800  # that day it was still owed


def test_17_2_what_does_not_tally_is_shown(
    shop: Shop, paid: Visit, sign_in: Callable[[str], Client]
) -> None:
    Payment.objects.update(amount_fen=60000)  # somebody was at the table
    assert figures_of(shop, TUESDAY).tally.difference_fen != 0
    page = sign_in("he").get("/reports/day/2026-11-24/").content.decode()
    assert "对不上" in page
    with pytest.raises(CommandError):
        call_command("verify")
    with pytest.raises(CommandError):
        call_command("figures", "--verify")


def test_every_month_of_a_whole_shop_tallies(
    paid: Visit, owing: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify")
    call_command("figures", "--verify")
    assert "every month tallies" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("part", "plates"),
    [("cars_in", 2), ("settled", 2), ("payments", 2), ("arrears", 1), ("advances", 0)],
)
def test_a_figure_opens_the_rows_behind_it(
    part: str, plates: int, paid: Visit, owing: Visit, sign_in: Callable[[str], Client]
) -> None:
    page = sign_in("he").get(f"/reports/week/2026-11-22/{part}/").content.decode()
    assert page.count('class="plate plate-') == plates
    if plates:
        assert f'href="/visits/{owing.pk}/"' in page


def test_a_line_of_a_table_opens_its_own_rows(
    paid: Visit, owing: Visit, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("he")
    rows = "/reports/week/2026-11-22/payments/"
    assert client.get(rows + "?means=cash").content.decode().count('class="plate plate-') == 1
    assert client.get(rows + "?means=gold").status_code == 404
    assert client.get("/reports/week/2026-11-22/nothing/").status_code == 404
    assert client.get("/reports/week/gone/").status_code == 404
    assert client.get("/reports/year/2026-11-22/").status_code == 404


def test_figures_of_another_shop_are_not_counted(shop: Shop, paid: Visit) -> None:
    other = Shop.objects.create(name="别家")
    assert figures_of(other, WEEK).count(Part.SETTLED) == 0


def test_17_2_earnest_money_and_a_fee_set_off_open_their_rows(
    staff: dict[str, Staff], shop: Shop, sign_in: Callable[[str], Client]
) -> None:
    visit = a_booked_car_not_repaired(staff, clock("2026-11-24 09:00"))
    settle_prepaid(
        visit, ground=Ground.CUSTOMER, reason="嫌贵", means=Means.CASH, given_to="陈静",
        by=staff["zhao"], at=clock("2026-11-24 11:00"),
    )  # fmt: skip
    figures = figures_of(shop, WEEK)
    assert figures.money(Part.FEES) == 8000  # of the 1000 yuan that were paid ahead
    assert figures.money(Part.FORFEITS) == 60000
    assert figures.money(Part.DEPOSITS) == -32000  # it was taken the week before
    assert (figures.income_fen, figures.receipts_fen) == (68000, -32000)
    assert (figures.advances_fen, figures.tally.difference_fen) == (0, 0)
    page = sign_in("jing").get(f"/reports/week/{WEEK.first}/").content.decode()
    for part in ("fees", "forfeits"):
        assert f"/reports/week/{WEEK.first}/{part}/" in page
        rows = sign_in("jing").get(f"/reports/week/{WEEK.first}/{part}/").content.decode()
        assert visit.vehicle is not None
        assert visit.number in rows or "YY20261120-001" in rows
