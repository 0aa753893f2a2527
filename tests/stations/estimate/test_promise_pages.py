"""What promises rest on, noted by the manager; and how they were kept, with the cars behind."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

from django.test import Client

from jieche.estimate.kept import outcomes, table
from jieche.estimate.models import Promise
from jieche.journal.models import Entry
from jieche.rulebook.words import Event
from jieche.shop.models import Place, Shop
from jieche.staff.models import Absence, Shift, Staff
from tests.support.cast import clock
from tests.support.story_repair import a_car_in_the_workshop

SignIn = Callable[[str], Client]
EARLY = clock("2026-11-23 09:00")


def test_bays_trades_and_hours_are_noted(
    shop: Shop, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    wang, bay = staff["wang"], Place.objects.filter(shop=shop, kind="work_bay")[0]
    given = {
        "do": "means", f"bay_{bay.pk}": "lift", f"hand_{wang.pk}-trades": ["mechanic"],
        f"hand_{wang.pk}-days": ["0", "2"], f"hand_{wang.pk}-opens": "08:00",
        f"hand_{wang.pk}-closes": "12:00",
    }  # fmt: skip
    client = sign_in("sun")
    wrong = client.post("/promises/means/", {**given, f"hand_{wang.pk}-closes": "07:00"})
    assert wrong.status_code == 422
    assert not Shift.objects.exists()
    assert client.post("/promises/means/", given).status_code == 302
    bay.refresh_from_db()
    wang.refresh_from_db()
    assert (bay.work_kind, wang.trades) == ("lift", ["mechanic"])
    assert [shift.weekday for shift in Shift.objects.filter(staff=wang)] == [0, 2]
    assert sign_in("li").get("/promises/means/").status_code == 403


def test_an_absence_is_noted_and_taken_back(staff: dict[str, Staff], sign_in: SignIn) -> None:
    client, wang = sign_in("jing"), staff["wang"]
    away = {"do": "away", "away-who": wang.pk, "away-since": "2030-01-07 08:00"}
    early = client.post("/promises/means/", {**away, "away-until": "2030-01-06 18:00"})
    assert early.status_code == 422
    client.post("/promises/means/", {**away, "away-until": "2030-01-08 18:00", "away-why": "病假"})
    absence = Absence.objects.get(staff=wang)
    assert absence.why == "病假"
    client.post("/promises/means/", {"do": f"back-{absence.pk}"})
    assert not Absence.objects.exists()


def test_the_kept_share_stands_beside_what_was_said(
    staff: dict[str, Staff], sign_in: SignIn
) -> None:
    kept = a_car_in_the_workshop(staff["li"], staff["sun"], EARLY)
    promise = Promise.objects.get(visit=kept)
    shop = kept.shop
    assert outcomes(shop, EARLY + timedelta(days=1)) == []
    template = Entry.objects.filter(matter=kept.matter, event=Event.ORDER_SIGNED.value)[0]
    template.pk, template.number = None, template.number + 900
    template.event = Event.DOCUMENTS_READY.value
    template.happened_at = promise.promised_at + timedelta(minutes=1)
    template.recorded_at = template.happened_at
    Entry.objects.bulk_create([template])
    (outcome,) = outcomes(shop, EARLY + timedelta(days=1))
    assert not outcome.is_kept
    everything, group = table([outcome])
    assert (everything.count, everything.kept, everything.percent) == (1, 0, 0)
    assert everything.said == round(promise.load["chance"] * 100)
    assert group.group == promise.load["quote"]["group"]
    Promise.objects.filter(pk=promise.pk).update(allowed_because="赶火车")
    (outcome,) = outcomes(shop, EARLY + timedelta(days=1))
    assert [row.group for row in table([outcome])] == ["allowed"]
    assert sign_in("li").get("/promises/").status_code == 403
    with patch("jieche.estimate.kept.outcomes", return_value=[outcome] * 60):
        third = sign_in("jing").get("/promises/?group=allowed&page=3").content.decode()
    assert third.count("赶火车") == 10  # of 60 in pages of 25
    assert "3 / 3" in third
    assert "page=2" in third
