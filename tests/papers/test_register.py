"""The booking register on paper: the days asked for, as they stand now (16.6)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.rulebook.words import Role
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from tests.papers.examples import pages_of, printed, text_of
from tests.support.cast import clock, make_shop
from tests.support.story_appointments import COSTLY, confirmed

WEEK = "/papers/booking-register/2026-11-23/2026-11-29.pdf"


def test_16_6_the_register_of_a_week_prints_each_slip(
    sign_in: Callable[[str], Client], li: Staff, staff: dict[str, Staff]
) -> None:
    booking = confirmed(
        li, staff["sun"], clock("2026-11-23 09:00"), cashier=staff["zhao"], agreed=COSTLY
    )
    response = sign_in("li").get(WEEK)
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response.content)
    assert "预 约 登 记 表" in text  # spaced, as the head of a paper is
    for wanted in (booking.number, "11-26 10:00", "预约已确认", "陈静", "2026-11-23 – 2026-11-29"):
        assert wanted in text, wanted
    assert "Booking Register" not in text
    assert "Booking Register" in text_of(sign_in("li").get(f"{WEEK}?lang=both").content)


def test_days_without_a_booking_say_so(sign_in: Callable[[str], Client], li: Staff) -> None:
    page = sign_in("li").get("/papers/booking-register/2026-12-01/2026-12-01.pdf")
    assert "这几天没有预约" in text_of(page.content)


def test_another_shop_sees_none_of_it(li: Staff, staff: dict[str, Staff]) -> None:
    booking = confirmed(li, staff["sun"], clock("2026-11-23 09:00"))
    stranger = hire(make_shop("远方汽修"), "far", "何远", (Role.ADVISOR,))
    client = Client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    text = text_of(client.get(WEEK).content)
    assert booking.number not in text
    assert "这几天没有预约" in text


@pytest.mark.parametrize(
    "address",
    [
        "2026-11-29/2026-11-23.pdf",
        "2026-11-01/2027-11-01.pdf",
        "2026-13-01/2026-13-02.pdf",
        "2026-11-23/2026-11-29.pdf?lang=fr",
    ],
)
def test_what_is_no_period_is_not_found(
    sign_in: Callable[[str], Client], li: Staff, address: str
) -> None:
    assert sign_in("li").get(f"/papers/booking-register/{address}").status_code == 404


def test_who_may_not_read_bookings_may_not_print_them(
    sign_in: Callable[[str], Client], staff: dict[str, Staff]
) -> None:
    assert sign_in("men").get(WEEK).status_code == 403


def test_the_register_page_leads_to_its_paper(sign_in: Callable[[str], Client], li: Staff) -> None:
    page = sign_in("li").get("/bookings/?view=register&day=2026-11-25").content.decode()
    assert WEEK in page
    assert f"{WEEK}?lang=both" in page


def test_a_long_register_repeats_its_heads() -> None:
    row = {"no": 1, "number": "YY20261123-001", "starts_at": "2026-11-23 10:00",
           "expected_end_at": "2026-11-23 11:00", "plate": "浙B55N1P",
           "customer": {"name": "陈慧", "phone": ""}, "items": ["保养"], "bay": "1",
           "source": {"zh": "客户提出", "en": ""}, "asked_fen": 0, "paid_fen": 0, "told": True,
           "reminded": False, "state": {"zh": "已取消", "en": ""}, "advisor": "李雯",
           "taken_at": "2026-11-21 16:20"}  # fmt: skip
    pages = pages_of(printed("register", rows=[row | {"no": n} for n in range(1, 60)]))
    assert len(pages) > 1
    assert all("预约单号" in page for page in pages)
