"""A complaint from its first word to its good end, with every wrong turn on the way."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from jieche.board.now import owed_now
from jieche.care.commands import register_complaint
from jieche.care.models import Complaint
from jieche.journal.models import Document
from jieche.journal.queries import breaks
from jieche.papers.press import press
from jieche.rulebook.words import Stage
from jieche.staff.models import Staff
from jieche.vehicles.remarks import remarks_of
from jieche.visits.models import Visit
from tests.papers.examples import text_of
from tests.support.cast import clock
from tests.support.story_reception import received

AT = clock("2026-11-23 10:00")
WORDS = "昨天刚换的刹车片，今天又响了"
Browser = Callable[[str], Client]


@pytest.fixture
def visit(li: Staff) -> Visit:
    """A car that is here."""
    return received(li, AT)


@pytest.fixture
def complaint(visit: Visit, li: Staff) -> Complaint:
    """A complaint by telephone about it."""
    return register_complaint(words=WORDS, channel="phone", visit=visit, by=li, at=AT)


def send(client: Client, complaint: Complaint, slug: str, **typed: str) -> int:
    """Send an act of the complaint and return the status."""
    status = client.post(f"/complaints/{complaint.pk}/{slug}/", typed).status_code
    complaint.refresh_from_db()
    complaint.matter.refresh_from_db()
    return status


def test_14_3_it_is_registered_with_the_words_to_say(visit: Visit, sign_in: Browser) -> None:
    li = sign_in("li")
    assert "一定给您满意答复" in li.get("/complaints/new/").content.decode()
    typed = {"plate": "沪A12345", "words": WORDS, "channel": "phone", "token": "t"}
    for _ in range(2):
        assert li.post("/complaints/new/", {**typed, "ticked": "14.7"}).status_code == 302
    (one,) = Complaint.objects.all()
    assert (one.words, one.visit, one.customer) == (WORDS, visit, visit.sender)
    assert one.matter.entries.get().ticked == ["14.7"]


def test_14_3_somebody_without_a_car_is_named(sign_in: Browser, staff: dict[str, Staff]) -> None:
    li = sign_in("li")
    nobody = li.post("/complaints/new/", {"words": WORDS, "channel": "phone"})
    assert nobody.status_code == 422
    assert WORDS in nobody.content.decode()
    assert "请填投诉人或车牌" in nobody.content.decode()
    unknown = li.post("/complaints/new/", {"plate": "沪Z99999", "words": WORDS, "channel": "phone"})
    assert unknown.status_code == 422
    assert not Complaint.objects.exists()
    typed = {"name": "周敏", "phone": "13900001111", "words": WORDS, "channel": "in_person"}
    assert li.post("/complaints/new/", typed).status_code == 302
    who = Complaint.objects.get().customer
    assert who is not None
    assert (who.name, who.phone) == ("周敏", "13900001111")


@pytest.mark.parametrize(
    ("heard", "phone"),
    [
        ("沪A12354", ""),
        ("沪B12345", ""),
        ("苏A12345", ""),
        ("12345", ""),
        ("粤Z00000", "13800002207"),
    ],
)
def test_14_3_who_was_misheard_is_found(
    visit: Visit, sign_in: Browser, heard: str, phone: str
) -> None:
    li = sign_in("li")
    typed = {"plate": heard, "phone": phone, "words": WORDS, "channel": "phone"}
    page = li.post("/complaints/new/", typed)
    assert page.status_code == 422
    assert "沪A·12345 陈静" in page.content.decode()
    assert li.post("/complaints/new/", {**typed, "which": str(visit.pk)}).status_code == 302
    found = Complaint.objects.get()
    assert (found.visit, found.plate_said) == (visit, "")


def test_14_3_what_was_picked_for_another_plate_does_not_count(
    visit: Visit, sign_in: Browser
) -> None:
    typed = {"name": "周敏", "phone": "13900001111", "words": WORDS, "channel": "phone"}
    for picked in ("said:沪Z99999", str(visit.pk + 1), str(visit.pk)):
        page = sign_in("li").post(
            "/complaints/new/", {**typed, "plate": "京C00000", "which": picked}
        )
        assert page.status_code == 422
        assert "陈静" not in page.content.decode()
    assert not Complaint.objects.exists()


def test_14_3_the_record_says_the_plate_as_it_was_said(staff: dict[str, Staff]) -> None:
    li = staff["li"]
    register_complaint(words=WORDS, channel="phone", plate_said="沪Z99999", by=li, at=AT)
    content = json.loads(Document.objects.get(kind="complaint_record").content)
    assert (content["plate_said"], content["car"]["plate"]) == ("沪Z99999", "沪Z99999")
    assert "客户所报车牌" in text_of(
        press("complaint_record", content, version=1, at=AT, lang="zh")
    )


def test_13_4_who_brought_the_car_gets_no_second_record(visit: Visit, sign_in: Browser) -> None:
    typed = {"plate": "沪A12345", "name": "陈静", "words": WORDS, "channel": "phone"}
    assert sign_in("li").post("/complaints/new/", typed).status_code == 302
    assert Complaint.objects.get().customer == visit.sender


def test_14_6_no_result_before_the_facts(complaint: Complaint, sign_in: Browser) -> None:
    li = sign_in("li")
    result = {"measure": "返修", "result": "无异响"}
    assert send(li, complaint, "resolve", **result) == 422
    assert send(li, complaint, "gather-facts", facts=" ") == 422
    assert send(li, complaint, "gather-facts", facts="未涂消音脂") == 302
    assert send(li, complaint, "resolve", **result) == 302
    assert complaint.matter.stands_at is Stage.RESOLVED


def test_14_8_it_closes_only_with_result_reply_and_view(
    complaint: Complaint, sign_in: Browser
) -> None:
    li = sign_in("li")
    assert send(li, complaint, "close", satisfaction="satisfied") == 422
    send(li, complaint, "gather-facts", facts="未涂消音脂")
    send(li, complaint, "resolve", measure="返修", result="无异响")
    assert send(li, complaint, "close", satisfaction="satisfied") == 422  # no reply yet (14.9)
    assert send(li, complaint, "reply", answer="今天返修") == 302
    assert send(li, complaint, "close", satisfaction="") == 422
    assert send(li, complaint, "close", satisfaction="satisfied") == 302
    assert complaint.matter.is_closed
    assert send(li, complaint, "close", satisfaction="not_satisfied") == 422
    assert complaint.satisfaction == "satisfied"


def test_14_5_the_next_reply_lies_ahead_and_is_owed(
    complaint: Complaint, sign_in: Browser, li: Staff
) -> None:
    for wrong in ("2020-01-01T10:00", "2999-01-01T10:00"):
        assert send(sign_in("li"), complaint, "promise-reply", reply_at=wrong) == 422
    assert not complaint.matter.entries.filter(event="reply_promised").exists()
    tomorrow = localtime() + timedelta(days=1)
    in_two_days = f"{localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert send(sign_in("li"), complaint, "promise-reply", reply_at=in_two_days) == 302
    owed = [i.clause for i in owed_now(li, tomorrow) if "/complaints/" in i.url]
    assert "14.5" in owed
    assert "14.4" not in owed


def test_a_complaint_is_the_desks(complaint: Complaint, sign_in: Browser) -> None:
    for who in ("sun", "zhao", "dang"):
        assert send(sign_in(who), complaint, "reply", answer="好") == 403
    assert sign_in("sun").get(f"/complaints/{complaint.pk}/").status_code == 403


def test_14_4_what_is_typed_on_a_page_that_was_sent_before_is_not_lost(
    complaint: Complaint, sign_in: Browser
) -> None:
    li = sign_in("li")
    page = f"/complaints/{complaint.pk}/reply/"
    first = {"answer": "今天返修", "token": "t"}
    for _ in range(2):
        assert li.post(page, first).status_code == 302
    other = li.post(page, first | {"answer": "明早上门取车"})
    assert other.status_code == 422
    assert "这一页已办过一次" in other.content.decode()
    assert "明早上门取车" in other.content.decode()
    assert complaint.matter.entries.filter(event="complaint_replied").count() == 1
    assert li.post(page, first | {"answer": "明早上门取车", "token": "u"}).status_code == 302
    assert complaint.matter.entries.filter(event="complaint_replied").count() == 2


def test_the_record_is_frozen_as_it_comes_and_as_it_is_closed(
    complaint: Complaint, sign_in: Browser, li: Staff
) -> None:
    papers = Document.objects.filter(kind="complaint_record", number=complaint.number)
    assert [paper.version for paper in papers] == [1]
    client = sign_in("li")
    send(client, complaint, "gather-facts", facts="未涂消音脂")
    send(client, complaint, "reply", answer="今天返修")
    send(client, complaint, "resolve", measure="返修", result="无异响")
    for view in ("not_satisfied", "not_reached"):  # as if nobody had asked
        assert send(client, complaint, "close", satisfaction=view, said=" ") == 422
    send(client, complaint, "close", satisfaction="not_satisfied", said="跑了两趟")
    closed = papers.order_by("-version")[0]
    assert closed.version == 2
    for words in (WORDS, "未涂消音脂", "今天返修", "无异响", "不满意", "跑了两趟", "李雯"):
        assert words in closed.content
    assert client.get(f"/papers/{closed.pk}.pdf").status_code == 200
    assert list(breaks(li.shop)) == []


def test_an_open_complaint_prints_as_it_stands_and_is_not_frozen_by_that(
    complaint: Complaint, sign_in: Browser
) -> None:
    client, address = sign_in("li"), f"/papers/complaint/{complaint.pk}.pdf"
    send(client, complaint, "gather-facts", facts="未涂消音脂")
    assert address in client.get(f"/complaints/{complaint.pk}/").content.decode()
    text = text_of(client.get(address).content)
    assert "未涂消音脂" in text
    assert "打印时间" in text
    assert "内容校验" not in text
    assert "Complaint Record" in text_of(client.get(f"{address}?lang=both").content)
    assert Document.objects.filter(number=complaint.number).count() == 1
    assert sign_in("sun").get(address).status_code == 403
    assert client.get("/papers/complaint/999999.pdf").status_code == 404
    send(client, complaint, "reply", answer="今天返修")
    send(client, complaint, "resolve", measure="返修", result="无异响")
    send(client, complaint, "close", satisfaction="satisfied")
    assert address not in client.get(f"/complaints/{complaint.pk}/").content.decode()


def test_the_lists_show_it_until_it_is_closed(complaint: Complaint, sign_in: Browser) -> None:
    page = sign_in("li").get("/complaints/").content.decode()
    assert WORDS in page
    assert complaint.number in page


def test_a_returning_car_is_met_with_what_it_left_open(
    complaint: Complaint, staff: dict[str, Staff], sign_in: Browser
) -> None:
    assert complaint.visit is not None
    car = complaint.visit.vehicle
    assert car is not None
    (remark,) = remarks_of([car], staff["li"])[car.pk]
    assert complaint.number in remark.words
    assert remarks_of([car], staff["men"])[car.pk] == []
    for page in (
        "/arrivals/new/?plate=沪A12345",
        f"/visits/{complaint.visit.pk}/",
        "/find/?q=12345",
    ):
        assert complaint.number in sign_in("li").get(page).content.decode(), page
    assert complaint.number not in sign_in("men").get("/find/?q=12345").content.decode()
