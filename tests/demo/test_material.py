"""The material of the demo holds together: every name it uses exists, nothing is there twice."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random

from jieche.demo.material import answers, extras
from jieche.demo.material.cars import MODELS, a_car, fleet
from jieche.demo.material.complaints import COMPLAINTS, a_complaint
from jieche.demo.material.labour import LABOUR, LABOUR_BY_CODE
from jieche.demo.material.names import CUSTOMERS, MS, STAFF, a_name
from jieche.demo.material.packages import PACKAGES, list_price_fen
from jieche.demo.material.parts import PARTS, PARTS_BY_CODE
from jieche.demo.material.shapes import Energy, Grade, Needs, System, needs
from jieche.rulebook.words import Role
from jieche.values import phone, plate, vin
from jieche.values.pinyin import is_company, search_keys

TODAY = date(2026, 11, 23)


def dice(seed: int) -> Random:
    """Return dice that fall the same way every time."""
    return Random(seed)  # noqa: S311 nothing here is secret


FLEET = fleet(dice(2026), 1_500, TODAY)


def twice(found: Iterable[object]) -> list[object]:
    """Return what occurs more than once."""
    return [item for item, times in Counter(found).items() if times > 1]


def test_the_check_for_doubles_finds_a_planted_double() -> None:
    assert twice(["a", "b", "a"]) == ["a"]


def test_nothing_is_there_twice() -> None:
    assert twice(item.code for item in LABOUR) == []
    assert twice(item.zh for item in LABOUR) == []
    assert twice(part.code for part in PARTS) == []
    assert twice((part.zh, part.grade) for part in PARTS) == []
    assert twice(package.code for package in PACKAGES) == []
    assert twice(complaint.key for complaint in COMPLAINTS) == []
    assert twice(complaint.says for complaint in COMPLAINTS) == []
    assert twice(extra.key for extra in extras.EXTRAS) == []
    assert twice(model.key for model in MODELS) == []
    assert twice(customer.phone for customer in CUSTOMERS) == []
    assert twice((customer.name, customer.company) for customer in CUSTOMERS) == []
    for choices in (extras.DECLINED, answers.LOST, extras.DELAYS):
        assert twice(code for code, _, _ in choices) == []


def test_there_is_enough_of_it() -> None:
    assert len(CUSTOMERS) >= 150
    assert len(MODELS) >= 60
    assert len(LABOUR) >= 120
    assert len(PARTS) >= 150
    assert len(PACKAGES) >= 12
    assert len(COMPLAINTS) >= 60


def test_every_labour_item_and_part_named_exists() -> None:
    named: list[tuple[tuple[str, ...], tuple[Needs, ...]]] = [
        *((package.labour, package.parts) for package in PACKAGES),
        *((complaint.labour, complaint.parts) for complaint in COMPLAINTS),
        *((extra.labour, extra.parts) for extra in extras.EXTRAS),
    ]
    for labour, parts in named:
        assert labour
        assert [code for code in labour if code not in LABOUR_BY_CODE] == []
        assert [need.part for need in parts if need.part not in PARTS_BY_CODE] == []
        assert all(need.tenths > 0 for need in parts)


def test_pieces_are_needed_whole() -> None:
    measured = {"升"}
    for complaint in COMPLAINTS:
        for need in complaint.parts:
            assert need.tenths % 10 == 0 or PARTS_BY_CODE[need.part].unit in measured


def test_quantities_are_read_in_tenths() -> None:
    assert needs("atf 6", "oil-5w30 4.5", "drain-plug") == (
        Needs("atf", 60),
        Needs("oil-5w30", 45),
        Needs("drain-plug", 10),
    )


def test_prices_hours_and_words_are_there() -> None:
    for item in LABOUR:
        assert item.tenths > 0
        assert item.zh
        assert item.en.isascii()
    for part in PARTS:
        assert 0 < part.cost_fen < part.price_fen
        assert part.zh
        assert part.unit
    assert {part.grade for part in PARTS} == set(Grade)
    assert {item.system for item in LABOUR} == set(System)


def test_a_package_costs_no_more_than_its_parts_and_labour() -> None:
    for package in PACKAGES:
        assert package.price_fen <= list_price_fen(package), package.code
        assert package.every_km > 0
        assert package.every_months > 0


def test_an_electric_car_is_never_given_engine_work() -> None:
    engine = {System.ENGINE, System.FUEL, System.IGNITION, System.EXHAUST, System.GEARBOX}
    given = [
        *((complaint.key, complaint.labour, complaint.on) for complaint in COMPLAINTS),
        *((extra.key, extra.labour, extra.on) for extra in extras.EXTRAS),
        *((package.code, package.labour, package.on) for package in PACKAGES),
    ]
    for key, labour, on in given:
        if Energy.ELECTRIC in on:
            assert [code for code in labour if LABOUR_BY_CODE[code].system in engine] == [], key


def test_every_complaint_fits_some_model_and_every_model_has_many() -> None:
    for complaint in COMPLAINTS:
        assert any(complaint.fits(model) for model in MODELS), complaint.key
    for model in MODELS:
        assert sum(complaint.fits(model) for complaint in COMPLAINTS) >= 30, model.key


def test_every_vin_passes_and_shows_its_year() -> None:
    for car in FLEET:
        read = vin.parse(car.vin)
        assert (read.text, read.unusual) == (car.vin, ())
        assert read.year_near(TODAY.year) == car.year
        assert car.vin.startswith(car.model.wmi)


def test_every_plate_is_usual_for_its_kind() -> None:
    for car in FLEET:
        read = plate.parse(car.plate, car.plate_kind)
        assert (read.text, read.unusual) == (car.plate, ())


def test_no_vin_and_no_plate_is_there_twice() -> None:
    assert twice(car.vin for car in FLEET) == []
    assert twice(car.plate for car in FLEET) == []


def test_cars_are_as_old_and_as_far_driven_as_cars_are() -> None:
    for car in FLEET:
        assert car.model.first_year <= car.year <= car.model.last_year
        assert car.registered_on <= TODAY
        assert 0 < car.km < 400_000


def test_the_same_seed_makes_the_same_shop() -> None:
    assert fleet(dice(7), 50, TODAY) == fleet(dice(7), 50, TODAY)
    assert fleet(dice(7), 50, TODAY) != fleet(dice(8), 50, TODAY)
    drawn = [
        [a_complaint(dice(3), MODELS[0]).key, a_name(dice(3))],
        [a_complaint(dice(3), MODELS[0]).key, a_name(dice(3))],
    ]
    assert drawn[0] == drawn[1]


def test_a_car_of_every_model_can_be_made() -> None:
    for model in MODELS:
        car = a_car(dice(1), TODAY, vins=set(), plates=set(), model=model)
        assert car.model is model


def test_telephones_are_well_formed_and_nobodys() -> None:
    for customer in CUSTOMERS:
        read = phone.parse(customer.phone)
        assert read.is_mobile
        assert customer.phone.startswith("1990000")


def test_people_are_people_and_companies_companies() -> None:
    for customer in CUSTOMERS:
        assert not is_company(customer.name)
        assert not customer.company or is_company(customer.company)
        assert search_keys(customer.name)
    assert ("陈丽", MS) in [(customer.name, customer.title) for customer in CUSTOMERS]


def test_the_staff_fill_every_role_of_the_rule_book() -> None:
    assert {role for _, role in STAFF} == {role.value for role in Role} - {"customer"}
    assert twice(name for name, _ in STAFF) == []
