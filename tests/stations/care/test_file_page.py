"""The page of a file, the cabinet, and who looked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jieche.care.file_commands import lend_file, note_look
from jieche.care.file_models import CustomerFile, FileLoan, FileTrace
from jieche.care.file_page import odometer_line
from jieche.staff.models import Staff
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
