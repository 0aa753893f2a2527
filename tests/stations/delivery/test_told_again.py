"""A car that was told ready and comes late after all: the new hour has its own notice."""

from collections.abc import Callable

from django.test import Client

from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.delivery.conftest import NOW, Do, happened
from tests.support import story_delivery as story


def test_11_6_a_car_told_ready_that_comes_late_after_all_is_told_again(
    car: Visit, staff: dict[str, Staff], do: Do, sign_in: Callable[[str], Client]
) -> None:
    story.told(car, staff, NOW)
    delay = {"reason": "试车又有异响", "person_told": "陈静", "promised_at": "11-24 16:00"}
    assert do("li", car, "tell-delay", token="a", **delay).status_code == 302
    shown = sign_in("li").get(f"/visits/{car.pk}/?for=told_to_collect").content.decode()
    assert f'action="/visits/{car.pk}/tell-to-collect/"' in shown
    told = {"person_told": "陈静", "channel": "phone", "token": "b"}
    assert do("li", car, "tell-to-collect", **told).status_code == 302
    assert happened(car).count(Event.TOLD_TO_COLLECT) == 2
