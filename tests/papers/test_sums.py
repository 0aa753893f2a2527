"""Papers that do not add up are found."""

from jieche.papers.sums import disagreements
from tests.papers.examples import NAMES, content_of


def test_the_examples_add_up() -> None:
    assert [wrong for name in NAMES for wrong in disagreements(content_of(name))] == []


def test_lines_against_their_subtotal() -> None:
    content = content_of("order")
    content["prices"]["parts"][0]["amount_fen"] += 100
    assert disagreements(content) == ["parts lines add up to 78600 fen, not 78500"]


def test_subtotals_against_the_total() -> None:
    content = content_of("settlement")
    content["prices"]["discount_fen"] += 1000
    assert disagreements(content)[0] == "the total comes to 186000 fen, not 187000"


def test_a_supplement_inside_an_order() -> None:
    content = content_of("order_with_supplement")
    content["supplements"][0]["prices"]["labour_fen"] = 1
    assert disagreements(content) == [
        "RO20261123-018-A1: labour lines add up to 12000 fen, not 1",
        "RO20261123-018-A1: the total comes to 62001 fen, not 74000",
    ]


def test_payments_and_what_is_left_on_account() -> None:
    content = content_of("settlement_credit")
    content["received_fen"] += 1
    assert disagreements(content) == [
        "payments add up to 200000 fen, not 200001",
        "127249 fen are left to pay, not 127250",
    ]
