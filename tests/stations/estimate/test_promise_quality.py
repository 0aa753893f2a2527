"""Warranty: what is promised is never below the law, and stands on the order."""

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from jieche.estimate import commands, queries
from jieche.estimate.law import WARRANTY, seed
from jieche.estimate.models import WarrantyTerm
from jieche.estimate.warranty import Terms
from jieche.estimate.words import CarClass, LegalCategory
from jieche.journal.door import Refused
from jieche.rulebook.words import Event
from jieche.shop.models import LegalFigure
from jieche.staff.models import Staff
from jieche.visits.models import Category, Visit
from jieche.visits.queries import order_of
from tests.stations.estimate.conftest import AT
from tests.stations.estimate.page import address
from tests.support.story_estimate import BRAKES, PADS, estimated, promised

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    """The law's figures, also after a test that swept all tables."""
    seed(LegalFigure)


@pytest.mark.parametrize(("km", "days"), [(1999, 10), (2000, 9), (0, 0)])
def test_5_1_no_warranty_below_the_law(visit: Visit, li: Staff, km: int, days: int) -> None:
    estimated(visit, li, AT)
    with pytest.raises(Refused) as refused:
        commands.promise_quality(visit, terms=[Terms(LegalCategory.SMALL, km, days)], by=li, at=AT)
    assert {reason.clause for reason in refused.value.reasons} == {"5.1"}
    assert "2000 公里 10 天" in refused.value.reasons[0].zh


def test_5_1_the_shop_may_promise_more(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    (term,) = commands.promise_quality(
        visit, terms=[Terms(LegalCategory.SMALL, 10_000, 180)], by=li, at=AT
    )
    assert (term.legal_km, term.legal_days) == (2000, 10)
    assert "质量保证期" in term.source


def test_5_1_the_database_refuses_it_too(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    (term,) = commands.promise_quality(
        visit, terms=[Terms(LegalCategory.SMALL, 2000, 10)], by=li, at=AT
    )
    with pytest.raises(IntegrityError, match="warranty_not_below_the_law"), transaction.atomic():
        WarrantyTerm.objects.filter(pk=term.pk).update(days=9)


def test_5_1_each_category_of_the_work_has_its_term(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT, category=Category.SECOND_MAINTENANCE)
    assert queries.categories_to_warrant(order_of(visit)) == [LegalCategory.SECOND]
    with pytest.raises(Refused):
        commands.promise_quality(visit, terms=[Terms(LegalCategory.SMALL, 2000, 10)], by=li, at=AT)


def test_5_1_another_category_afterwards_needs_its_own_promise(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    promised(visit, li, AT)
    estimated(visit, li, AT, (BRAKES, PADS), Category.ASSEMBLY)
    with pytest.raises(Refused) as refused:
        commands.show_order(visit, by=li, at=AT)
    mends = [(r.clause, r.mend) for r in refused.value.reasons]
    assert ("5.1", Event.QUALITY_PROMISED) in mends


@pytest.mark.parametrize(("car_class", "category"), WARRANTY)
def test_the_law_is_there_for_every_class_and_category(
    visit: Visit, li: Staff, car_class: str, category: str
) -> None:
    estimated(visit, li, AT)
    km, days = WARRANTY[car_class, category]
    legal = LegalCategory.of(category)
    small = Terms(LegalCategory.SMALL, 2000, 10)
    terms = [Terms(legal, km, days, CarClass.of(car_class))]
    if legal is not LegalCategory.SMALL:
        terms.append(small)
    assert len(commands.promise_quality(visit, terms=terms, by=li, at=AT)) == len(terms)


def test_the_law_is_loaded_once_and_corrections_stay() -> None:
    LegalFigure.objects.filter(category="car.small", unit="days").update(value=15)
    call_command("seed_law", stdout=StringIO())
    assert LegalFigure.objects.filter(key="warranty").count() == 18
    assert LegalFigure.objects.get(category="car.small", unit="days").value == 15


def test_a_newer_figure_holds_from_its_day(visit: Visit, li: Staff) -> None:
    LegalFigure.objects.create(
        key="warranty", category="car.small", unit="days", value=30,
        valid_from=date(2026, 11, 23), source="试",
    )  # fmt: skip
    estimated(visit, li, AT)
    with pytest.raises(Refused):
        commands.promise_quality(visit, terms=[Terms(LegalCategory.SMALL, 2000, 10)], by=li, at=AT)


def test_the_form_shows_the_law_and_sends_the_terms(
    visit: Visit, li: Staff, sign_in: SignIn
) -> None:
    estimated(visit, li, AT)
    client = sign_in("li")
    page = client.get(f"/visits/{visit.pk}/?act=promise-quality").content.decode()
    assert "法定不少于 <b>2000 公里</b>、<b>10 天</b>" in page
    assert "机动车维修管理规定" in page
    assert "2005-08-01 起施行" in page
    sent = {"car_class": "car", "km_small": "1000", "days_small": "10"}
    answer = client.post(address(visit, "promise-quality"), sent)
    assert answer.status_code == 422
    assert 'value="1000"' in answer.content.decode()
    assert 'id="id_km_small_error"' in answer.content.decode()  # said beside the field
    assert 'id="id_days_small_error"' not in answer.content.decode()
    answer = client.post(address(visit, "promise-quality"), sent | {"km_small": "5000"})
    assert answer.status_code == 302
    assert [term.km for term in queries.terms_of(order_of(visit))] == [5000]
