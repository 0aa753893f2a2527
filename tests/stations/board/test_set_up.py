"""Opening the shop: nobody in the network is quicker than the person at the console."""

import pytest
from django.test import Client

from jieche.board.setup import is_only_ours
from jieche.shop.models import Shop
from jieche.staff.models import Staff

TYPED = {
    "name": "顺达汽修", "opens": "08:00", "closes": "18:00", "lunch_from": "12:00",
    "lunch_until": "13:00", "weekdays": ["0", "1"], "reception_bays": "2", "work_bays": "3",
    "manager": "经理", "username": "jing", "password": "Four-words-12",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("host", "ours"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("pc7", False)],  # noqa: S104
)
def test_who_can_reach_the_page(host: str, ours: bool) -> None:
    assert is_only_ours(host) is ours


def test_on_this_computer_alone_no_key_is_asked() -> None:
    assert 'name="key"' not in Client().get("/set-up/").content.decode()
    assert Client().post("/set-up/", TYPED).status_code == 302
    assert Staff.objects.get().shop == Shop.objects.get()


def test_in_the_network_the_key_of_the_console_opens_it(settings: pytest.FixtureRequest) -> None:
    settings.HOST, settings.SET_UP_KEY = "0.0.0.0", "5f3a9c"  # type: ignore[attr-defined]  # noqa: S104
    assert 'name="key"' in Client().get("/set-up/").content.decode()
    for key in ({}, {"key": "5f3a9d"}):
        answer = Client().post("/set-up/", {**TYPED, **key})
        assert answer.status_code == 422
        assert "顺达汽修" in answer.content.decode()  # what was typed is kept
    assert not Shop.objects.exists()
    assert Client().post("/set-up/", {**TYPED, "key": " 5f3a9c "}).status_code == 302
    assert Client().get("/set-up/").headers["Location"] == "/sign-in/"


def test_in_the_network_without_a_key_nobody_opens_it(settings: pytest.FixtureRequest) -> None:
    settings.HOST, settings.SET_UP_KEY = "0.0.0.0", ""  # type: ignore[attr-defined]  # noqa: S104
    assert Client().get("/set-up/").status_code == 403
    assert Client().post("/set-up/", TYPED).status_code == 403
    assert not Shop.objects.exists()
