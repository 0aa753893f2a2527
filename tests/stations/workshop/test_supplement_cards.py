"""Supplements on the visit's page: a card each, its own forms, its own clock."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Stage
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands, queries
from jieche.workshop.models import Supplement
from tests.support.cast import PEOPLE, clock, make_shop
from tests.support.story_estimate import STROKES
from tests.support.story_repair import (
    WIPERS,
    a_car_in_the_workshop,
    agreed,
    asked,
    done,
    here,
    refused,
    reported,
)

AT = clock("2026-11-23 09:00")
FOUND = clock("2026-11-23 10:00")
ASKED = clock("2026-11-23 10:05")
LATE = clock("2026-11-23 17:30")
SignIn = Callable[[str], Client]
CALL = {
    "channel": "phone", "number_called": "138 0000 2207", "person_asked": "陈静",
    "reached": "spoke",
}  # fmt: skip


@pytest.fixture
def visit(li: Staff, staff: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(li, staff["sun"], AT)


@pytest.fixture
def two(visit: Visit, staff: dict[str, Staff]) -> tuple[Supplement, Supplement]:
    wang = staff["wang"]
    return reported(visit, wang, FOUND), reported(visit, wang, FOUND, lines=WIPERS)


@pytest.fixture(autouse=True)
def half_past_ten(server_clock: Callable[[str], None]) -> None:
    server_clock("2026-11-23 10:30")


def page(response: Any) -> str:
    return str(response.content.decode())


def card(response: Any, supplement: Supplement) -> str:
    """Return the card of one supplement out of the page."""
    found = re.search(
        rf'<article class="supplement[^>]*id="supplement-{supplement.pk}".*?</article>',
        page(response),
        re.DOTALL,
    )
    assert found is not None
    return found[0]


def test_9_1_two_cards_stand_with_two_clocks_and_one_open_form(
    visit: Visit, two: tuple[Supplement, Supplement], li: Staff, sign_in: SignIn
) -> None:
    first, second = two
    asked(first, li, ASKED)
    response = sign_in("li").get(visit.get_absolute_url())
    assert "第 9 条 1 款" not in re.sub(r"<div class=\"acts\">.*", "", card(response, first))
    assert "已过 20 分" in card(response, second)
    assert page(response).count("data-main") == 1
    assert "客户同意" in card(response, first)
    assert 'name="reached"' not in card(response, second)


def test_a_form_that_failed_comes_back_in_its_own_card(
    visit: Visit, two: tuple[Supplement, Supplement], sign_in: SignIn
) -> None:
    first, second = two
    response = sign_in("li").post(
        f"/supplements/{second.pk}/ask-customer/", {**CALL, "person_asked": "", "note": "回拨过"}
    )
    assert response.status_code == 422
    assert 'value="回拨过"' in card(response, second)
    assert "field-error" in card(response, second)
    assert "<form" not in card(response, first)
    assert page(response).count("data-main") == 1
    assert not Entry.objects.filter(event="customer_asked").exists()


def test_an_act_that_was_asked_for_opens_in_its_card(
    visit: Visit, two: tuple[Supplement, Supplement], sign_in: SignIn
) -> None:
    first, second = two
    client = sign_in("li")
    response = client.get(f"/supplements/{second.pk}/ask-customer/")
    assert response.status_code == 302
    assert response.headers["Location"] == (
        f"/visits/{visit.pk}/?step=repair&act=ask-customer-{second.pk}#supplement-{second.pk}"
    )
    shown = client.get(response.headers["Location"])
    assert "<form" in card(shown, second)
    assert "<form" not in card(shown, first)


def test_the_desk_leads_to_the_card(
    visit: Visit, two: tuple[Supplement, Supplement], sign_in: SignIn
) -> None:
    _first, second = two
    client = sign_in("li")
    desk = page(client.get("/"))
    link = f"/visits/{visit.pk}/?step=repair&amp;for=customer_asked-{second.pk}"
    assert link in desk
    assert "<form" in card(client.get(link.replace("&amp;", "&")), second)


def test_ask_and_warn_in_one_call(visit: Visit, staff: dict[str, Staff], sign_in: SignIn) -> None:
    found = reported(visit, staff["wang"], FOUND, warning="制动距离变长")
    client = sign_in("li")
    response = client.post(
        f"/supplements/{found.pk}/ask-customer/", {**CALL, "is_warned": "on", "token": "a"}
    )
    assert response.status_code == 302
    assert response.headers["Location"] == found.get_absolute_url()
    warned = Entry.objects.get(event="safety_warned")
    assert warned.ticked == ["9.8"]
    response = client.post(
        f"/supplements/{found.pk}/refuse-supplement/", {"answered_by": "陈静", "said": ""}
    )
    assert response.status_code == 302
    found.matter.refresh_from_db()
    assert found.matter.stands_at is Stage.REFUSED


def test_9_8_who_was_not_reached_was_not_warned(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    found = reported(visit, staff["wang"], FOUND, warning="制动距离变长")
    response = sign_in("li").post(
        f"/supplements/{found.pk}/ask-customer/", {**CALL, "reached": "nobody", "is_warned": "on"}
    )
    assert response.status_code == 422
    assert "没有接通" in card(response, found)


def test_9_2_the_yes_comes_with_the_new_time(
    visit: Visit, two: tuple[Supplement, Supplement], li: Staff, sign_in: SignIn
) -> None:
    first, _second = two
    asked(first, li, ASKED)
    client = sign_in("li")
    url = f"/supplements/{first.pk}/agree-supplement/"
    said = {"answered_by": "陈静", "said": "换吧", "stays": "moves"}
    said |= {f"part_{line}": "在库" for line in here(first)}
    blank = client.post(url, {**said, "promised_at": ""})
    assert blank.status_code == 422
    assert "写明新的交车时间" in card(blank, first)
    early = client.post(url, {**said, "promised_at": "10:40"})
    assert early.status_code == 422
    assert "10:40" in card(early, first)
    response = client.post(url, {**said, "promised_at": "17:30"})
    assert response.status_code == 302
    visit.refresh_from_db()
    assert visit.promised_at == LATE


def test_9_2_a_time_too_early_to_keep_says_who_may_allow_it(
    visit: Visit, two: tuple[Supplement, Supplement], li: Staff, sign_in: SignIn
) -> None:
    """The hour is the visit's to allow, so the way to mend it leads out of the card."""
    first, _second = two
    asked(first, li, ASKED)
    visit.refresh_from_db()
    assert visit.promised_at is not None
    hour = (visit.promised_at + timedelta(minutes=5)).astimezone(clock("2026-11-23 10:00").tzinfo)
    response = sign_in("li").post(
        f"/supplements/{first.pk}/agree-supplement/",
        {"answered_by": "陈静", "stays": "moves", "promised_at": f"{hour:%H:%M}"},
    )
    assert response.status_code == 422
    assert f"/visits/{visit.pk}/?for=promise_overridden#promise_overridden" in card(response, first)


def test_a_second_press_asks_once(two: tuple[Supplement, Supplement], sign_in: SignIn) -> None:
    client = sign_in("li")
    for _press in range(2):
        response = client.post(
            f"/supplements/{two[0].pk}/ask-customer/", {**CALL, "token": "the-same"}
        )
        assert response.status_code == 302
    assert Entry.objects.filter(event="customer_asked").count() == 1


def test_a_technician_does_not_phone_the_customer(
    two: tuple[Supplement, Supplement], sign_in: SignIn
) -> None:
    response = sign_in("wang").post(f"/supplements/{two[0].pk}/ask-customer/", CALL)
    assert response.status_code == 403
    assert "由接待员、业务主管办理" in card(response, two[0])
    assert not Entry.objects.filter(event="customer_asked").exists()


def test_9_9_an_old_page_can_not_turn_a_no_into_a_yes(
    two: tuple[Supplement, Supplement], li: Staff, sign_in: SignIn
) -> None:
    refused(two[0], li, ASKED)
    response = sign_in("li").post(
        f"/supplements/{two[0].pk}/agree-supplement/", {"answered_by": "陈静", "stays": "stays"}
    )
    assert response.status_code == 422
    assert "李雯" in page(response)  # who has written the no
    two[0].matter.refresh_from_db()
    assert two[0].matter.stands_at is Stage.REFUSED


def test_9_5_what_is_not_signed_waits_at_the_collection(
    visit: Visit, staff: dict[str, Staff], li: Staff, sign_in: SignIn
) -> None:
    wang = staff["wang"]
    found = agreed(reported(visit, wang, FOUND), li, ASKED, promised_at=LATE)
    done(found, li, wang, ASKED)
    client = sign_in("li")
    waiting = client.get(f"{visit.get_absolute_url()}?step=collection")
    assert f"/supplements/{found.pk}/sign-supplement/" in page(waiting)
    response = client.post(
        f"/supplements/{found.pk}/sign-supplement/",
        {"signature_signer": "陈静", "signature_strokes": STROKES},
    )
    assert response.status_code == 302
    assert queries.unsigned_supplements(visit) == []


def test_a_sheet_is_not_signed_without_ink(
    visit: Visit, staff: dict[str, Staff], li: Staff, sign_in: SignIn
) -> None:
    found = agreed(reported(visit, staff["wang"], FOUND), li, ASKED, promised_at=LATE)
    response = sign_in("li").post(
        f"/supplements/{found.pk}/sign-supplement/", {"signature_signer": "陈静"}
    )
    assert response.status_code == 422
    assert "陈静" in card(response, found)


def test_9_10_the_parts_keeper_sees_what_may_go_out(
    visit: Visit, two: tuple[Supplement, Supplement], li: Staff, sign_in: SignIn
) -> None:
    first, second = two
    agreed(first, li, ASKED, promised_at=LATE)
    commands.deliver_sheet(first, delivered_to="孙师傅", by=li, at=ASKED)
    client = sign_in("peng")
    response = client.get(f"/supplements/{first.pk}/issue-supplement-parts/", follow=True)
    assert "前减振器总成" in card(response, first)
    assert "增项发料" not in card(response, second)
    line = queries.lines_of_supplement(first)[1]
    sent = client.post(
        f"/supplements/{first.pk}/issue-supplement-parts/",
        {f"quantity_{line.pk}": "1", "to": "王强"},
    )
    assert sent.status_code == 302
    assert [issue.to for issue in queries.issues_of(visit)] == ["王强"]
    assert Entry.objects.filter(event=Event.SUPPLEMENT_PARTS_ISSUED.value).count() == 1


def test_a_supplement_of_another_shop_is_nobodys(
    two: tuple[Supplement, Supplement], sign_in: SignIn, li: Staff
) -> None:
    stranger = hire(make_shop("隔壁汽修"), "other", "外人", PEOPLE["li"][1])
    client = Client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/supplements/{two[0].pk}/ask-customer/").status_code == 404
