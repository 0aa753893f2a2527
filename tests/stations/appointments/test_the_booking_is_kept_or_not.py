"""What follows on a booking: paid ahead, confirmed, told, reminded, kept, missed, cancelled."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jieche.appointments import changes, commands, queries
from jieche.appointments.models import Booking, Means
from jieche.journal.door import Refused
from jieche.journal.models import Document
from jieche.journal.queries import breaks, last_entry, signatures_under
from jieche.reception.commands import CarTold, greet_customer, register_arrival
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import LegalFigure, Place
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.appointments.conftest import Do, stop_the_clock
from tests.support.cast import clock, make_shop
from tests.support.story_appointments import COSTLY, booked, confirmed

AT = clock("2026-11-23 10:00")
THURSDAY = clock("2026-11-26 09:55")
SignIn = Callable[[str], Client]
People = dict[str, Staff]
SIGNED = {"signature_signer": "陈静", "signature_typed": "陈静"}


def test_16_3_the_signature_stands_under_the_slip(do: Do, li: Staff) -> None:
    booking = booked(li, AT)
    do("li", booking, "confirm-booking", **SIGNED)
    assert booking.matter.stands_at is Stage.CONFIRMED
    slip = Document.objects.get(kind="booking")
    assert [piece.words for piece in signatures_under(slip)] == ["陈静"]


def test_16_3_the_words_of_a_message_do_as_well(do: Do, li: Staff) -> None:
    booking = booked(li, AT)
    assert do("li", booking, "confirm-booking", reached="sms", message=" ").status_code == 422
    do("li", booking, "confirm-booking", reached="sms", message="确认，周四十点到")
    assert booking.matter.stands_at is Stage.CONFIRMED
    piece = signatures_under(Document.objects.get(kind="booking"))[0]
    assert json.loads(piece.body) == {"message": "确认，周四十点到", "channel": "sms"}


def test_16_3_nothing_is_confirmed_by_nobody(do: Do, li: Staff) -> None:
    booking = booked(li, AT)
    assert do("li", booking, "confirm-booking").status_code == 422
    assert booking.matter.stands_at is Stage.WRITTEN


def test_16_4_it_is_not_confirmed_before_the_deposit(do: Do, li: Staff) -> None:
    booking = booked(li, AT, agreed=COSTLY)
    response = do("li", booking, "confirm-booking", **SIGNED)
    assert response.status_code == 422
    assert "收定金" in response.content.decode()
    do("zhao", booking, "take-deposit", amount_fen="1000", means="cash")
    do("li", booking, "confirm-booking", **SIGNED)
    assert booking.matter.stands_at is Stage.CONFIRMED


def test_16_5_what_exceeds_a_fifth_of_the_contract_is_an_advance_payment(do: Do, li: Staff) -> None:
    booking = booked(li, AT, agreed=replace(COSTLY, estimate_fen=300000))
    do("zhao", booking, "take-deposit", amount_fen="1000", means="wechat")
    assert (booking.paid_fen, booking.earnest_fen, booking.prepaid_fen) == (100000, 60000, 40000)
    newest = Document.objects.filter(kind="booking").latest("version")
    slip = json.loads(newest.content)
    assert (newest.version, slip["deposit_fen"], slip["prepaid_fen"]) == (2, 60000, 40000)
    assert list(breaks(li.shop)) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(earnest_fen=60001)


def test_16_5_without_a_figure_of_the_law_nothing_is_earnest_money(do: Do, li: Staff) -> None:
    LegalFigure.objects.filter(key="earnest_money").delete()
    booking = booked(li, AT, agreed=COSTLY)
    do("zhao", booking, "take-deposit", amount_fen="1000", means="cash")
    assert (booking.earnest_fen, booking.prepaid_fen) == (0, 100000)


def test_16_5_less_than_half_is_refused_until_a_manager_allows_it(do: Do, li: Staff) -> None:
    booking = booked(li, AT, agreed=COSTLY)
    response = do("zhao", booking, "take-deposit", amount_fen="999.99", means="cash")
    assert response.status_code == 422
    assert "不少于 1,000.00 元" in response.content.decode()
    assert booking.paid_fen == 0
    do("he", booking, "waive-deposit", lower_fen="500", reason="老客户")
    assert (booking.deposit_fen, booking.is_deposit_waived) == (50000, True)
    waived = last_entry(booking.matter, Event.DEPOSIT_WAIVED)
    assert waived is not None
    assert waived.evidence.get(proof="reason").words == "老客户"
    do("zhao", booking, "take-deposit", amount_fen="500", means="cash")
    assert booking.paid_fen == 50000


def test_16_4_only_a_manager_goes_without_a_deposit(do: Do, li: Staff) -> None:
    booking = booked(li, AT, agreed=COSTLY)
    typed = {"lower_fen": "0", "reason": "老客户"}
    assert do("li", booking, "waive-deposit", **typed).status_code == 403
    assert do("zhao", booking, "waive-deposit", **typed).status_code == 403
    assert do("he", booking, "waive-deposit", lower_fen="0", reason="").status_code == 422
    assert do("he", booking, "waive-deposit", lower_fen="1000", reason="少一点").status_code == 422
    do("jing", booking, "waive-deposit", **typed)
    do("li", booking, "confirm-booking", **SIGNED)
    assert booking.matter.stands_at is Stage.CONFIRMED


def test_a_deposit_is_taken_once_and_by_the_cashier(do: Do, li: Staff) -> None:
    booking = booked(li, AT, agreed=COSTLY)
    paid = {"amount_fen": "1000", "means": "cash"}
    assert do("li", booking, "take-deposit", **paid).status_code == 403
    do("zhao", booking, "take-deposit", **paid)
    assert do("zhao", booking, "take-deposit", **paid).status_code == 422
    assert booking.paid_fen == 100000


def test_16_7_the_dispatcher_told_is_named(do: Do, li: Staff, staff: People) -> None:
    booking = booked(li, AT)
    assert do("li", booking, "inform-workshop", told=staff["wang"].pk).status_code == 422
    do("li", booking, "inform-workshop", told=staff["sun"].pk)
    told = last_entry(booking.matter, Event.WORKSHOP_INFORMED)
    assert told is not None
    assert told.evidence.get(proof="person_told").words == "孙师傅"
    assert told.facts == {"bay": booking.work_bay.name}


def test_16_8_the_answer_to_the_reminder_is_kept(
    do: Do, li: Staff, staff: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = confirmed(li, staff["sun"], AT)
    stop_the_clock(monkeypatch, "2026-11-25 16:00")
    page = sign_in("li").get(booking.get_absolute_url()).content.decode()
    assert "11-25 10:00 至 11-25 18:00" in page
    assert "陈女士您好" in page
    do("li", booking, "remind-customer", reached="phone", answer="准时到", ticked="16.8")
    said = last_entry(booking.matter, Event.BOOKING_REMINDED)
    assert said is not None
    assert said.facts == {"reached": "phone", "answer": "准时到"}
    duty = booking.matter.duties.get(clause="16.8", is_prompt=False)
    assert duty.met_at is not None


def test_kept_it_opens_a_visit_with_car_and_customer(
    do: Do, li: Staff, staff: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = confirmed(li, staff["sun"], AT)
    _gone(booking.visit)
    stop_the_clock(monkeypatch, "2026-11-26 09:55")
    response = do("li", booking, "keep-booking")
    visit = Visit.objects.latest("pk")
    assert response["Location"] == f"/visits/{visit.pk}/"
    assert (visit.vehicle, visit.sender) == (booking.vehicle, booking.customer)
    assert visit.matter.stands_at is Stage.ARRIVED
    assert booking.kept_visit == visit
    assert booking.matter.stands_at is Stage.KEPT


def test_kept_after_the_arrival_was_registered_it_finds_that_visit(
    li: Staff, staff: People
) -> None:
    booking = confirmed(li, staff["sun"], AT)
    _gone(booking.visit)
    at_the_gate = register_arrival(car=CarTold("沪A12345"), by=staff["men"], at=THURSDAY)
    assert booking.matter.stands_at is not Stage.KEPT
    assert commands.keep_booking(booking, by=li, at=THURSDAY) == at_the_gate


def test_an_arrival_at_the_desk_keeps_the_days_booking_by_itself(
    li: Staff, staff: People, sign_in: SignIn
) -> None:
    booking = confirmed(li, staff["sun"], AT)
    _gone(booking.visit)
    visit = register_arrival(car=CarTold("沪A12345"), by=li, at=THURSDAY)
    booking.refresh_from_db()
    assert booking.kept_visit == visit
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=greet-customer").content.decode()
    assert 'id="act-greet-customer"' in page


def test_the_arrival_page_tells_of_the_days_booking(
    li: Staff, staff: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(li, staff["sun"], AT)
    client = sign_in("li")
    stop_the_clock(monkeypatch, "2026-11-25 09:55")
    assert "四万公里保养" not in client.get("/arrivals/new/?plate=沪A12345").content.decode()
    stop_the_clock(monkeypatch, "2026-11-26 09:55")
    assert "四万公里保养" in client.get("/arrivals/new/?plate=沪A12345").content.decode()


def test_what_was_booked_begins_the_talk(
    li: Staff, staff: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = confirmed(li, staff["sun"], AT)
    _gone(booking.visit)
    visit = register_arrival(car=CarTold("沪A12345"), by=li, at=THURSDAY)
    bay = Place.objects.get(shop=li.shop, kind=Place.Kind.RECEPTION_BAY, name="接2")
    greet_customer(visit, bay=bay, by=li, at=THURSDAY)
    page = sign_in("li").get(f"/visits/{visit.pk}/").content.decode()
    assert "想约个保养" in page


def test_an_arrival_on_another_day_leaves_the_booking_alone(li: Staff, staff: People) -> None:
    booking = confirmed(li, staff["sun"], AT)
    _gone(booking.visit)
    register_arrival(car=CarTold("沪A12345"), by=li, at=clock("2026-11-25 09:55"))
    booking.refresh_from_db()
    assert booking.kept_visit is None


def test_missed_only_when_the_bay_is_held_no_longer(li: Staff) -> None:
    booking = booked(li, AT)
    late = booking.starts_at + timedelta(minutes=booking.hold_minutes)
    with pytest.raises(Refused):
        commands.miss_booking(booking, by=li, at=late)
    commands.miss_booking(booking, by=li, at=late + timedelta(seconds=1))
    assert booking.matter.stands_at is Stage.MISSED
    _gone(booking.visit)
    visit = commands.keep_booking(booking, by=li, at=late + timedelta(hours=1))
    assert booking.kept_visit == visit


def test_cancelled_for_a_reason(do: Do, li: Staff) -> None:
    booking = booked(li, AT)
    assert do("li", booking, "cancel-booking", reason="", ground="customer").status_code == 422
    do("li", booking, "cancel-booking", reason="客户出差", ground="customer")
    assert booking.matter.stands_at is Stage.CANCELLED
    entry = last_entry(booking.matter, Event.BOOKING_CANCELLED)
    assert entry is not None
    assert entry.facts["reason"] == "客户出差"
    assert do("li", booking, "keep-booking").status_code == 422


def test_16_6_day_week_and_register_show_every_slip_and_what_is_open(
    sign_in: SignIn, li: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = booked(li, AT, agreed=COSTLY)
    stop_the_clock(monkeypatch, "2026-11-23 10:00")
    client = sign_in("li")
    assert booking.get_absolute_url() not in client.get("/bookings/").content.decode()
    for view in ("day", "week", "register"):
        page = client.get(f"/bookings/?view={view}&day=2026-11-26").content.decode()
        assert booking.get_absolute_url() in page
    day = client.get("/bookings/?day=2026-11-26").content.decode()
    assert "定金未收" in day
    assert "未告车间" in day
    assert "工位 2 / 18 小时" in day
    register = client.get("/bookings/?view=register&day=2026-11-26").content.decode()
    assert "¥0.00 / 1,000.00" in register
    assert client.get("/bookings/?day=rubbish").status_code == 200


def test_another_shops_booking_is_not_there(sign_in: SignIn, li: Staff) -> None:
    booking = booked(li, AT)
    assert sign_in("li").get(f"/bookings/{booking.pk + 1}/").status_code == 404
    Booking.objects.filter(pk=booking.pk).update(shop=make_shop("另一家"))
    assert sign_in("li").get(f"/bookings/{booking.pk}/").status_code == 404


def test_capacity_counts_what_keeps_a_bay(li: Staff, staff: People) -> None:
    booking = confirmed(li, staff["sun"], AT)
    day = booking.starts_at.date()
    found = queries.of_day(li.shop, day)
    assert queries.capacity(li.shop, day, found) == (120, 2 * 9 * 60)
    changes.cancel_booking(booking, reason="不来了", by=li, at=AT + timedelta(hours=1))
    assert queries.capacity(li.shop, day, queries.of_day(li.shop, day))[0] == 0


def test_the_story_stands(li: Staff, staff: People) -> None:
    """The builder that later stations lean on goes the way of the book."""
    booking = confirmed(li, staff["sun"], AT, cashier=staff["zhao"], agreed=COSTLY)
    assert (booking.matter.stands_at, booking.paid_by) == (Stage.CONFIRMED, Means.CASH.value)


def _gone(visit: Visit) -> None:
    """Close a visit without the stations that come later."""
    type(visit.matter).objects.filter(pk=visit.matter_id).update(
        stage=Stage.LEFT.value, closed_at=AT
    )
