"""The page of a file, the cabinet, and who looked."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jieche.board.now import owed_now
from jieche.care.file_commands import lend_file, note_look, note_refusal
from jieche.care.file_models import REFUSED, CustomerFile, FileLoan, FileTrace, Trace
from jieche.care.file_page import odometer_line
from jieche.care.file_queries import ONE_LOOK
from jieche.rulebook.words import Role
from jieche.staff.models import Staff
from jieche.vehicles.commands import know_vehicle
from jieche.vehicles.models import SearchKey
from tests.support.cast import clock
from tests.support.story_file import filed, released

AT = clock("2026-11-23 08:30")
NOON = clock("2026-11-23 15:00")
Browser = Callable[[str], Client]


@pytest.fixture
def file(staff: dict[str, Staff]) -> CustomerFile:
    """The file of a car that was here once."""
    return filed(staff, AT)


def keep(client: Client, file: CustomerFile, slug: str, **typed: str) -> object:
    """Do one of the keeper's deeds."""
    return client.post(f"/files/{file.vehicle_id}/{slug}/", typed)


def test_13_3_the_page_holds_six_sections_and_the_papers(
    file: CustomerFile, sign_in: Browser
) -> None:
    page = sign_in("li").get(f"/files/{file.vehicle_id}/").content.decode()
    titles = ("客户资料", "车辆资料", "维修项目", "修理保养记录", "结算", "投诉")
    places = [page.index(f">{n} {title}") for n, title in enumerate(titles, 1)]
    assert places == sorted(places)
    assert page.count("/papers/") >= 5
    assert "46210 km" in page
    assert "千斤顶" in page
    Staff.objects.update(language="en")
    assert "jack × 1" in sign_in("li").get(f"/files/{file.vehicle_id}/").content.decode()


def test_what_is_missing_stands_out_with_the_act_that_mends_it(
    staff: dict[str, Staff], sign_in: Browser
) -> None:
    visit = released(staff, AT)
    page = sign_in("li").get(f"/files/{visit.vehicle_id}/").content.decode()
    assert "未归档" in page
    assert f"/visits/{visit.pk}/?for=file_set_up" in page
    assert f"/visits/{visit.pk}/?for=papers_filed" in page


def test_13_6_a_look_is_noted_once_and_again_after_a_while(
    file: CustomerFile, staff: dict[str, Staff]
) -> None:
    assert note_look(file, by=staff["ma"], at=NOON)
    assert not note_look(file, by=staff["ma"], at=NOON + timedelta(minutes=9))
    assert note_look(file, by=staff["he"], at=NOON + timedelta(minutes=9))
    assert note_look(file, by=staff["ma"], at=NOON + timedelta(minutes=10))
    looks = FileTrace.objects.filter(file=file, what="looked").order_by("pk")
    assert [look.by.name for look in looks] == ["马丽", "何主管", "马丽"]


def test_13_6_opening_the_page_leaves_a_line_that_the_manager_sees(
    file: CustomerFile, sign_in: Browser
) -> None:
    ma = sign_in("ma")
    for _ in range(3):
        assert "查阅与变更记录" not in ma.get(f"/files/{file.vehicle_id}/").content.decode()
    assert FileTrace.objects.filter(file=file, what="looked").count() == 1
    page = sign_in("jing").get("/files/log/").content.decode()
    assert "马丽" in page
    assert "沪A12345" in page
    assert ma.get("/files/log/").status_code == 403


def test_13_6_a_line_is_never_changed(file: CustomerFile, staff: dict[str, Staff]) -> None:
    note_look(file, by=staff["ma"], at=NOON)
    line = FileTrace.objects.filter(file=file).last()
    assert line is not None
    with pytest.raises(NotImplementedError):
        line.save()
    with pytest.raises(NotImplementedError):
        line.delete()


def test_a_shop_sees_only_its_own_files(file: CustomerFile, sign_in: Browser) -> None:
    assert sign_in("li").get("/files/999999/").status_code == 404
    assert sign_in("zhao").get(f"/files/{file.vehicle_id}/").status_code == 403


def test_13_6_the_cabinet_tells_where_a_file_is(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    li = sign_in("li")
    assert "在柜" in li.get("/files/cabinet/?q=12345").content.decode()
    assert file.cabinet in li.get(f"/files/cabinet/?q={file.cabinet.lower()}").content.decode()
    assert "没有找到档案" in li.get("/files/cabinet/?q=99999").content.decode()
    lend_file(
        file, borrower=staff["ma"], reason="核对保修", due_on=NOON.date(), by=staff["dang"], at=NOON
    )
    assert "马丽借阅" in li.get("/files/cabinet/?q=12345").content.decode()


def test_13_6_the_keeper_lends_moves_and_hands_over(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    dang = sign_in("dang")
    told = {"borrower": str(staff["ma"].pk), "reason": "核对保修", "due_on": "2999-01-01"}
    assert keep(dang, file, "lend", token="a", **told).status_code == 302  # type: ignore[attr-defined]
    assert keep(dang, file, "lend", token="a", **told).status_code == 302  # type: ignore[attr-defined]
    assert FileLoan.objects.count() == 1
    again = keep(dang, file, "lend", token="b", **told)
    assert again.status_code == 422  # type: ignore[attr-defined]
    assert "档案已借给马丽" in again.content.decode()  # type: ignore[attr-defined]
    assert keep(dang, file, "take-back").status_code == 302  # type: ignore[attr-defined]
    assert keep(dang, file, "take-back").status_code == 422  # type: ignore[attr-defined]
    assert keep(dang, file, "move", cabinet="c-01-09").status_code == 302  # type: ignore[attr-defined]
    file.refresh_from_db()
    assert file.cabinet == "C-01-09"
    assert keep(dang, file, "move", cabinet="C-01-09").status_code == 422  # type: ignore[attr-defined]
    done = FileTrace.objects.filter(file=file, by=staff["dang"]).order_by("pk")
    assert list(done.values_list("what", flat=True)) == ["filed", "lent", "came_back", "moved"]


def test_wrong_input_of_the_keeper_stays_and_nothing_is_written(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    dang = sign_in("dang")
    told = {"borrower": str(staff["ma"].pk), "reason": "  ", "due_on": "2020-01-01"}
    response = keep(dang, file, "lend", **told)
    assert response.status_code == 422  # type: ignore[attr-defined]
    past = keep(dang, file, "lend", **{**told, "reason": "核对"})
    assert past.status_code == 422  # type: ignore[attr-defined]
    assert "归还日期已过" in past.content.decode()  # type: ignore[attr-defined]
    assert not FileLoan.objects.exists()


def test_13_6_nobody_but_the_keeper_changes_a_file(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    for who in ("li", "he", "jing"):
        assert keep(sign_in(who), file, "move", cabinet="C-01-09").status_code == 403  # type: ignore[attr-defined]
        assert "更换保管人" not in sign_in(who).get(f"/files/{file.vehicle_id}/").content.decode()
    file.refresh_from_db()
    assert file.cabinet == "A-01-01"


def test_13_6_only_a_records_keeper_keeps(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    response = keep(sign_in("dang"), file, "keeper", keeper=str(staff["li"].pk))
    assert response.status_code == 422  # type: ignore[attr-defined]


def test_the_odometer_is_drawn_from_two_readings_on() -> None:
    assert odometer_line([(AT, 46210)]) == []
    first, second = odometer_line([(AT, 46210), (AT + timedelta(days=30), 48000)])
    assert (first.x, first.y, second.x, second.y) == ("12.0", "108.0", "588.0", "12.0")


# -- mended after the car has gone -----------------------------------------------------------------

VIN = "LSVFA49J232037048"


def mended(**typed: str) -> dict[str, str]:
    """Return what is typed to mend the car of ``file``: it is a Passat of 2019."""
    return {"plate": "沪A·12345", "plate_kind": "blue", "vin": "", "make": "大众", "model":
            "帕萨特", "year": "2019", "reason": "照行驶证", **typed}  # fmt: skip


@pytest.mark.parametrize("who", ["dang", "he", "jing"])
def test_13_2_vin_and_model_are_mended_afterwards_with_a_reason(
    file: CustomerFile, sign_in: Browser, who: str
) -> None:
    client = sign_in(who)
    page = client.get(f"/files/{file.vehicle_id}/").content.decode()
    assert f"/files/{file.vehicle_id}/?deed=mend#keep" in page  # the gap leads to it
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))  # two forms ask for a reason
    typed = mended(vin=VIN, engine_no="CBL-118")
    for _press in range(2):
        assert keep(client, file, "mend", token="once", **typed).status_code == 302  # type: ignore[attr-defined]
    car = file.vehicle
    car.refresh_from_db()
    assert (car.vin, car.engine_no, car.model) == (VIN, "CBL-118", "帕萨特")
    assert SearchKey.objects.filter(vehicle=car, kind="vin").exists()
    lines = FileTrace.objects.filter(file=file, what="mended").order_by("pk")
    assert [line.words for line in lines] == [f"— → {VIN} · 照行驶证", "— → CBL-118 · 照行驶证"]
    assert {line.by.username for line in lines} == {who}
    assert keep(client, file, "mend", **typed).status_code == 422  # type: ignore[attr-defined]


def test_13_2_a_vin_that_another_car_has_leads_to_its_file(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    other, _new = know_vehicle(file.shop, plate="沪B66666", vin=VIN, at=AT)
    answer = keep(sign_in("dang"), file, "mend", **mended(vin=VIN))
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert f'href="/files/{other.pk}/"' in page
    assert f'href="/files/{file.vehicle_id}/merge/?other=%E6%B2%AAB66666"' in page
    assert "一车一档" in page
    assert VIN in page  # what was typed is kept
    file.vehicle.refresh_from_db()
    assert file.vehicle.vin == ""


def test_13_2_without_a_reason_or_by_another_nothing_is_mended(
    file: CustomerFile, sign_in: Browser
) -> None:
    dang = sign_in("dang")
    assert keep(dang, file, "mend", **mended(vin=VIN, reason=" ")).status_code == 422  # type: ignore[attr-defined]
    assert keep(dang, file, "mend", **mended(vin="LSV123")).status_code == 422  # type: ignore[attr-defined]
    assert keep(dang, file, "mend", **mended(year="2999")).status_code == 422  # type: ignore[attr-defined]
    odd = VIN.replace("232", "132")  # its check digit is wrong: right only with a note
    assert keep(dang, file, "mend", **mended(vin=odd)).status_code == 422  # type: ignore[attr-defined]
    for who in ("li", "ma"):
        assert keep(sign_in(who), file, "mend", **mended(vin=VIN)).status_code == 403  # type: ignore[attr-defined]
    assert not FileTrace.objects.filter(what="mended").exists()
    assert keep(dang, file, "mend", **mended(vin=odd, vin_note="照铭牌")).status_code == 302  # type: ignore[attr-defined]


# -- a shop without a records keeper ---------------------------------------------------------------


def test_13_6_a_refused_try_is_noted_with_the_role(
    file: CustomerFile, staff: dict[str, Staff], sign_in: Browser
) -> None:
    page = f"/files/{file.vehicle_id}/"
    sun, li = sign_in("sun"), sign_in("li")
    for address in (page, page, f"{page}mend/", f"{page}merge/", f"{page}lend/", "/files/999/"):
        assert sun.get(address).status_code == 403
    for address in (f"{page}lend/", f"{page}mend/", f"{page}merge/"):
        assert li.post(address).status_code == 403
    told = FileTrace.objects.filter(what__in=REFUSED).order_by("pk")
    assert [(one.by.name, one.what_word, one.acted_as) for one in told] == [
        ("孙师傅", Trace.NOT_LET_IN, (Role.DISPATCHER,)),
        ("李雯", Trace.NOT_LET_DO, (Role.ADVISOR,)),
    ]
    # Who was refused and is then let in has looked.
    assert note_look(file, by=staff["sun"], at=told[0].at)
    # A try some time later is another one.
    assert note_refusal(file, Trace.NOT_LET_IN, by=staff["sun"], at=told[0].at + ONE_LOOK)


def test_13_6_a_shop_without_a_keeper_is_told_so_where_it_matters(
    staff: dict[str, Staff], sign_in: Browser
) -> None:
    visit = released(staff, AT)
    pages = (
        f"/files/{visit.vehicle_id}/",
        "/files/cabinet/",
        f"/visits/{visit.pk}/?for=file_set_up",
    )
    words, link = "本店还没有档案员", 'href="/shop/people/"'
    for page in pages:
        assert words not in sign_in("li").get(page).content.decode()
    Staff.objects.filter(pk=staff["dang"].pk).update(is_active=False)
    for page in pages:
        shown = sign_in("li").get(page).content.decode()
        assert words in shown, page
        assert link not in shown, page  # he can't open it: it says who can
        assert "请经理" in shown, page
    for page in pages[:2]:
        shown = sign_in("jing").get(page).content.decode()
        assert words in shown, page
        assert link in shown, page
    assert words in sign_in("jing").get("/shop/people/").content.decode()
    (item,) = [one for one in owed_now(staff["jing"], NOON, only_mine=True) if one.clause == "13.6"]
    assert item.url == "/shop/people/"
    assert "13.6" not in {one.clause for one in owed_now(staff["li"], NOON)}
    Staff.objects.filter(pk=staff["dang"].pk).update(is_active=True)
    assert "13.6" not in {one.clause for one in owed_now(staff["jing"], NOON)}
