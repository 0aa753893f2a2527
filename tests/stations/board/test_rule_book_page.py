"""The rule book on the screen: read from the same sentences as the door."""

from collections.abc import Callable

from django.test import Client


def test_a_clause_shows_what_it_comes_to(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("li").get("/rulebook/9.10/").content.decode()
    assert "“增项开工”、“增项发料”前须先“客户同意”" in page


def test_the_whole_book_is_one_page(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("li").get("/rulebook/").content.decode()
    assert all(f'id="c{number}"' in page for number in ("P.1", "8.9", "17.6"))


def test_a_clause_that_the_book_does_not_have_is_not_found(
    sign_in: Callable[[str], Client],
) -> None:
    assert sign_in("li").get("/rulebook/18.1/").status_code == 404
