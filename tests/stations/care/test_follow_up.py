"""The follow-up call: prepared, made in its window and at the right hour, recorded whole."""

import json
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from jieche.care import follow_up_commands as commands
from jieche.care.follow_up_forms import seal
from jieche.care.follow_up_queries import Call, month_of, plan
from jieche.care.models import CallRhythm, Complaint, FollowUp, Lead
from jieche.journal.door import Refused
from jieche.journal.models import Document
from jieche.journal.queries import breaks, case_of
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.appointments.conftest import stop_the_clock
from tests.support.cast import clock, make_shop
from tests.support.hands import forms_of
from tests.support.story_follow_up import answers, called, released

AT = clock("2026-11-23 08:30")  # out at half past two
THURSDAY = clock("2026-11-26 10:00")
SAID = {"usage": "刹车不抖了", "opinion": "满意", "score": "5", "advice": "前三百公里避免急刹"}
SignIn = Callable[[str], Client]
People = dict[str, Staff]


@pytest.fixture
def visit(staff: People) -> Visit:
    """A car that was let out on Monday afternoon."""
    return released(staff, AT)


@pytest.fixture
def thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request be made on Thursday at ten."""
    stop_the_clock(monkeypatch, "2026-11-26 10:00")


def send(client: Client, visit: Visit, slug: str, **typed: Any) -> Any:
    """Open the act's page and send its form with ``typed`` over what it shows."""
    address = f"/visits/{visit.pk}/{slug}/"
    page = client.get(address, follow=True).content.decode()
    form = forms_of(page).get(address)
    assert form is not None, f"{slug} is not offered"
    return client.post(address, form.filled(typed))


def test_15_3_and_15_7_the_call_is_recorded_with_its_paper(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    assert send(sign_in("li"), visit, "follow-up", **SAID).status_code == 302
    call = FollowUp.objects.get(visit=visit)
    assert (call.usage, call.opinion, call.score) == ("刹车不抖了", "满意", 5)
    assert call.called_at == THURSDAY
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.FOLLOWED_UP
    duty = visit.matter.duties.get(clause="15.2", is_prompt=False)
    assert duty.met_at == THURSDAY
    paper = json.loads(Document.objects.get(kind="follow_up").content)
    assert (paper["number"], paper["usage"], paper["promise"]["zh"]) == (
        "GZ20261126-001", "刹车不抖了", "按时",
    )  # fmt: skip
    assert list(breaks(visit.shop)) == []


@pytest.mark.parametrize("left_out", ["usage", "opinion", "score", "advice"])
def test_15_3_and_15_4_nothing_asked_for_is_left_out(
    visit: Visit, sign_in: SignIn, thursday: None, left_out: str
) -> None:
    typed = {**SAID, left_out: None if left_out == "score" else ""}
    answer = send(sign_in("li"), visit, "follow-up", **typed)
    assert answer.status_code == 422
    assert "刹车不抖了" in answer.content.decode() or left_out == "usage"
    assert not FollowUp.objects.exists()


def test_15_10_a_call_without_the_sheet_is_refused_and_the_second_press_goes(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client, address = sign_in("li"), f"/visits/{visit.pk}/follow-up/"
    answer = client.post(address, SAID)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "通话前须先看准备单" in page
    assert not FollowUp.objects.exists()
    assert client.post(address, forms_of(page)[address].filled({})).status_code == 302
    assert FollowUp.objects.get().sheet_opened_at <= THURSDAY


@pytest.mark.parametrize("sheet", ["", "rubbish", "of-another", "of-yesterday"])
def test_15_10_a_sheet_is_of_this_car_and_of_today(
    visit: Visit, sign_in: SignIn, thursday: None, sheet: str
) -> None:
    sealed = {
        "of-another": seal(visit.pk + 1, THURSDAY),
        "of-yesterday": seal(visit.pk, THURSDAY - timedelta(days=1)),
    }.get(sheet, sheet)
    answer = sign_in("li").post(f"/visits/{visit.pk}/follow-up/", {**SAID, "sheet": sealed})
    assert answer.status_code == 422
    assert "准备单" in answer.content.decode()


def test_15_10_the_sheet_shows_the_last_order(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=follow-up").content.decode()
    for words in ("138 0000 2207", "按时交车", "非常感谢合作！", "欢迎随时与我们联系"):
        assert words in page, words


def test_15_5_a_service_that_is_known_is_told(
    visit: Visit, sign_in: SignIn, thursday: None, li: Staff
) -> None:
    called(visit, li, THURSDAY - timedelta(hours=1), next_service_on=date(2027, 5, 22),
           next_service_km=56210)  # fmt: skip
    client = sign_in("li")
    answer = send(client, visit, "follow-up", **SAID, next_service_on="")
    assert answer.status_code == 422
    assert "下次保养日期已知（2027-05-22）" in answer.content.decode()
    assert send(client, visit, "follow-up", **SAID, next_service_km="").status_code == 422
    assert send(client, visit, "follow-up", **SAID).status_code == 302  # the form begins with it
    last = FollowUp.objects.latest("pk")
    assert (last.next_service_on, last.next_service_km) == (date(2027, 5, 22), 56210)


def test_15_6_an_offer_is_told_only_to_who_agreed(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client = sign_in("li")
    answer = send(client, visit, "follow-up", **SAID, offer="冬季免费检测")
    assert answer.status_code == 422
    assert "客户未同意接收优惠" in answer.content.decode()
    assert send(client, visit, "agree-offers").status_code == 302
    visit.sender.refresh_from_db()  # type: ignore[union-attr]  # she brought the car
    assert send(client, visit, "follow-up", **SAID, offer="冬季免费检测").status_code == 302
    assert FollowUp.objects.get().offers_agreed_at == THURSDAY


def test_15_6_consent_can_be_given_in_the_call_and_is_withdrawn_as_easily(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client = sign_in("li")
    send(client, visit, "follow-up", **SAID, consent="agreed", offer="冬季免费检测")
    assert FollowUp.objects.get().offer == "冬季免费检测"
    assert send(client, visit, "withdraw-offers").status_code == 302
    visit.refresh_from_db()
    assert visit.sender is not None
    assert visit.sender.marketing_agreed_at is None
    assert send(client, visit, "follow-up", **SAID, offer="冬季免费检测").status_code == 422


def test_15_9_the_call_is_made_inside_the_hours_that_suit(
    visit: Visit, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2026-11-26 10:00")
    client = sign_in("li")
    hours = {"preferred_from": "16:30", "preferred_until": "18:00"}
    assert send(client, visit, "note-call-hours", **hours).status_code == 302
    answer = send(client, visit, "follow-up", **SAID)
    assert answer.status_code == 422
    assert "客户方便的时间是 16:30 至 18:00" in answer.content.decode()
    assert send(client, visit, "try-follow-up", why="无人接听", again_at="").status_code == 422
    stop_the_clock(monkeypatch, "2026-11-26 17:00")
    assert send(client, visit, "follow-up", **SAID).status_code == 302
    call = FollowUp.objects.get()
    assert (call.preferred_from, call.called_clock) == (time(16, 30), time(17, 0))


def test_15_9_who_rings_himself_has_chosen_his_hour(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client = sign_in("li")
    send(client, visit, "note-call-hours", preferred_from="16:30", preferred_until="18:00")
    assert send(client, visit, "follow-up", **SAID, is_his_call="on").status_code == 302


@pytest.mark.parametrize(
    ("first", "last"), [("16:30", ""), ("", "18:00"), ("18:00", "16:30"), ("gegen vier", "18:00")]
)
def test_15_9_hours_have_a_beginning_and_a_later_end(
    visit: Visit, sign_in: SignIn, thursday: None, first: str, last: str
) -> None:
    typed = {"preferred_from": first, "preferred_until": last}
    assert send(sign_in("li"), visit, "note-call-hours", **typed).status_code == 422
    assert visit.sender is not None
    visit.sender.refresh_from_db()
    assert visit.sender.preferred_from is None


def test_15_9_who_wants_no_calls_is_left_in_peace(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client, address = sign_in("li"), f"/visits/{visit.pk}/follow-up/"
    stale = forms_of(client.get(address, follow=True).content.decode())[address]
    assert send(client, visit, "decline-calls", words="").status_code == 422
    assert send(client, visit, "decline-calls", words="以后别打了").status_code == 302
    assert visit.matter.duties.get(clause="15.2", is_prompt=False).met_at == THURSDAY
    answer = client.post(address, stale.filled(SAID))  # from a page that was open before
    assert answer.status_code == 422
    assert "不愿再接电话" in answer.content.decode()
    visit = Visit.objects.get(pk=visit.pk)
    with pytest.raises(Refused):
        called(visit, visit.advisor, THURSDAY)
    assert send(client, visit, "allow-calls", words="可以打了").status_code == 302
    assert send(client, visit, "follow-up", **SAID).status_code == 302


def test_15_1_who_allows_calls_again_before_any_was_made_gets_a_new_day(
    visit: Visit, staff: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    li = staff["li"]
    commands.decline_calls(visit, words="别打电话", by=li, at=THURSDAY)
    later = clock("2026-11-28 15:00")  # a Saturday
    assert plan(li, later + timedelta(days=30)) == []
    commands.allow_calls(visit, words="可以打了", by=li, at=later)
    assert plan(li, later) == []  # not in the same breath
    (call,) = plan(li, later + timedelta(days=7))
    assert (call.visit, call.call, call.clause) == (visit, Call.REGULAR, "15.1")
    assert call.opens_at.date() > later.date()
    stop_the_clock(monkeypatch, f"{call.opens_at.astimezone(AT.tzinfo):%Y-%m-%d %H:%M}")
    client = sign_in("li")
    assert f"/visits/{visit.pk}/" in client.get("/calls/").content.decode()
    assert f"/visits/{visit.pk}/" in client.get("/").content.decode()
    called(visit, li, call.opens_at + timedelta(hours=1))
    (regular,) = plan(li, later + timedelta(days=200))  # from now on by the rhythm
    assert regular.opens_at > call.opens_at + timedelta(days=80)


def test_15_9_the_next_visit_of_who_wants_no_calls_is_not_called_either(
    visit: Visit, staff: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.decline_calls(visit, words="别打电话", by=staff["li"], at=THURSDAY)
    second = released(staff, clock("2026-11-27 08:30"))
    with pytest.raises(Refused) as refused:
        called(second, staff["li"], clock("2026-11-30 10:00"))
    assert [(r.clause, r.mend) for r in refused.value.reasons] == [("15.9", Event.CALLS_ALLOWED)]
    stop_the_clock(monkeypatch, "2026-11-30 10:00")
    client = sign_in("li")
    assert "不接电话" in client.get("/calls/").content.decode()
    assert f"/visits/{second.pk}/?for=calls_declined" in client.get("/").content.decode()
    assert send(client, second, "decline-calls").status_code == 302  # its words are there already


def test_15_2_who_is_not_reached_is_tried_again(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client = sign_in("li")
    answer = send(client, visit, "try-follow-up", why="无人接听", again_at="11-25 10:00")
    assert answer.status_code == 422
    assert "再打的时间须在现在之后" in answer.content.decode()
    assert send(client, visit, "try-follow-up", why="").status_code == 422
    assert send(client, visit, "try-follow-up", why="无人接听").status_code == 302
    assert visit.attempts.get().again_at == THURSDAY + timedelta(days=1)
    page = client.get("/calls/").content.decode()
    assert "无人接听" in page
    assert "11-27 10:00" in page
    assert visit.matter.duties.get(clause="15.2", is_prompt=False).met_at is None


def test_15_2_the_next_attempt_is_within_the_week(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client = sign_in("li")
    late = send(client, visit, "try-follow-up", why="无人接听", again_at="12-01 10:00")
    assert late.status_code == 422
    assert "首次跟踪须在 11-30 14:34 前" in late.content.decode()
    in_time = send(client, visit, "try-follow-up", why="无人接听", again_at="11-30 14:00")
    assert in_time.status_code == 302


def test_15_2_on_the_last_day_it_is_proposed_for_what_is_left(
    visit: Visit, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2026-11-30 10:00")
    assert send(sign_in("li"), visit, "try-follow-up", why="无人接听").status_code == 302
    assert visit.attempts.get().again_at == clock("2026-11-30 14:34")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"next_service_on": "2026-11-25"}, "这个保养日期已过"),
        ({"next_service_km": "46210"}, "车上已有 46210 km"),
        ({"next_call_on": "2072-01-01"}, "下次不能晚于一年"),  # 15.1
    ],
)
def test_15_5_a_day_or_reading_that_can_not_be_meant_is_refused(
    visit: Visit, sign_in: SignIn, thursday: None, typed: dict[str, str], words: str
) -> None:
    answer = send(sign_in("li"), visit, "follow-up", **SAID, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_15_5_a_service_that_is_overdue_may_be_told_as_it_is(visit: Visit, li: Staff) -> None:
    called(visit, li, THURSDAY, next_service_on=date(2026, 12, 1), next_service_km=47000)
    assert visit.vehicle is not None
    type(visit.vehicle).objects.update(last_km=48000)
    visit.refresh_from_db()
    at = clock("2026-12-10 10:00")
    called(visit, li, at, next_service_on=date(2026, 12, 1), next_service_km=47000)
    assert FollowUp.objects.count() == 2


def test_15_11_a_lead_goes_to_the_manager_who_answers_it(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    client = sign_in("li")
    send(client, visit, "follow-up", **SAID, lead="家里另一辆车要年检")
    assert Lead.objects.get().words == "家里另一辆车要年检"
    assert client.post(f"/visits/{visit.pk}/read-lead/", {"answer": "x"}).status_code == 403
    he = sign_in("he")
    assert "家里另一辆车要年检" in he.get("/calls/").content.decode()
    assert send(he, visit, "read-lead", answer="").status_code == 422
    assert send(he, visit, "read-lead", answer="周敏联系代办").status_code == 302
    lead = Lead.objects.get()
    assert (lead.answer, lead.read_by and lead.read_by.name) == ("周敏联系代办", "何主管")
    assert visit.matter.duties.get(clause="15.11", is_prompt=False).met_at == THURSDAY
    assert he.post(f"/visits/{visit.pk}/read-lead/", {"answer": "x"}).status_code == 422


def test_a_complaint_from_the_call_opens_its_case(
    visit: Visit, sign_in: SignIn, thursday: None
) -> None:
    answer = send(sign_in("li"), visit, "follow-up", **SAID, complaint="空调还是有味道")
    complaint = Complaint.objects.get()
    assert answer["Location"] == complaint.get_absolute_url()
    assert (complaint.channel, complaint.words) == ("follow_up", "空调还是有味道")


def test_a_second_press_makes_one_call(visit: Visit, sign_in: SignIn, thursday: None) -> None:
    client, address = sign_in("li"), f"/visits/{visit.pk}/follow-up/"
    form = forms_of(client.get(address, follow=True).content.decode())[address]
    typed = form.filled({**SAID, "lead": "要换轮胎"})
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert (FollowUp.objects.count(), Lead.objects.count()) == (1, 1)


@pytest.mark.parametrize("who", ["zhao", "sun", "men", "dang", "wu"])
def test_only_the_desk_calls(visit: Visit, sign_in: SignIn, thursday: None, who: str) -> None:
    client = sign_in(who)
    assert client.post(f"/visits/{visit.pk}/follow-up/", SAID).status_code == 403
    assert client.post(f"/visits/{visit.pk}/decline-calls/", {"words": "x"}).status_code == 403
    assert client.get("/calls/").status_code == 403


def test_15_1_every_car_on_file_has_a_date_for_its_next_call(
    visit: Visit, staff: People, li: Staff
) -> None:
    horizon = clock("2027-12-31 18:00")
    assert [(one.visit, one.call) for one in plan(li, horizon)] == [(visit, Call.FIRST)]
    called(visit, li, THURSDAY)
    (regular,) = plan(li, horizon)
    assert (regular.call, regular.clause) == (Call.REGULAR, "15.1")
    assert f"{regular.opens_at.astimezone(AT.tzinfo):%m-%d %H:%M}" == "02-24 08:00"  # ninety days
    again = released(staff, clock("2026-12-01 08:30"))  # here again: a new first call instead
    assert [(one.visit, one.call) for one in plan(li, horizon)] == [(again, Call.FIRST)]


def test_15_1_a_later_call_of_the_car_takes_the_place_of_the_earlier_one(
    visit: Visit, staff: People, li: Staff
) -> None:
    horizon = clock("2027-12-31 18:00")
    called(visit, li, THURSDAY)
    again = released(staff, clock("2026-12-01 08:30"))
    called(again, li, clock("2026-12-04 10:00"))
    assert [one.visit for one in FollowUp.objects.filter(is_last=True)] == [again]
    assert [(one.visit, one.call) for one in plan(li, horizon)] == [(again, Call.REGULAR)]
    called(visit, li, clock("2026-12-05 10:00"))  # about the old visit: the newer one stands
    assert [(one.visit, one.call) for one in plan(li, horizon)] == [(again, Call.REGULAR)]


def test_15_1_the_shop_sets_its_own_rhythm(visit: Visit, li: Staff) -> None:
    CallRhythm.objects.create(
        shop=li.shop, valid_from=date(2026, 11, 1), call_every_days=30, service_every_days=120,
        service_every_km=7500,
    )  # fmt: skip
    called(visit, li, THURSDAY)
    # The 26th of December is a Saturday; the shop is open.
    assert FollowUp.objects.get().next_call_on == date(2026, 12, 26)


def test_15_1_a_regular_call_stands_in_now_when_its_day_has_come(
    visit: Visit, li: Staff, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(visit, li, THURSDAY, next_call_on=date(2026, 12, 10))
    link = f"/visits/{visit.pk}/?act=follow-up#act-follow-up"
    client = sign_in("li")
    stop_the_clock(monkeypatch, "2026-12-09 10:00")
    assert link not in client.get("/").content.decode()
    stop_the_clock(monkeypatch, "2026-12-10 10:00")
    assert link in client.get("/").content.decode()
    assert "定期跟踪" in client.get("/calls/").content.decode()
    assert send(client, visit, "follow-up", **SAID).status_code == 302


def test_15_1_the_next_call_is_in_the_future(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused):
        called(visit, li, THURSDAY, next_call_on=date(2026, 11, 26))


def test_15_2_a_call_made_too_early_is_asked_for_once_more(
    visit: Visit, li: Staff, sign_in: SignIn, thursday: None
) -> None:
    called(visit, li, clock("2026-11-24 10:00"))
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=follow-up").content.decode()
    assert f'action="/visits/{visit.pk}/follow-up/"' in page
    called(visit, li, THURSDAY)
    records = visit.matter.documents.filter(kind="follow_up").order_by("pk")
    said = [json.loads(record.content)["counts_from"] for record in records]
    assert said == ["2026-11-25 14:34", ""]


def test_15_2_two_days_to_the_minute_a_call_counts(visit: Visit, li: Staff) -> None:
    called(visit, li, clock("2026-11-25 14:34"))
    assert FollowUp.objects.get().counts_from is None
    assert visit.matter.duties.get(clause="15.2", is_prompt=False).met_at is not None


def test_15_7_the_month_is_summed_from_the_records(
    visit: Visit, staff: People, li: Staff, sign_in: SignIn, thursday: None
) -> None:
    quiet = released(staff, clock("2026-11-24 08:30"), "沪B54321")
    assert quiet.sender is not None
    commands.try_follow_up(visit, why="无人接听", by=li, at=clock("2026-11-25 16:00"))
    called(visit, li, THURSDAY, score=4)
    month = month_of(li.shop, date(2026, 11, 1), THURSDAY)
    assert (month.due, month.kept, month.late, month.missed) == (1, 1, 0, 0)
    assert (month.reached, month.tried, month.average_tenths) == (1, 1, 40)
    assert month_of(li.shop, date(2026, 12, 1), THURSDAY).due == 0  # it has time still
    december = month_of(li.shop, date(2026, 12, 1), clock("2026-12-02 08:00"))
    assert (december.due, december.missed) == (1, 1)
    commands.decline_calls(quiet, words="别打", by=li, at=THURSDAY)
    december = month_of(li.shop, date(2026, 12, 1), clock("2026-12-02 08:00"))
    assert (december.due, december.left_in_peace) == (0, 1)
    page = sign_in("li").get("/calls/?month=2026-11").content.decode()
    assert "4.0" in page
    assert sign_in("li").get("/calls/?month=rubbish").status_code == 200


def test_another_shops_calls_are_not_there(visit: Visit, sign_in: SignIn, thursday: None) -> None:
    assert "沪A" in sign_in("li").get("/calls/").content.decode()
    other = make_shop("另一家")
    Visit.objects.filter(pk=visit.pk).update(shop=other)
    assert "沪A" not in sign_in("li").get("/calls/").content.decode()
    assert sign_in("li").post(f"/visits/{visit.pk}/follow-up/", SAID).status_code == 404


def test_the_call_keeps_the_order_of_the_journal(visit: Visit, li: Staff) -> None:
    commands.follow_up(
        visit,
        answers=answers(consent=commands.Consent.AGREED, lead="轮胎"),
        sheet_opened_at=THURSDAY,
        by=li,
        at=THURSDAY,
    )
    last = [happened.event for happened in case_of(visit.matter).history[-3:]]
    assert last == [Event.OFFERS_AGREED, Event.FOLLOWED_UP, Event.LEAD_NOTED]
