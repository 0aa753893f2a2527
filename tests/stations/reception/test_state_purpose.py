"""The purpose, in the customer's own words."""

import pytest

from jieche.journal.queries import last_entry
from jieche.rulebook.words import Event, Purpose, Stage
from jieche.staff.models import Staff
from tests.stations.reception.conftest import Do
from tests.support.cast import clock
from tests.support.story_reception import arrived, greeted, received

AT = clock("2026-11-23 10:00")


def test_purpose_and_words_are_kept(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    do("li", visit, "state-purpose", purpose="repair", wish=" 早上冷车抖，\n发动机灯亮 ")
    assert visit.purpose_word is Purpose.REPAIR
    assert visit.wish == "早上冷车抖，\n发动机灯亮"
    assert visit.matter.stands_at is Stage.RECEIVED
    entry = last_entry(visit.matter, Event.PURPOSE_STATED)
    assert entry is not None
    assert entry.evidence.get(proof="own_words").words == visit.wish


@pytest.mark.parametrize("wish", ["", "P0301", "12345 W20261123-001", "?", "P0301 P0302", "x"])
def test_2_1_codes_and_numbers_are_no_words(do: Do, li: Staff, wish: str) -> None:
    visit = greeted(li, AT)
    response = do("li", visit, "state-purpose", purpose="repair", wish=wish)
    assert response.status_code == 422
    assert wish in response.content.decode()
    assert visit.matter.stands_at is Stage.GREETED


@pytest.mark.parametrize("wish", ["保养", "P0301 亮灯了", "brakes squeal"])
def test_words_with_or_without_codes_pass(do: Do, li: Staff, wish: str) -> None:
    visit = greeted(li, AT)
    do("li", visit, "state-purpose", purpose="repair", wish=wish)
    assert visit.wish == wish


def test_1_4_a_blank_purpose_is_refused(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    assert do("li", visit, "state-purpose", purpose="", wish="保养一下").status_code == 422


def test_the_purpose_may_change_while_it_is_talked_about(do: Do, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.ENQUIRY, wish="问问保养价格")
    do("li", visit, "state-purpose", purpose="repair", wish="那就今天做保养")
    assert visit.purpose_word is Purpose.REPAIR
    assert visit.matter.entries.filter(event="purpose_stated").count() == 2


def test_it_is_asked_after_the_greeting(do: Do, li: Staff) -> None:
    visit = arrived(li, AT)
    response = do("li", visit, "state-purpose", purpose="repair", wish="保养一下")
    assert response.status_code == 422
    assert visit.purpose == ""


def test_others_do_not_ask(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    assert do("wang", visit, "state-purpose", purpose="repair", wish="保养一下").status_code == 403
    assert visit.purpose == ""


def test_the_right_is_asked_before_the_form(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    response = do("wang", visit, "state-purpose", purpose="", wish="")
    assert response.status_code == 403
    assert "由接待员、业务主管办理" in response.content.decode()


def test_what_stands_already_is_not_written_again(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    said = {"purpose": "repair", "wish": "保养一下"}
    for token in ("first", "after back and reload"):
        response = do("li", visit, "state-purpose", **said, token=token)
        assert response.status_code == 302
    assert visit.matter.entries.filter(event="purpose_stated").count() == 1
    do("li", visit, "state-purpose", **{**said, "wish": "保养，再看看刹车"}, token="changed")
    do("li", visit, "state-purpose", **said, token="and back")
    assert visit.matter.entries.filter(event="purpose_stated").count() == 3
    assert visit.wish == "保养一下"


def test_a_colleague_who_says_the_same_is_written_down(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    for who in ("li", "ma"):
        do(who, visit, "state-purpose", purpose="repair", wish="保养一下", token=who)
    assert visit.matter.entries.filter(event="purpose_stated").count() == 2
