"""The shop's catalogue: kept by the managers, found while one types."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.demo.material.labour import LABOUR
from jieche.demo.material.packages import PACKAGES, list_price_fen
from jieche.demo.material.parts import PARTS
from jieche.estimate import queries
from jieche.estimate.catalogue import drafts_of_package, load_catalogue
from jieche.estimate.models import LabourItem, Package, Part
from jieche.estimate.pricing import with_the_work, wrong_with
from jieche.staff.models import Staff

SignIn = Callable[[str], Client]
PAGE = "/shop/catalogue/"


@pytest.fixture
def filled(li: Staff) -> None:
    """The catalogue of the demonstration."""
    load_catalogue(li.shop, LABOUR, PARTS, PACKAGES)


@pytest.mark.usefixtures("filled")
def test_the_demonstrations_catalogue_loads_twice_without_doubles(li: Staff) -> None:
    load_catalogue(li.shop, LABOUR, PARTS, PACKAGES)
    assert LabourItem.objects.count() == len(LABOUR)
    assert Part.objects.count() == len(PARTS)
    assert Package.objects.count() == len(PACKAGES)


@pytest.mark.usefixtures("filled")
def test_every_package_makes_whole_lines_at_its_posted_price(li: Staff) -> None:
    for package in PACKAGES:
        kept = Package.objects.get(shop=li.shop, code=package.code)
        drafts = drafts_of_package(kept, 16000)
        assert wrong_with(with_the_work(drafts)) == [], package.code
        assert sum(draft.amount_fen for draft in drafts) == package.price_fen
        singly = sum(draft.amount_fen for draft in drafts if not draft.is_package_price)
        assert singly == list_price_fen(package, hourly_fen=16000)


@pytest.mark.usefixtures("filled")
def test_offers_are_found_by_words_code_and_title(li: Staff) -> None:
    titles = [queries.title_of(offer, "zh") for offer in queries.offers(li.shop, "前 刹车片")]
    assert "更换前刹车片" in titles
    assert "前刹车片（同质）" in titles
    found = queries.offer_named(li.shop, "前刹车片（同质）")
    assert isinstance(found, Part)
    assert found.code == "pads-front-eq"
    assert queries.offer_named(li.shop, "pads-front-oe") == Part.objects.get(code="pads-front-oe")
    assert queries.offer_named(li.shop, "Front brake pads (original)") is not None
    assert queries.offer_named(li.shop, "前刹车片") is None


@pytest.mark.usefixtures("filled")
def test_a_row_is_answered_while_one_types(sign_in: SignIn) -> None:
    answer = sign_in("li").get(f"{PAGE}find/", {"q": "前刹车"}).content.decode()
    assert 'value="更换前刹车片"' in answer
    assert 'data-hours="0.8"' in answer
    assert len(answer) < 12000


def test_a_manager_adds_and_changes_an_item(sign_in: SignIn, li: Staff) -> None:
    he = sign_in("he")
    item = {"code": "wash", "zh": "洗车", "en": "Wash", "is_offered": "on", "system": "care",
            "hours_tenths": "0.5", "category": "service", "bay_kind": "wash"}  # fmt: skip
    assert he.post(f"{PAGE}labour/new/", item).status_code == 302
    kept = LabourItem.objects.get(shop=li.shop, code="wash")
    assert (kept.hours_tenths, kept.bay_kind) == (5, "wash")
    answer = he.post(f"{PAGE}labour/new/", item)
    assert answer.status_code == 422
    assert "这个编码已有" in answer.content.decode()
    item["hours_tenths"] = "0.8"
    assert he.post(f"{PAGE}labour/{kept.pk}/", item).status_code == 302
    kept.refresh_from_db()
    assert kept.hours_tenths == 8
    assert "洗车" in he.get(PAGE).content.decode()


def test_a_package_is_kept_with_what_is_in_it(sign_in: SignIn, li: Staff) -> None:
    he = sign_in("he")
    LabourItem.objects.create(shop=li.shop, code="oil", zh="换油", system="engine", hours_tenths=5)
    Part.objects.create(
        shop=li.shop, code="oil-5w30", zh="机油", grade="equal", unit="升", price_fen=7800
    )
    sent = {"code": "s", "zh": "小保养", "is_offered": "on", "price_fen": "350",
            "content": "oil\noil-5w30 ×4"}  # fmt: skip
    assert he.post(f"{PAGE}packages/new/", sent).status_code == 302
    package = Package.objects.get(code="s")
    assert [line.quantity_tenths for line in package.lines.all()] == [10, 40]
    page = he.get(f"{PAGE}packages/{package.pk}/").content.decode()
    assert "oil-5w30 ×4" in page
    answer = he.post(f"{PAGE}packages/new/", sent | {"code": "t", "content": "nothing"})
    assert "没有编码“nothing”" in answer.content.decode()


def test_the_advisor_does_not_keep_the_catalogue(sign_in: SignIn) -> None:
    assert sign_in("li").get(PAGE).status_code == 403


def test_an_offer_of_another_shop_is_not_there(sign_in: SignIn, li: Staff) -> None:
    assert sign_in("he").get(f"{PAGE}labour/99/").status_code == 404
    assert sign_in("he").get(f"{PAGE}nothing/new/").status_code == 404
