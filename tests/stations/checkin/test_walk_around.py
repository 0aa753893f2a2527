"""The walk around the car with the customer. Clauses 6.6, 6.7."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jieche.checkin import queries
from jieche.checkin.drawing import placed
from jieche.checkin.models import MarkPhoto, Walkaround
from jieche.checkin.sheets import walk_around
from jieche.rulebook.words import Role
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.ui.car import ZONES
from jieche.visits.models import Visit
from jieche.workshop.sheets import order_sheet
from tests.stations.checkin.conftest import Do, a_signed_car
from tests.support.cast import make_shop

NORMAL = dict.fromkeys(("exterior", "interior", "instruments", "seats"), "normal")
SCRATCH = {
    "marks__0__zone": "right-rear-door",
    "marks__0__damage": "scratch",
    "marks__0__note": "6 cm",
    "marks__0__x": "249",
    "marks__0__y": "184",
}
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40


def test_four_normal_zones_are_four_answers(do: Do, visit: Visit) -> None:
    do("li", visit, "walk-around", **NORMAL)
    walk = queries.walkaround_of(visit)
    assert walk is not None
    assert [walk.exterior, walk.interior, walk.instruments, walk.seats] == ["normal"] * 4


@pytest.mark.parametrize("zone", NORMAL)
def test_6_6_none_of_the_four_is_skipped(do: Do, visit: Visit, zone: str) -> None:
    answered = {name: answer for name, answer in NORMAL.items() if name != zone}
    assert do("li", visit, "walk-around", **answered).status_code == 422
    assert not Walkaround.objects.exists()


@pytest.mark.parametrize("zone", NORMAL)
def test_6_7_what_is_abnormal_is_written_or_marked(do: Do, visit: Visit, zone: str) -> None:
    found: dict[str, Any] = {**NORMAL, zone: "abnormal"}
    response = do("li", visit, "walk-around", **found)
    assert response.status_code == 422
    assert "写明异常" in response.content.decode()
    do("li", visit, "walk-around", **found, **{f"{zone}_note": "有污渍"})
    assert getattr(Walkaround.objects.get(), f"{zone}_note") == "有污渍"


def test_a_new_mark_makes_the_outside_abnormal(do: Do, visit: Visit) -> None:
    do("li", visit, "walk-around", **NORMAL, **SCRATCH)
    walk = Walkaround.objects.get()
    assert (walk.exterior, walk.mark_count) == ("abnormal", 1)
    assert walk.marks.get().note == "右后门 6 cm"


def test_6_7_the_order_prints_every_mark(do: Do, visit: Visit) -> None:
    do("li", visit, "walk-around", **NORMAL, **SCRATCH)
    order = order_sheet(visit)
    assert order is not None
    assert order["walk_around"] is not None
    (mark,) = order["walk_around"]["marks"]
    assert (mark["no"], mark["view"], mark["note"], mark["old"]) == (
        1,
        "right",
        "右后门 6 cm",
        False,
    )
    assert mark["kind"] == {"zh": "划痕", "en": "Scratch"}


def test_what_was_marked_last_time_comes_back_as_old(do: Do, li: Staff, visit: Visit) -> None:
    do("li", visit, "walk-around", **NORMAL, **SCRATCH)
    again = a_later_visit(visit, li)
    do("li", again, "walk-around", **NORMAL)
    block = walk_around(again)
    assert block is not None
    assert [(mark["note"], mark["old"]) for mark in block["marks"]] == [("右后门 6 cm", True)]
    assert [zone["normal"] for zone in block["zones"]] == [True] * 4


def test_an_old_mark_that_is_gone_is_left_out(do: Do, li: Staff, visit: Visit) -> None:
    do("li", visit, "walk-around", **NORMAL, **SCRATCH)
    again = a_later_visit(visit, li)
    (old,) = queries.known_marks(again)
    do("li", again, "walk-around", **NORMAL, repaired=[str(old.pk)])
    block = walk_around(again)
    assert block is not None
    assert block["marks"] == []


def a_later_visit(visit: Visit, li: Staff) -> Visit:
    visit.matter.stage = "left"
    visit.matter.closed_at = visit.matter.changed_at
    visit.matter.save(update_fields=["stage", "closed_at"])
    later = a_signed_car(li, plate="沪B7K201", day="2026-11-24")
    later.vehicle = visit.vehicle
    later.save(update_fields=["vehicle"])
    return later


def test_a_photo_is_kept_with_its_hash(do: Do, visit: Visit) -> None:
    photo = SimpleUploadedFile("IMG_1.JPG", JPEG, content_type="image/jpeg")
    do("li", visit, "walk-around", **NORMAL, **SCRATCH, marks__0__photo=photo)
    kept = MarkPhoto.objects.get()
    with kept.file.open() as file:
        assert file.read() == JPEG
    assert kept.file.name is not None
    assert kept.file.name.endswith(".jpg")
    block = walk_around(visit)
    assert block is not None
    assert block["photos"] == 1


def test_walking_round_again_keeps_the_photo_of_a_mark(do: Do, visit: Visit) -> None:
    photo = SimpleUploadedFile("a.jpg", JPEG)
    do("li", visit, "walk-around", **NORMAL, **SCRATCH, marks__0__photo=photo)
    do("li", visit, "walk-around", **NORMAL, **SCRATCH, seats_note="")
    block = walk_around(visit)
    assert block is not None
    assert block["photos"] == 1


def test_what_is_no_picture_is_refused(do: Do, visit: Visit) -> None:
    page = SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script>")
    response = do("li", visit, "walk-around", **NORMAL, **SCRATCH, marks__0__photo=page)
    assert response.status_code == 422
    assert not MarkPhoto.objects.exists()


def test_a_photo_is_shown_to_its_shop_only(do: Do, visit: Visit, sign_in: Any) -> None:
    photo = SimpleUploadedFile("a.jpg", JPEG)
    do("li", visit, "walk-around", **NORMAL, **SCRATCH, marks__0__photo=photo)
    kept = MarkPhoto.objects.get()
    shown = sign_in("sun").get(f"/mark-photos/{kept.pk}/")
    assert (shown.status_code, shown["Content-Type"], shown.content) == (200, "image/jpeg", JPEG)
    stranger = Client()
    stranger.force_login(
        hire(make_shop("别家"), "zz", "外人", [Role.ADVISOR]),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    assert stranger.get(f"/mark-photos/{kept.pk}/").status_code == 404


@pytest.mark.parametrize("zone", ZONES)
def test_each_zone_lies_in_one_of_the_five_views(zone: str) -> None:
    _words, x, y = ZONES[zone]
    view, across, down = placed(x, y)
    assert 0 <= across <= 1000
    assert 0 <= down <= 1000
    if zone.startswith(("left-front-door", "left-rear-door", "left-sill")):
        assert view == "left"
    if zone.startswith(("right-front-door", "right-rear-door", "right-sill")):
        assert view == "right"
    if zone in ("bonnet", "roof", "boot"):
        assert view == "top"


def test_the_bonnet_is_in_front_on_paper_too() -> None:
    bonnet, boot = (placed(*ZONES[zone][1:]) for zone in ("bonnet", "boot"))
    assert bonnet.y < 300
    assert boot.y > 700
