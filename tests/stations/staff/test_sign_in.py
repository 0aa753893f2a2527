"""Signing in: wrong passwords, the lock-out, and what was typed when a session ran out."""

from collections.abc import Callable

from django.test import Client

from jieche.journal.models import Entry
from jieche.staff.models import Staff


def _give_password(staff: Staff) -> None:
    staff.set_password("right-words")
    staff.save()


def test_name_and_password_lead_to_the_desk(li: Staff) -> None:
    _give_password(li)
    response = Client().post("/sign-in/", {"username": "li", "password": "right-words"})
    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_a_wrong_password_keeps_the_name_and_says_so(li: Staff) -> None:
    response = Client().post("/sign-in/", {"username": "li", "password": "wrong"})
    assert response.status_code == 422
    assert 'value="li"' in response.content.decode()


def test_five_wrong_passwords_close_the_door_for_a_while(li: Staff) -> None:
    _give_password(li)
    client = Client()
    for _ in range(5):
        client.post("/sign-in/", {"username": "li", "password": "wrong"})
    response = client.post("/sign-in/", {"username": "li", "password": "right-words"})
    assert response.status_code == 429


def test_nobody_is_led_out_of_the_house(li: Staff) -> None:
    _give_password(li)
    evil = {"username": "li", "password": "right-words", "next": "https://example.com/"}
    assert Client().post("/sign-in/", evil).headers["Location"] == "/"


def test_what_was_typed_when_the_session_ran_out_is_kept(li: Staff) -> None:
    _give_password(li)
    client = Client()
    typed = {"wish": "刹车异响", "token": "t-1"}
    refused = client.post("/visits/1/", typed)
    assert refused.status_code == 401
    assert "刹车异响" in refused.content.decode()
    assert Entry.objects.count() == 0
    again = client.post(
        "/sign-in/",
        {
            "username": "li",
            "password": "right-words",
            "kept_for": "/visits/1/",
            "kept_name": ["wish", "token"],
            "kept_value": ["刹车异响", "t-1"],
        },
    )
    page = again.content.decode()
    assert 'action="/visits/1/"' in page
    assert 'name="wish" value="刹车异响"' in page


def test_a_person_chooses_language_and_theme(li: Staff, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("li")
    client.post("/language/", {"language": "en", "next": "/rulebook/"})
    client.post("/theme/", {"theme": "dark", "next": "/"})
    li.refresh_from_db()
    assert (li.language, li.theme) == ("en", "dark")
    page = client.get("/").content.decode()
    assert 'data-theme="dark"' in page
    assert ">Rule book<" in page
