"""Tools and belongings: counted, boxed, signed for. Clauses 6.8 to 6.10."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from jieche.checkin import commands, queries, sheets
from jieche.checkin.commands import Item
from jieche.checkin.models import BelongingsList, BoxUse
from jieche.checkin.words import Where
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.rulebook.words import Event
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.checkin.conftest import Do, a_signed_car
from tests.support.cast import clock
from tests.support.story_checkin import CHARGER, JACK
from tests.support.story_estimate import signature

AT = clock("2026-11-23 10:10")
SIGNED = {"signature_signer": "陈静", "signature_typed": "陈静"}


def happened(visit: Visit) -> list[Event]:
    return [entry.what for entry in journal.entries_of(visit.matter)]


def test_usual_things_and_others_are_counted(do: Do, visit: Visit) -> None:
    do(
        "li",
        visit,
        "list-belongings",
        jack__quantity="1",
        umbrella__quantity="2",
        umbrella__state="一把旧",
        more0__name="儿童座椅",
        more0__where="car",
        more0__because="放不下",
        valuables_told="on",
    )
    listed = queries.belongings_of(visit)
    assert listed is not None
    assert listed.valuables_told
    assert [(i.name, i.quantity, i.state, i.is_boxed) for i in listed.items.all()] == [
        ("千斤顶", 1, "", False),
        ("雨伞", 2, "一把旧", True),
        ("儿童座椅", 1, "", False),
    ]


def test_6_8_nothing_is_said_and_not_left_out(do: Do, visit: Visit) -> None:
    assert do("li", visit, "list-belongings").status_code == 422
    assert not BelongingsList.objects.exists()
    do("li", visit, "list-belongings", says_none="on")
    assert BelongingsList.objects.get().says_none


def test_a_list_with_items_does_not_say_none(do: Do, visit: Visit) -> None:
    response = do("li", visit, "list-belongings", says_none="on", jack__quantity="1")
    assert response.status_code == 422
    assert not BelongingsList.objects.exists()


def test_a_count_without_a_name_asks_for_it(do: Do, visit: Visit) -> None:
    response = do("li", visit, "list-belongings", more1__quantity="2", jack__quantity="100")
    assert response.status_code == 422
    assert "请写明是什么物品" in response.content.decode()
    assert "最多 99，请检查" in response.content.decode()


@pytest.mark.parametrize("items", [[], [JACK]], ids=["none", "all stays in the car"])
def test_6_10_where_nothing_is_boxed_no_box_is_asked_for(
    do: Do, visit: Visit, li: Staff, items: list[Item]
) -> None:
    commands.list_belongings(visit, items=items, says_none=not items, by=li, at=AT)
    assert happened(visit)[-2:] == [Event.BELONGINGS_LISTED, Event.NOTHING_TO_BOX]
    page = do("li", visit, "sign-belongings").content.decode()
    assert "act-box-belongings" not in page


def test_the_first_free_box_is_proposed(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    commands.list_belongings(visit, items=[CHARGER], by=li, at=AT)
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=box-belongings").content.decode()
    first = Place.objects.get(shop=li.shop, name="B-01")
    assert f'<option value="{first.pk}" selected>B-01</option>' in page


def test_6_10_a_loose_thing_is_boxed_or_says_why_not(do: Do, visit: Visit, li: Staff) -> None:
    """备胎、千斤顶本就在车上；雨伞、儿童座椅留在车上，要写原因，清单上印出来。"""
    left = {"umbrella__quantity": "1", "umbrella__where": "car"}
    response = do("li", visit, "list-belongings", **left)
    assert response.status_code == 422
    assert "写明原因，或入存物箱" in response.content.decode()
    with pytest.raises(Refused, match="say why"):
        commands.list_belongings(visit, items=[Item("雨伞", 1)], by=li, at=AT)
    assert not BelongingsList.objects.exists()
    do("li", visit, "list-belongings", **left, umbrella__because="客户要求")
    (item,) = sheets.belongings_sheet(visit)["items"]
    assert (item["boxed"], item["note"]) == (False, "客户要求")


def test_6_10_a_box_holds_one_car(do: Do, visit: Visit, li: Staff) -> None:
    box = Place.objects.get(shop=li.shop, name="B-01")
    other = a_signed_car(li, plate="沪B7K201")
    for each in (visit, other):
        commands.list_belongings(each, items=[CHARGER], by=li, at=AT)
    commands.box_belongings(other, box=box, by=li, at=AT)
    with pytest.raises(Refused, match="in use"):
        commands.box_belongings(visit, box=box, by=li, at=AT)
    assert do("li", visit, "box-belongings", box=str(box.pk)).status_code == 422
    assert BoxUse.objects.count() == 1


def test_another_box_frees_the_first(visit: Visit, li: Staff) -> None:
    first, second = Place.objects.filter(shop=li.shop, kind=Place.Kind.STORAGE_BOX)
    commands.list_belongings(visit, items=[CHARGER], by=li, at=AT)
    for box in (first, second):
        commands.box_belongings(visit, box=box, by=li, at=AT)
    assert queries.free_boxes(li.shop) == [first]
    commands.list_belongings(visit, says_none=True, by=li, at=AT)
    assert queries.free_boxes(li.shop) == [first, second]


def test_6_9_the_signature_stands_under_the_list_as_it_was_read(
    do: Do, visit: Visit, li: Staff
) -> None:
    commands.check_papers(visit, says_none=True, by=li, at=AT)
    commands.list_belongings(visit, items=[JACK, CHARGER], valuables_told=True, by=li, at=AT)
    commands.box_belongings(visit, box=queries.free_boxes(li.shop)[0], by=li, at=AT)
    shown = sheets.mark_of(sheets.belongings_sheet(visit))
    do("li", visit, "sign-belongings", **SIGNED, shown=shown)
    paper = journal.latest_document(visit.matter, "belongings")
    assert paper is not None
    assert paper.number == "L20261123-001"
    content = json.loads(paper.content)
    assert [(item["name"], item["boxed"]) for item in content["items"]] == [
        ("千斤顶", False),
        ("充电器", True),
    ]
    assert (content["box"], content["valuables_told"]) == ("B-01", True)
    assert [piece.words for piece in journal.signatures_under(paper)] == ["陈静"]


def test_what_was_not_shown_is_not_signed(do: Do, visit: Visit, li: Staff) -> None:
    commands.list_belongings(visit, items=[JACK], by=li, at=AT)
    shown = sheets.mark_of(sheets.belongings_sheet(visit))
    commands.list_belongings(visit, items=[JACK, CHARGER], by=li, at=AT)
    response = do("li", visit, "sign-belongings", **SIGNED, shown=shown)
    assert response.status_code == 422
    assert "清单刚有改动" in response.content.decode()
    assert Event.BELONGINGS_SIGNED not in happened(visit)


def test_6_9_without_a_signature_it_is_not_signed(do: Do, visit: Visit, li: Staff) -> None:
    commands.check_papers(visit, says_none=True, by=li, at=AT)
    commands.list_belongings(visit, says_none=True, by=li, at=AT)
    assert do("li", visit, "sign-belongings", signature_signer="陈静").status_code == 422
    with pytest.raises(Refused):
        commands.sign_belongings(visit, signature=signature(name=""), by=li, at=AT)
    assert Event.BELONGINGS_SIGNED not in happened(visit)


def test_last_times_count_is_shown_and_not_filled_in(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    commands.list_belongings(visit, items=[Item("雨伞", 2, "", Where.BOX)], by=li, at=AT)
    later = a_signed_car(li, plate="沪B7K201")
    later.vehicle = visit.vehicle
    later.save(update_fields=["vehicle"])
    page = sign_in("li").get(f"/visits/{later.pk}/?act=list-belongings").content.decode()
    assert "上次 2" in page
    assert (
        'name="umbrella-quantity" inputmode="numeric" placeholder="0" min="0" max="99" id' in page
    )
