"""Each act of delivery: what it leaves, who may do it, what a second press and bad input do."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from jieche.care.commands import register_complaint
from jieche.checkin import queries as checkin
from jieche.checkin.words import Holder, usual_name
from jieche.delivery import account, commands, till
from jieche.delivery.acts import ACTS
from jieche.delivery.models import (
    CollectedPaper,
    Credit,
    Discount,
    ExitNotice,
    HandOver,
    ItemReturn,
    LastClean,
    Payment,
    SettlementList,
    TakeOver,
    YardCheck,
)
from jieche.journal import queries as journal
from jieche.journal.models import Document, Entry
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.queries import expected_papers
from tests.stations.delivery.conftest import (
    LATER,
    NOW,
    SIGNED,
    Do,
    account_of,
    happened,
    page,
    the_entry,
)
from tests.support import story_delivery as story

People = dict[str, Staff]
To = Callable[[Visit, People], Visit]
ROWS = (
    CollectedPaper, Credit, Discount, ExitNotice, HandOver, ItemReturn, LastClean, Payment,
    SettlementList, TakeOver, YardCheck, Document, Entry,
)  # fmt: skip
SIX = dict.fromkeys(story.ALL_SIX, "on")
YARD = {"are_items_complete": "yes", "is_exterior_normal": "yes", "objection": ""}


def cleaned(visit: Visit, staff: People) -> Visit:
    return story.cleaned(visit, staff, NOW)


def drawn(visit: Visit, staff: People) -> Visit:
    return story.drawn(visit, staff, NOW)


def ready(visit: Visit, staff: People) -> Visit:
    return story.made_ready(visit, staff, NOW)


def told(visit: Visit, staff: People) -> Visit:
    return story.told(visit, staff, NOW)


def received(visit: Visit, staff: People) -> Visit:
    commands.receive_customer(told(visit, staff), collector="陈静", by=staff["li"], at=LATER)
    return visit


def viewed(visit: Visit, staff: People) -> Visit:
    return story.viewed(visit, staff, NOW)


def presented(visit: Visit, staff: People) -> Visit:
    return story.presented(viewed(visit, staff), staff, LATER)


def asked(visit: Visit, staff: People) -> Visit:
    account.ask_discount(presented(visit, staff), asked="八折", by=staff["zhao"], at=LATER)
    return visit


def agreed(visit: Visit, staff: People) -> Visit:
    return story.agreed(viewed(visit, staff), staff, LATER)


def on_credit(visit: Visit, staff: People) -> Visit:
    day = LATER.date()
    till.approve_credit(agreed(visit, staff), due_on=day, reason="月结", by=staff["he"], at=LATER)
    return visit


def owing(visit: Visit, staff: People) -> Visit:
    till.close_settlement(on_credit(visit, staff), by=staff["zhao"], at=LATER)
    return visit


def too_much(visit: Visit, staff: People) -> Visit:
    agreed(visit, staff)
    story.paid(visit, staff, LATER, fen=50000)
    story.taken_off(visit, staff, LATER, fen=20800)
    return story.agreed(visit, staff, LATER)


def settled(visit: Visit, staff: People) -> Visit:
    return story.settled(viewed(visit, staff), staff, LATER)


def noticed(visit: Visit, staff: People) -> Visit:
    till.issue_exit_notice(settled(visit, staff), by=staff["zhao"], at=LATER)
    return visit


def six(visit: Visit, staff: People) -> Visit:
    return story.handed_over(settled(visit, staff), staff, LATER)


def checked(visit: Visit, staff: People) -> Visit:
    commands.check_yard(
        six(visit, staff), are_items_complete=True, is_exterior_normal=True, objection="",
        by=staff["li"], at=LATER,
    )  # fmt: skip
    return visit


def accepted(visit: Visit, staff: People) -> Visit:
    return story.accepted(settled(visit, staff), staff, LATER)


@dataclass(frozen=True)
class Row:
    """An act: from where, by whom, with what; who may not; what is wrong with it and is kept."""

    slug: str
    to: To
    who: str
    event: E
    typed: Mapping[str, Any] = field(default_factory=dict)
    not_by: str = "wang"
    wrong: Mapping[str, Any] | None = None
    says: str = ""
    keeps: str = ""


def as_finished(visit: Visit, _staff: People) -> Visit:
    return visit


TABLE = [
    Row("take-over", as_finished, "li", E.TAKEN_OVER,
        {"is_exterior_normal": "yes", "are_items_complete": "yes"},
        wrong={"is_exterior_normal": "no", "are_items_complete": "yes"}, says="请写明"),
    Row("clean-last", lambda v, s: story.taken_over(v, s, NOW), "li", E.LAST_CLEANED,
        {"is_washed": "yes", "is_interior_clean": "yes", "is_exterior_normal": "yes"},
        wrong={"is_washed": "no", "is_interior_clean": "yes", "is_exterior_normal": "yes",
               "note": "轮毂有泥"}, says="不洗车请写明理由", keeps="轮毂有泥"),
    Row("return-items", lambda v, s: story.taken_over(v, s, NOW), "li", E.ITEMS_RETURNED,
        {"found_0": "1", "found_1": "2"}, wrong={"found_0": "1", "found_1": "1"},
        says="数目不符", keeps='value="1"'),
    Row("collect-papers", cleaned, "zhao", E.PAPERS_COLLECTED, {}, not_by="li",
        wrong={"received": ["没有这张"]}, says="没有这张"),
    Row("draw-account", drawn, "zhao", E.ACCOUNT_DRAWN, {"rounding_fen": "0.80"}, not_by="li",
        wrong={"rounding_fen": "1"}, says="抹零不超过 0.99 元", keeps='value="1"'),
    Row("lay-out-documents", drawn, "li", E.DOCUMENTS_READY),
    Row("tell-to-collect", ready, "li", E.TOLD_TO_COLLECT,
        {"person_told": "陈女士", "channel": "wechat"},
        wrong={"person_told": "陈先生", "channel": "pigeon"}, says="pigeon", keeps="陈先生"),
    Row("receive-customer", told, "li", E.CUSTOMER_RETURNED, {"collector": "陈静"},
        wrong={"collector": ""}, says="请填写这一项"),
    Row("show-car", received, "li", E.VEHICLE_VIEWED,
        {"points": "换了前制动片"}, wrong={"points": " "}, says="请填写这一项"),
    Row("present-settlement", viewed, "zhao", E.SETTLEMENT_PRESENTED, not_by="he"),
    Row("ask-discount", presented, "zhao", E.DISCOUNT_ASKED, {"asked": "八折"},
        wrong={"asked": ""}, says="请填写这一项"),
    Row("decide-discount", asked, "he", E.DISCOUNT_DECIDED,
        {"discount_fen": "60.80", "reason": "老客户"}, not_by="zhao",
        wrong={"discount_fen": "608.01", "reason": "老客户介绍来的"}, says="优惠不能超过 608.00 元",
        keeps="老客户介绍来的"),
    Row("agree-settlement", presented, "zhao", E.SETTLEMENT_AGREED, SIGNED, not_by="li",
        wrong={"signature_signer": "陈小静"}, says="签", keeps="陈小静"),
    Row("take-payment", agreed, "zhao", E.PAYMENT_TAKEN,
        {"amount_fen": "100", "mode": "cash", "reference": "0012"}, not_by="li",
        wrong={"amount_fen": "608.01", "mode": "cash", "reference": "4200-77"},
        says="应收只有 608.00 元", keeps="4200-77"),
    Row("approve-credit", agreed, "he", E.CREDIT_APPROVED,
        {"due_on": "2026-12-31", "reason": "月结客户"}, not_by="zhao",
        wrong={"due_on": "2026-11-22", "reason": "单位月底统一付"}, says="到期日不能早于今天",
        keeps="单位月底统一付"),
    Row("close-settlement", on_credit, "zhao", E.SETTLEMENT_CLOSED, not_by="li"),
    Row("return-surplus", too_much, "zhao", E.SURPLUS_RETURNED,
        {"mode": "cash", "given_to": "陈静"}, not_by="he",
        wrong={"given_to": "陈静的先生"}, says="请填写这一项", keeps="陈静的先生"),
    Row("issue-exit-notice", settled, "zhao", E.EXIT_NOTICE_ISSUED, not_by="li"),
    Row("hand-over-six", noticed, "zhao", E.SIX_HANDED_OVER, SIX,
        wrong={**SIX, "key": ""}, says="六件须一并交给客户"),
    Row("check-yard", six, "li", E.YARD_CHECKED, YARD, not_by="men",
        wrong={"are_items_complete": "yes", "is_exterior_normal": "no"}, says="写明"),
    Row("sign-acceptance", checked, "li", E.ACCEPTANCE_SIGNED, SIGNED, not_by="zhao",
        wrong={"signature_signer": "陈小静"}, says="签", keeps="陈小静"),
    Row("release", accepted, "men", E.RELEASED, not_by="li"),
    Row("take-arrears", owing, "zhao", E.PAYMENT_TAKEN,
        {"amount_fen": "608", "mode": "transfer"}, not_by="he",
        wrong={"amount_fen": "0", "mode": "cash", "reference": "R-9"}, says="金额须大于零",
        keeps="R-9"),
]  # fmt: skip
NAMES = [row.slug for row in TABLE]
LEAVING = {"settle-prepaid", "take-fee", "waive-fee", "see-out"}


def rows() -> int:
    return sum(model.objects.count() for model in ROWS)


def typed(row: Row, visit: Visit) -> dict[str, Any]:
    more = {"received": expected_papers(visit)} if row.slug == "collect-papers" else {}
    return {**row.typed, **more}


def test_no_act_is_left_out() -> None:
    assert {*NAMES, *LEAVING} == {act.slug for act in ACTS}


@pytest.mark.parametrize("row", TABLE, ids=NAMES)
def test_an_act_is_its_own_peoples_says_what_is_wrong_and_is_done_once(
    row: Row, car: Visit, staff: People, do: Do
) -> None:
    visit = row.to(car, staff)
    before, count = rows(), happened(visit).count(row.event)

    assert do(row.not_by, visit, row.slug, **typed(row, visit)).status_code == 403
    assert rows() == before

    if row.wrong is not None:
        response = do(row.who, visit, row.slug, **row.wrong)
        assert response.status_code == 422
        assert row.says in page(response)
        assert row.keeps in page(response)
        assert rows() == before

    for _press in range(2):
        response = do(row.who, visit, row.slug, **typed(row, visit), token="once")
        assert response.status_code == 302, page(response)
    assert happened(visit).count(row.event) == count + 1
    assert the_entry(visit, row.event).by.username == row.who
    assert list(journal.breaks(visit.shop)) == []


def test_no_act_is_done_before_its_time(car: Visit, do: Do) -> None:
    before = rows()
    for row in TABLE[1:]:
        assert do(row.who, car, row.slug, **typed(row, car)).status_code == 422, row.slug
    assert rows() == before
    assert car.matter.stands_at is Stage.FINISHED


# -- what each leaves ----------------------------------------------------------------------------


def test_11_2_a_difference_is_written_down_and_the_box_is_free_again(
    car: Visit, staff: People, do: Do
) -> None:
    story.taken_over(car, staff, NOW)
    assert checkin.box_of(car) is not None
    do("li", car, "return-items", found_0="1", found_1="1", difference="一个充电器客户已取走")
    kept = ItemReturn.objects.get()
    assert (kept.all_there, kept.difference) == (False, "一个充电器客户已取走")
    assert kept.counts[1] == {"name": "充电器", "listed": 2, "found": 1}
    assert checkin.box_of(car) is None


def test_11_3_the_missing_paper_is_named(car: Visit, staff: People, do: Do) -> None:
    cleaned(car, staff)
    first, *_ = papers = expected_papers(car)
    response = do("zhao", car, "collect-papers", received=papers[1:])
    assert response.status_code == 422
    assert f"还缺：{first}" in page(response)
    do("zhao", car, "collect-papers", received=papers)
    assert [paper.name for paper in CollectedPaper.objects.order_by("pk")] == list(papers)


def test_an_english_reader_finds_papers_and_usual_items_in_english(
    car: Visit, staff: People, do: Do
) -> None:
    """千斤顶、领料单等固定名称随读者的语言；手写的物品照原样。"""
    cleaned(car, staff)
    first, *others = expected_papers(car)
    Staff.objects.update(language="en")
    words = page(do("zhao", car, "collect-papers", received=others))
    assert "Still missing: Job sheet" in words
    assert words.count(first) == 1  # what is sent, not what is read
    assert usual_name("千斤顶", "en") == "jack"
    assert usual_name("茶杯", "en") == "茶杯"


def test_11_4_the_account_is_the_sum_of_the_lines_and_is_drawn_anew_under_its_number(
    car: Visit, staff: People, do: Do
) -> None:
    drawn(car, staff)
    first = account_of(car)
    assert (first.labour_fen, first.parts_fen, first.total_fen) == (18000, 42800, 60800)
    assert first.tax_fen == 60800 - round(60800 * 1000 / (1000 + car.shop.tax_permille))
    do("zhao", car, "draw-account", rounding_fen="0.80")
    again = account_of(car)
    assert (again.pk, again.number) == (first.pk, first.number)
    assert (again.rounding_fen, again.total_fen) == (80, 60720)


def test_12_3_the_list_is_frozen_as_shown_and_again_as_settled(
    car: Visit, staff: People, do: Do
) -> None:
    agreed(car, staff)
    do("zhao", car, "take-payment", amount_fen="608", mode="card", reference="88")
    shown, closed = Document.objects.filter(matter=car.matter, kind="settlement").order_by(
        "version"
    )
    assert '"received_fen":0' in shown.content
    assert '"received_fen":60800' in closed.content
    assert the_entry(car, E.SETTLEMENT_AGREED).evidence.get().document == shown
    assert the_entry(car, E.SETTLEMENT_CLOSED).papers[0]["sha256"] == closed.sha256
    assert car.matter.stands_at is Stage.SETTLED


def test_12_3_a_stale_page_does_not_sign_the_newer_list(car: Visit, staff: People, do: Do) -> None:
    presented(car, staff)
    story.taken_off(car, staff, LATER, fen=800)
    story.presented(car, staff, LATER)
    response = do("zhao", car, "agree-settlement", **SIGNED, shown="1")
    assert response.status_code == 422
    assert "已有新的一版" in page(response)
    assert do("zhao", car, "agree-settlement", **SIGNED, shown="2").status_code == 302


def test_12_3_a_page_from_before_the_discount_takes_no_money(
    car: Visit, staff: People, do: Do
) -> None:
    agreed(car, staff)
    story.taken_off(car, staff, LATER, fen=800)
    response = do("zhao", car, "take-payment", amount_fen="600", mode="cash")
    assert response.status_code == 422
    assert "第 12 条 3 款" in page(response) or "12.3" in page(response)
    assert Payment.objects.count() == 0


def test_12_4_one_decision_answers_every_request_and_a_second_needs_a_new_one(
    car: Visit, staff: People, do: Do
) -> None:
    asked(car, staff)
    do("zhao", car, "ask-discount", asked="再送一次洗车")
    do("he", car, "decide-discount", discount_fen="8", reason="老客户")
    assert set(Discount.objects.values_list("decided_fen", "approver__name")) == {(800, "何主管")}
    assert account_of(car).total_fen == 60000
    response = do("he", car, "decide-discount", discount_fen="10", reason="再让一点")
    assert response.status_code == 422
    assert "客户没有新的要求" in page(response)
    assert account_of(car).discount_fen == 800


def test_12_4_a_discount_holds_when_the_account_is_drawn_again(
    car: Visit, staff: People, do: Do
) -> None:
    viewed(car, staff)
    story.taken_off(car, staff, LATER, fen=60800)
    assert account_of(car).total_fen == 0
    response = do("zhao", car, "draw-account", rounding_fen="0.01")
    assert response.status_code == 422
    assert "抹零不能超过" in page(response)
    do("zhao", car, "draw-account")
    assert (account_of(car).discount_fen, account_of(car).total_fen) == (60800, 0)


def test_12_5_leave_to_pay_later_is_given_only_for_what_is_open(
    car: Visit, staff: People, do: Do
) -> None:
    on_credit(car, staff)
    response = do("he", car, "approve-credit", due_on="2026-12-31", reason="再来一次")
    assert response.status_code == 422
    assert "没有要挂账的余额" in page(response)
    assert Credit.objects.get().amount_fen == 60800


def test_12_5_what_is_paid_before_closing_makes_the_credit_smaller(
    car: Visit, staff: People, do: Do
) -> None:
    on_credit(car, staff)
    do("zhao", car, "take-payment", amount_fen="308", mode="cash")
    settlement = account_of(car)
    assert (settlement.credit_fen, settlement.arrears_fen) == (30000, 30000)
    assert car.matter.stands_at is Stage.SETTLED
    paper = journal.latest_document(car.matter, "settlement")
    assert paper is not None
    assert '"credit_fen":30000' in paper.content


def test_12_5_arrears_come_in_by_parts_and_the_till_asks_for_the_rest(
    car: Visit, staff: People, do: Do, sign_in: Callable[[str], Any]
) -> None:
    owing(car, staff)
    shown = page(sign_in("zhao").get(f"/visits/{car.pk}/?for=payment_taken"))
    assert 'id="act-take-payment"' not in shown
    assert 'value="608.00"' in shown
    do("zhao", car, "take-arrears", amount_fen="200", mode="cash")
    assert "408.00" in page(sign_in("zhao").get("/till/"))
    do("zhao", car, "take-arrears", amount_fen="408", mode="wechat")
    assert "408.00" not in page(sign_in("zhao").get("/till/"))
    assert list(Payment.objects.values_list("kind", "amount_fen").order_by("pk")) == [
        ("arrears", 20000), ("arrears", 40800),
    ]  # fmt: skip
    assert account_of(car).credit_fen == 60800  # what was left on account that day stays known


def test_12_5_the_exit_notice_says_how_it_was_settled(car: Visit, staff: People, do: Do) -> None:
    noticed(car, staff)
    paper = journal.latest_document(car.matter, "exit_notice")
    warranty = journal.latest_document(car.matter, "warranty")
    assert paper is not None
    assert warranty is not None
    assert '"zh":"已付清"' in paper.content
    assert ExitNotice.objects.get().number == paper.number
    papers = {each["number"] for each in the_entry(car, E.EXIT_NOTICE_ISSUED).papers}
    assert papers == {paper.number, warranty.number}


def test_12_6_the_six_may_be_handed_over_again_and_stay_one_record(
    car: Visit, staff: People, do: Do
) -> None:
    six(car, staff)
    assert do("zhao", car, "hand-over-six", **SIX).status_code == 302
    assert HandOver.objects.count() == 1
    holder = checkin.key_of(car)
    assert holder is None or holder.holder is Holder.CUSTOMER


def test_12_8_an_objection_opens_a_case_before_anybody_signs(
    car: Visit, staff: People, do: Do
) -> None:
    six(car, staff)
    do("li", car, "check-yard", **{**YARD, "is_exterior_normal": "no", "objection": "右门有划痕"})
    response = do("li", car, "sign-acceptance", **SIGNED)
    assert response.status_code == 422
    assert "客户有异议，须先立案" in page(response)
    assert E.ACCEPTANCE_SIGNED not in happened(car)


def main_act(client: Any, car: Visit) -> str:
    """Return the slug of the act whose form the page of the visit has open."""
    text = page(client.get(f"/visits/{car.pk}/"))
    (found,) = re.findall(
        r'<form method="post" action="/visits/\d+/([a-z-]+)/"[^>]*data-main', text
    )
    return str(found)


def test_12_8_an_objection_is_written_down_then_answered_then_the_car_is_accepted(
    car: Visit, staff: People, do: Do, sign_in: Callable[[str], Any]
) -> None:
    six(car, staff)
    do("li", car, "check-yard", **{**YARD, "is_exterior_normal": "no", "objection": "右门有划痕"})
    assert main_act(sign_in("li"), car) == "raise-objection"
    assert "右门有划痕</textarea>" in page(sign_in("li").get(f"/visits/{car.pk}/"))
    assert do("li", car, "answer-objection", answer="当场抛光").status_code == 422
    assert do("li", car, "raise-objection", words="右门有划痕").status_code == 302
    assert main_act(sign_in("li"), car) == "answer-objection"
    response = do("li", car, "sign-acceptance", **SIGNED)
    assert response.status_code == 422
    assert "答复异议" in page(response)
    assert do("li", car, "answer-objection", answer=" ").status_code == 422
    assert do("zhao", car, "answer-objection", answer="当场抛光").status_code == 403
    assert do("li", car, "answer-objection", answer="当场抛光").status_code == 302
    (case,) = car.complaints.all()
    assert [entry.what for entry in case.matter.entries.all()][-1] is E.COMPLAINT_REPLIED
    assert main_act(sign_in("li"), car) == "sign-acceptance"
    assert do("li", car, "sign-acceptance", **SIGNED).status_code == 302


@pytest.mark.parametrize("by_closing", [False, True])
def test_12_8_an_answer_in_the_case_counts_at_the_gate_and_the_customer_still_signs(
    car: Visit, staff: People, do: Do, sign_in: Callable[[str], Any], by_closing: bool
) -> None:
    six(car, staff)
    do("li", car, "check-yard", **{**YARD, "is_exterior_normal": "no", "objection": "右门有划痕"})
    do("li", car, "raise-objection", words="右门有划痕")
    case = car.complaints.get()
    li = sign_in("li")
    assert li.post(f"/complaints/{case.pk}/reply/", {"answer": "免费补漆"}).status_code == 302
    if by_closing:
        li.post(f"/complaints/{case.pk}/gather-facts/", {"facts": "照片为证"})
        li.post(f"/complaints/{case.pk}/resolve/", {"measure": "补漆", "result": "客户接受"})
        closed = li.post(f"/complaints/{case.pk}/close/", {"satisfaction": "satisfied"})
        assert closed.status_code == 302
    assert happened(car).count(E.OBJECTION_ANSWERED) == 1  # and is not asked for once more
    assert the_entry(car, E.OBJECTION_ANSWERED).facts == {"case": case.number}
    assert main_act(li, car) == "sign-acceptance"
    refused = do("men", car, "release")  # the answer alone lets no car out
    assert refused.status_code == 422
    assert "请客户签名接车" in page(refused)
    assert do("li", car, "sign-acceptance", **SIGNED).status_code == 302
    assert do("men", car, "release").status_code == 302


def test_12_8_another_case_of_the_car_answers_no_objection(
    car: Visit, staff: People, do: Do, sign_in: Callable[[str], Any]
) -> None:
    six(car, staff)
    do("li", car, "check-yard", **{**YARD, "is_exterior_normal": "no", "objection": "右门有划痕"})
    do("li", car, "raise-objection", words="右门有划痕")
    other = register_complaint(
        words="等得太久", channel="at_collection", visit=car, by=staff["li"], at=LATER
    )
    sign_in("li").post(f"/complaints/{other.pk}/reply/", {"answer": "抱歉"})
    assert E.OBJECTION_ANSWERED not in happened(car)
    assert do("li", car, "sign-acceptance", **SIGNED).status_code == 422


def test_12_11_the_gate_names_all_that_is_missing(car: Visit, staff: People, do: Do) -> None:
    settled(car, staff)
    response = do("men", car, "release")
    assert response.status_code == 422
    text = page(response)
    for words in ("开出厂通知单", "交付六件", "车场清点视检", "请客户签名接车"):
        assert words in text
    assert car.matter.stands_at is Stage.SETTLED


def test_the_till_leads_to_what_is_next_after_a_part_payment_and_after_a_discount(
    car: Visit, staff: People, sign_in: Callable[[str], Any]
) -> None:
    def button() -> list[str]:
        text = page(sign_in("zhao").get("/till/"))
        return [
            word
            for word in ("呈交结算单", "请客户签结算单", "收款", "开出厂通知单")
            if word in text
        ]

    agreed(car, staff)
    assert button() == ["收款"]
    story.paid(car, staff, LATER, fen=20000)
    assert button() == ["收款"]
    story.taken_off(car, staff, LATER, fen=800)
    assert button() == ["呈交结算单"]
    story.agreed(car, staff, LATER)
    story.paid(car, staff, LATER, fen=40000)
    assert button() == ["开出厂通知单"]
