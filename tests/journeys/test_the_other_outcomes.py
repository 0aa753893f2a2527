"""Not every visit becomes a repair: booking, diagnosis or quote only, leaving, an enquiry (P.2)."""

from jieche.appointments.models import Booking
from jieche.journal.queries import breaks
from jieche.reception.queries import fee_owed
from jieche.rulebook.words import Outcome, Stage
from jieche.visits.models import Visit
from tests.journeys.story import SIGNED, People, arrives, fresh, is_estimated, is_talked_over
from tests.support.hands import Person


def stands(visit: Visit, stage: Stage, outcome: Outcome) -> None:
    """Say where the visit ended, and that its journal is whole."""
    visit = fresh(visit)
    assert visit.matter.stands_at is stage
    assert visit.outcome == outcome.value
    assert list(breaks(visit.shop)) == []


def is_diagnosed(people: People, visit: Visit) -> None:
    """诊断：先讲费用再动手，报告交到客户手里。"""
    li, wang = people["li"], people["wang"]
    li.does(visit, "agree-diagnosis", fee_fen="80")
    li.does(visit, "call-technician", technician=str(wang.staff.pk))
    wang.does(visit, "technician-came")
    wang.does(visit, "start-diagnosis", technician=str(wang.staff.pk))
    wang.clock.wait(20)
    wang.does(visit, "end-diagnosis")
    form = wang.form(visit, "report-diagnosis")
    advice = next(name for name in sorted(form.names) if name.endswith("-0-text"))
    answer = wang.sends(
        form,
        {
            "fault": "左前制动片磨到极限，余 1.5 毫米",
            "basis": "举升后拆下左前轮，用卡尺实测制动片厚度，低于下限",
            advice: "更换前制动片一副",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    li.does(visit, "tell-diagnosis")


def declines(li: Person, visit: Visit, outcome: Outcome) -> None:
    """客户不修：说明结果与原因，不追问。"""
    form = li.form(visit, "decline-order")
    reason = next(value for value in form.choices["reason"] if value)
    answer = li.sends(form, {"outcome": outcome.value, "reason": reason})
    assert answer.status_code == 302, answer.content.decode()
    assert fresh(visit).matter.stands_at is Stage.LEAVING


def hears_the_diagnosis_and_declines(people: People) -> Visit:
    """听了诊断，报了价，先不修：费用未了，通知单开不出，门卫不放。"""
    visit = arrives(people["li"])
    is_talked_over(people["li"], visit, "diagnosis")
    is_diagnosed(people, visit)
    assert fee_owed(fresh(visit)) == 8000
    declines(people["li"], visit, Outcome.QUOTE_ONLY)
    assert people["zhao"].is_refused(visit, "issue-exit-notice") == {"3.5"}
    assert people["men"].is_refused(visit, "see-out") == {"3.4"}
    return visit


def goes_out_with_notice(people: People, visit: Visit) -> None:
    """结算台开出厂通知单，门卫凭单放行。"""
    assert people["men"].is_refused(visit, "see-out") == {"3.4"}
    people["zhao"].does(visit, "issue-exit-notice")
    people["men"].does(visit, "see-out")


def test_a_diagnosis_only_is_paid_before_the_gate(people: dict[str, Person]) -> None:
    """只诊断：付了诊断费，才开通知单，才出门。"""
    visit = hears_the_diagnosis_and_declines(people)
    people["zhao"].does(visit, "take-fee")
    goes_out_with_notice(people, visit)
    stands(visit, Stage.LEFT, Outcome.QUOTE_ONLY)
    assert fee_owed(fresh(visit)) == 0


def test_a_diagnosis_fee_is_waived_by_the_manager_alone(people: dict[str, Person]) -> None:
    """只诊断：诊断费只有主管能免，免了写明理由。"""
    visit = hears_the_diagnosis_and_declines(people)
    people["zhao"].may_not(visit, "waive-fee", reason="老客户")
    people["he"].does(visit, "waive-fee", reason="约定下周来修，到时一并结算")
    goes_out_with_notice(people, visit)
    stands(visit, Stage.LEFT, Outcome.QUOTE_ONLY)
    assert fee_owed(fresh(visit)) == 0


def test_a_customer_who_heard_the_price_leaves(people: dict[str, Person]) -> None:
    """听过价钱，不修了：不收钱，凭通知单出门。"""
    li = people["li"]
    visit = arrives(li)
    is_talked_over(li, visit)
    is_estimated(li, visit)
    declines(li, visit, Outcome.LEAVES)
    goes_out_with_notice(people, visit)
    stands(visit, Stage.LEFT, Outcome.LEAVES)


def test_a_customer_books_and_drives_away(people: dict[str, Person]) -> None:
    """预约：定好日子和钟点，签了预约单，车照样凭通知单出门。"""
    li = people["li"]
    visit = arrives(li)
    li.does(visit, "greet-customer")
    li.does(visit, "state-purpose", purpose="booking", wish="想约个四万公里保养")
    li.does(visit, "agree-booking", starts_at="2026-11-26 10:00", minutes="2",
            items="四万公里保养", estimate_fen="1109")  # fmt: skip
    booking = Booking.objects.get()
    li.does(visit, "confirm-booking", f"/bookings/{booking.pk}", **SIGNED)
    goes_out_with_notice(people, visit)
    stands(visit, Stage.LEFT, Outcome.BOOKING)


def test_an_enquiry_by_phone_is_answered(people: dict[str, Person]) -> None:
    """来电咨询：有问有答，答完即了。"""
    li = people["li"]
    visit = arrives(li, plate="", channel="phone", sender_name="赵先生")
    li.does(visit, "state-purpose", purpose="enquiry", wish="换一副前制动片要多少钱，多久能好")
    li.does(visit, "answer-enquiry", answer="同质件约六百元，半天可取；来店看过再报准价。")
    stands(visit, Stage.ANSWERED, Outcome.LEAVES)
