"""A simple enquiry: answered, kept, over; no order is made."""

from jieche.reception.models import Enquiry
from jieche.rulebook.words import Outcome, Purpose, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Channel, RepairOrder
from tests.stations.reception.conftest import Do
from tests.support.cast import clock
from tests.support.story_reception import received

AT = clock("2026-11-23 10:00")
ASKED = {"question": "四轮定位多少钱", "answer": "小型车 180 元，约一小时"}


def test_the_answer_ends_the_visit(do: Do, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.ENQUIRY, wish="四轮定位多少钱")
    do("li", visit, "answer-enquiry", **ASKED, ticked="1.5")
    assert visit.matter.stands_at is Stage.ANSWERED
    assert visit.matter.is_closed
    assert Outcome.of(visit.outcome) is Outcome.LEAVES
    enquiry = Enquiry.objects.get(visit=visit)
    assert (enquiry.question, enquiry.answer) == tuple(ASKED.values())
    assert not RepairOrder.objects.exists()
    assert visit.matter.entries.last().ticked == ["1.5"]  # type: ignore[union-attr]  # it has just been written


def test_1_5_it_is_not_ended_without_an_answer(do: Do, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.ENQUIRY, wish="四轮定位多少钱")
    assert do("li", visit, "answer-enquiry", question="多少钱", answer=" ").status_code == 422
    assert visit.matter.stands_at is Stage.RECEIVED
    assert not Enquiry.objects.exists()


def test_who_came_for_a_repair_is_not_sent_off_with_an_answer(do: Do, li: Staff) -> None:
    visit = received(li, AT)
    response = do("li", visit, "answer-enquiry", **ASKED)
    assert response.status_code == 422
    assert visit.matter.stands_at is Stage.RECEIVED


def test_an_enquiry_by_telephone_is_answered_too(do: Do, li: Staff) -> None:
    visit = received(
        li, AT, purpose=Purpose.ENQUIRY, wish="你们周日开门吗", channel=Channel.PHONE, car=None
    )
    do(
        "li",
        visit,
        "answer-enquiry",
        question="周日开门吗",
        answer="周日休息，周一至周六 8 点到 18 点",
    )
    assert visit.matter.stands_at is Stage.ANSWERED


def test_it_is_the_desks_to_answer(do: Do, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.ENQUIRY, wish="四轮定位多少钱")
    assert do("men", visit, "answer-enquiry", **ASKED).status_code == 403
