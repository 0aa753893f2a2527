"""Consent, services, a seat, tea, and the express way."""

from datetime import timedelta

from jieche.journal.models import Duty
from jieche.journal.queries import last_entry
from jieche.reception import commands
from jieche.rulebook.words import Event, Purpose, Stage
from jieche.staff.models import Staff
from tests.stations.reception.conftest import Do
from tests.support.cast import clock
from tests.support.story_reception import received, talked_over

AT = clock("2026-11-23 10:00")
MINUTE = timedelta(minutes=1)


def test_who_agreed_to_talk_it_over_is_kept(do: Do, li: Staff) -> None:
    visit = received(li, AT)
    do("li", visit, "give-consent", agreed_by=" 陈静 ")
    assert visit.matter.stands_at is Stage.NEGOTIATION
    entry = last_entry(visit.matter, Event.CONSENT_GIVEN)
    assert entry is not None
    assert entry.facts == {"agreed_by": "陈静"}


def test_1_6_consent_has_a_name(do: Do, li: Staff) -> None:
    visit = received(li, AT)
    assert do("li", visit, "give-consent", agreed_by=" ").status_code == 422
    assert visit.matter.stands_at is Stage.RECEIVED


def test_1_9_services_are_explained_to_a_new_customer_only(do: Do, li: Staff, sign_in) -> None:  # type: ignore[no-untyped-def]  # the fixture's type stands in cast
    visit = received(li, AT)
    page = visit.get_absolute_url()
    assert 'id="act-explain-services"' in sign_in("li").get(page).content.decode()
    do("li", visit, "explain-services", ticked="1.9")
    entry = last_entry(visit.matter, Event.SERVICES_EXPLAINED)
    assert entry is not None
    assert entry.ticked == ["1.9"]
    type(visit).objects.filter(pk=visit.pk).update(is_first=False)
    assert 'id="act-explain-services"' not in sign_in("li").get(page).content.decode()


def test_1_11_tea_comes_to_who_sits(do: Do, li: Staff) -> None:
    visit = received(li, AT)
    assert do("li", visit, "serve-tea").status_code == 422
    do("li", visit, "seat-customer")
    do("li", visit, "serve-tea", ticked="1.11")
    entry = last_entry(visit.matter, Event.TEA_SERVED)
    assert entry is not None
    assert entry.ticked == ["1.11"]


def test_1_11_who_sits_without_tea_is_counted_until_it_is_served(li: Staff) -> None:
    visit = received(li, AT)

    def words() -> list[bool]:
        asked = Duty.objects.filter(matter=visit.matter, clause="1.11").order_by("since")
        return [duty.met_at is not None for duty in asked]

    commands.seat_customer(visit, by=li, at=AT + MINUTE)
    assert words() == [False]
    commands.serve_tea(visit, by=li, at=AT + 2 * MINUTE)  # not a word said
    assert words() == [False]
    commands.serve_tea(visit, by=li, at=AT + 3 * MINUTE, ticked=["1.11"])
    assert words() == [True]
    commands.seat_customer(visit, by=li, at=AT + 4 * MINUTE)
    assert words() == [True, False]


def test_1_8_the_express_way_has_its_reason(do: Do, li: Staff) -> None:
    visit = talked_over(li, AT)
    assert do("li", visit, "take-express", reason="").status_code == 422
    do("li", visit, "take-express", reason="asked", note="赶时间")
    entry = last_entry(visit.matter, Event.EXPRESS_ASKED)
    assert entry is not None
    assert entry.evidence.get(proof="reason").words == "客户要求当场填写：赶时间"


def test_an_enquiry_is_not_offered_the_hall(do: Do, li: Staff, sign_in) -> None:  # type: ignore[no-untyped-def]  # as above
    visit = received(li, AT, purpose=Purpose.ENQUIRY, wish="问问保养价格")
    page = sign_in("li").get(visit.get_absolute_url()).content.decode()
    assert 'id="act-answer-enquiry"' in page
    assert 'id="act-give-consent"' not in page
    assert 'id="act-seat-customer"' not in page
