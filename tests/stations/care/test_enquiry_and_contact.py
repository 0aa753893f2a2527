"""Enquiries that take a while, and contacts kept with the words that say why."""

from collections.abc import Callable

from django.test import Client

from jieche.board.now import owed_now
from jieche.care.file_models import ContactNote
from jieche.customers.models import Customer
from jieche.reception.models import Enquiry
from jieche.rulebook.words import Event, Purpose, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.tables.conftest import takes
from tests.support.cast import clock
from tests.support.story_reception import received

AT = clock("2026-11-23 10:00")
Browser = Callable[[str], Client]


def an_enquiry(li: Staff) -> Visit:
    """Let somebody ask for a price."""
    return received(li, AT, purpose=Purpose.ENQUIRY, wish="四轮定位多少钱")


def test_14_1_an_hour_is_promised_and_owed(li: Staff, sign_in: Browser) -> None:
    visit = an_enquiry(li)
    page = f"/visits/{visit.pk}/promise-answer/"
    client = sign_in("li")
    assert client.post(page, {"answer_at": "随便"}).status_code == 422
    assert client.post(page, {"answer_at": "2020-01-01 10:00"}).status_code == 422
    assert not visit.matter.entries.filter(event=Event.ANSWER_PROMISED.value).exists()
    told = {"answer_at": "2999-01-01 10:00", "ask_first": "配件员"}
    assert client.post(page, told).status_code == 302
    assert sign_in("men").post(page, told).status_code == 403
    assert "14.1" in {item.clause for item in owed_now(li, clock("2998-12-31 10:00"))} | {
        duty.clause for duty in visit.matter.duties.all()
    }
    assert "四轮定位多少钱" in client.get("/enquiries/").content.decode()


def test_14_1_what_was_answered_stands_in_the_list(li: Staff, sign_in: Browser) -> None:
    visit = an_enquiry(li)
    client = sign_in("li")
    answer = {"question": "四轮定位多少钱", "answer": "小型车 180 元"}
    page = client.get(f"/visits/{visit.pk}/?act=answer-enquiry").content.decode()
    assert "更正或要求删除" in page  # the words of 14.2 stand by
    client.post(f"/visits/{visit.pk}/answer-enquiry/", {**answer, "ticked": "14.2"})
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.ANSWERED
    assert Enquiry.objects.get().answer == "小型车 180 元"
    assert "小型车 180 元" in client.get("/enquiries/").content.decode()


def test_14_2_a_contact_is_noted_once_the_purpose_was_told(li: Staff, sign_in: Browser) -> None:
    person = an_enquiry(li).sender
    assert person is not None
    page = f"/customers/{person.pk}/contact/"
    typed = {"employer": "申江物流", "work_address": "外高桥路 88 号", "phone": "138 0000 2207"}
    untold = sign_in("li").post(page, typed)
    assert untold.status_code == 422
    assert "请先向客户说明用途" in untold.content.decode()
    assert "申江物流" in untold.content.decode()
    assert not ContactNote.objects.exists()
    client = sign_in("li")
    for _ in range(2):
        assert client.post(page, {**typed, "is_told": "on", "token": "t"}).status_code == 302
    note = ContactNote.objects.get()
    assert "只用于维修联系和回访" in note.told
    person.refresh_from_db()
    assert (person.employer, person.phone) == ("申江物流", "13800002207")
    assert sign_in("sun").get(page).status_code == 403


def test_14_2_after_noting_nobody_is_led_off_the_site(li: Staff, sign_in: Browser) -> None:
    person = an_enquiry(li).sender
    assert person is not None
    page = f"/customers/{person.pk}/contact/?next=https://example.com/"
    response = sign_in("li").post(page, {"phone": "13800002207", "is_told": "on"})
    assert response.headers["Location"] == "/files/"


def test_14_2_the_table_keeps_no_contact_without_its_notice(li: Staff) -> None:
    row = {"shop": li.shop, "name": "周敏"}
    assert takes(Customer, row)
    for kept in ({"phone": "1"}, {"employer": "申江物流"}, {"work_address": "外高桥"}):
        assert not takes(Customer, row, **kept)
        assert takes(Customer, row, notice_given_at=AT, **kept)
