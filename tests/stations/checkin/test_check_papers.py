"""The car's papers, and what is not right with them. Clauses 6.1 to 6.5."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jieche.checkin import commands, queries
from jieche.checkin.models import Discrepancy, PapersCheck
from jieche.checkin.sheets import belongings_sheet
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Category, RepairOrder, Visit
from tests.stations.checkin.conftest import Do
from tests.support.cast import clock
from tests.support.story_checkin import LICENCE, WORN
from tests.support.story_estimate import a_car_in_negotiation, signature

AT = clock("2026-11-23 10:10")
TAKEN = {
    "licence__held": "taken",
    "licence__valid": "yes",
    "licence__complete": "yes",
    "licence__sound": "yes",
    "licence__number": " 沪A12345 ",
}
SIGNED = {"signature_signer": "陈静", "signature_typed": "陈静"}


def happened(visit: Visit) -> list[Event]:
    return [entry.what for entry in journal.entries_of(visit.matter)]


def test_a_paper_is_listed_with_its_three_results(do: Do, visit: Visit) -> None:
    do("li", visit, "check-papers", **TAKEN, licence__expires_on="2035-06-30")
    (paper,) = queries.documents_of(visit)
    assert (paper.kind, paper.is_taken, paper.is_right) == ("licence", True, True)
    assert paper.number == "沪A12345"
    assert Event.DISCREPANCY_FOUND not in happened(visit)


def test_6_1_who_goes_straight_to_the_papers_has_started_the_hand_in(do: Do, visit: Visit) -> None:
    do("li", visit, "check-papers", says_none="on")
    assert happened(visit)[-2:] == [Event.HAND_IN_STARTED, Event.PAPERS_CHECKED]


def test_6_2_a_second_check_goes_on_from_the_first(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    """重办时，收过的证件、写过的话都还在：添一件，不丢前面的。"""
    worn = replace(WORN, number="沪A12345", expires_on=date(2035, 6, 30), note="副页破损")
    said: Any = {"discrepancy": "发动机号不符", "action": "客户自行补办"}
    commands.check_papers(visit, documents=[worn], **said, by=li, at=AT)
    shown = sign_in("li").get(f"/visits/{visit.pk}/?act=check-papers").context
    form = next(one.form for one in shown["acts"] if one.slug == "check-papers")
    again = {name: form[name].value() for name in form.fields}
    assert (again["says_none"], again["licence-held"], again["driver-held"]) == (
        False, "taken", "not_here",
    )  # fmt: skip
    assert [again[f"licence-{name}"] for name in ("valid", "complete", "sound")] == [
        "yes", "yes", "no",
    ]  # fmt: skip
    assert (again["licence-number"], again["licence-note"]) == (worn.number, worn.note)
    assert again["licence-expires_on"] == worn.expires_on
    assert {name: again[name] for name in said} == said


def test_no_papers_is_said_and_not_left_out(do: Do, visit: Visit) -> None:
    assert do("li", visit, "check-papers").status_code == 422
    assert not PapersCheck.objects.exists()
    do("li", visit, "check-papers", says_none="on")
    assert PapersCheck.objects.get().says_none


@pytest.mark.parametrize("category", [Category.SECOND_MAINTENANCE, Category.INSPECTION])
def test_6_2_such_a_car_brings_its_papers(do: Do, visit: Visit, category: Category) -> None:
    RepairOrder.objects.filter(visit=visit).update(category=category.value)
    response = do("li", visit, "check-papers", licence__held="not_here", says_none="on")
    assert response.status_code == 422
    assert "必须列出随车证件" in response.content.decode()
    do("li", visit, "check-papers", **TAKEN)
    check = PapersCheck.objects.get()
    assert (check.needs_papers, check.document_count) == (True, 1)


def test_6_3_each_of_the_three_is_answered_and_what_was_typed_stays(do: Do, visit: Visit) -> None:
    response = do(
        "li",
        visit,
        "check-papers",
        licence__held="seen",
        licence__valid="yes",
        licence__note="复印件",
    )
    assert response.status_code == 422
    assert "复印件" in response.content.decode()
    assert not PapersCheck.objects.exists()


def test_6_3_a_paper_that_ran_out_is_not_valid(do: Do, visit: Visit) -> None:
    response = do("li", visit, "check-papers", **TAKEN, licence__expires_on="2020-01-01")
    assert response.status_code == 422
    assert "应记为无效" in response.content.decode()


def test_6_4_what_is_not_right_needs_its_action(do: Do, visit: Visit) -> None:
    torn = {**TAKEN, "licence__sound": "no"}
    response = do("li", visit, "check-papers", **torn)
    assert response.status_code == 422
    assert "写明当时怎么处理" in response.content.decode()
    assert not PapersCheck.objects.exists()
    do("li", visit, "check-papers", **torn, action="当面说明，客户自行补办")
    found = Discrepancy.objects.get()
    assert (found.text, found.action) == ("行驶证破损", "当面说明，客户自行补办")


def test_6_5_the_sheet_that_is_signed_is_the_one_that_names_it(do: Do, visit: Visit) -> None:
    do("li", visit, "check-papers", **TAKEN, discrepancy="号牌与行驶证不符", action="核对登记证书")
    sheet = journal.latest_document(visit.matter, "belongings")
    assert sheet is not None
    assert "号牌与行驶证不符" in sheet.content
    do("li", visit, "sign-discrepancy", **SIGNED)
    assert [piece.words for piece in journal.signatures_under(sheet)] == ["陈静"]
    (line,) = belongings_sheet(visit)["discrepancies"]
    assert line["signature"] is not None
    assert line["signature"]["version"] == 1


def test_6_5_a_sheet_that_was_not_shown_is_not_signed(do: Do, visit: Visit, li: Staff) -> None:
    do("li", visit, "check-papers", **TAKEN, discrepancy="号牌与行驶证不符", action="核对登记证书")
    shown = journal.latest_document(visit.matter, "belongings")
    assert shown is not None
    commands.check_papers(
        visit, documents=[LICENCE], discrepancy="保单是复印件", action="客户补原件", by=li, at=AT
    )
    answer = do("li", visit, "sign-discrepancy", **SIGNED, shown=shown.sha256)
    assert answer.status_code == 422
    assert "差异刚有改动" in answer.content.decode()
    assert not any(line["signature"] for line in belongings_sheet(visit)["discrepancies"])
    now = journal.latest_document(visit.matter, "belongings")
    assert now is not None
    do("li", visit, "sign-discrepancy", **SIGNED, shown=now.sha256)
    assert all(line["signature"] for line in belongings_sheet(visit)["discrepancies"])


def test_the_signature_is_asked_for_only_where_something_is_wrong(do: Do, visit: Visit) -> None:
    do("li", visit, "check-papers", says_none="on")
    page = do("li", visit, "walk-around").content.decode()
    assert "act-sign-discrepancy" not in page


def test_a_later_discrepancy_is_signed_anew(visit: Visit, li: Staff) -> None:
    commands.check_papers(visit, documents=[WORN], action="告知", by=li, at=AT)
    commands.sign_discrepancy(visit, signature=signature(), by=li, at=AT)
    later = clock("2026-11-23 10:20")
    commands.check_papers(
        visit, documents=[LICENCE], discrepancy="保单是复印件", action="客户补原件", by=li, at=later
    )
    first, second = belongings_sheet(visit)["discrepancies"]
    assert first["signature"] is not None
    assert second["signature"] is None


def test_it_is_the_desks_to_check(do: Do, visit: Visit) -> None:
    assert do("wu", visit, "check-papers", says_none="on").status_code == 403
    assert not PapersCheck.objects.exists()


def test_the_second_press_writes_nothing_more(do: Do, visit: Visit) -> None:
    for _press in range(2):
        assert do("li", visit, "check-papers", says_none="on", token="once").status_code == 302
    assert PapersCheck.objects.count() == 1
    assert happened(visit).count(Event.PAPERS_CHECKED) == 1


def test_papers_are_not_checked_before_the_order_is_signed(li: Staff) -> None:
    visit = a_car_in_negotiation(li, AT)
    before = Entry.objects.count()
    with pytest.raises(Refused, match="not possible now"):
        commands.check_papers(visit, says_none=True, by=li, at=AT)
    assert Entry.objects.count() == before
    assert not PapersCheck.objects.exists()
