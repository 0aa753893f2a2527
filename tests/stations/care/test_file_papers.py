"""The papers of a released car go into its file, and none of them is missing."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jieche.care.file_commands import file_papers, set_up_file
from jieche.care.file_models import CustomerFile, FiledPaper
from jieche.care.file_queries import required_papers
from jieche.journal.door import Refused
from jieche.journal.models import Duty
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Category, RepairOrder, Visit
from tests.stations.tables.conftest import takes
from tests.support.cast import clock
from tests.support.story_file import filed, released

AT = clock("2026-11-23 08:30")
EVENING = clock("2026-11-23 15:00")
Browser = Callable[[str], Client]


@pytest.fixture
def visit(staff: dict[str, Staff]) -> Visit:
    """A car that has left, with its file set up."""
    visit = released(staff, AT)
    set_up_file(visit, by=staff["li"], at=EVENING)
    return visit


def test_13_5_the_keeper_files_what_was_frozen(
    visit: Visit, staff: dict[str, Staff], sign_in: Browser
) -> None:
    page = sign_in("dang").get(f"/visits/{visit.pk}/?act=file-papers").content.decode()
    assert "纸质件已在档案袋内" in page
    response = sign_in("dang").post(
        f"/visits/{visit.pk}/file-papers/", {"on_paper": [required_papers(visit)[0].key]}
    )
    assert response.status_code == 302
    papers = FiledPaper.objects.filter(visit=visit)
    assert {paper.name for paper in papers} == {
        "order", "belongings", "settlement", "warranty", "exit_notice",
    }  # fmt: skip
    assert [paper.name for paper in papers if paper.is_on_paper] == ["order"]
    assert all(paper.document for paper in papers)
    file = CustomerFile.objects.get(vehicle=visit.vehicle)
    assert (file.history, file.settlements, file.complaints) == ("filled", "filled", "none")


def test_13_5_every_missing_paper_is_named(visit: Visit, staff: dict[str, Staff]) -> None:
    # A second-level maintenance leaves with a certificate, which is a form of the authority.
    RepairOrder.objects.filter(visit=visit).update(category=Category.SECOND_MAINTENANCE.value)
    with pytest.raises(Refused) as refused:
        file_papers(visit, by=staff["dang"], at=EVENING)
    assert [(r.clause, r.zh) for r in refused.value.reasons] == [("13.5", "缺竣工出厂合格证副本")]
    assert not FiledPaper.objects.exists()
    file_papers(visit, on_paper=["certificate:"], by=staff["dang"], at=EVENING)
    assert FiledPaper.objects.get(name="certificate").document is None


def test_13_5_a_required_paper_can_not_be_absent(staff: dict[str, Staff]) -> None:
    file = filed(staff, AT)
    paper = FiledPaper.objects.filter(file=file).first()
    assert paper is not None
    row = {
        "file": file, "visit": paper.visit, "name": "certificate", "number": "", "document": None,
        "is_required": True, "is_on_paper": True, "filed_by": staff["dang"], "filed_at": EVENING,
    }  # fmt: skip
    assert takes(FiledPaper, row)
    assert not takes(FiledPaper, row, is_on_paper=False)
    assert takes(FiledPaper, row, is_on_paper=False, is_required=False)


def test_13_3_a_section_is_filled_or_none_and_nothing_else(staff: dict[str, Staff]) -> None:
    file = filed(staff, AT)
    assert not _changes(file, complaints="")
    assert not _changes(file, history="?")
    assert _changes(file, complaints="filled")


def _changes(file: CustomerFile, **changed: str) -> bool:
    try:
        with transaction.atomic():
            CustomerFile.objects.filter(pk=file.pk).update(**changed)
    except IntegrityError:
        return False
    return True


def test_13_6_only_the_keeper_files(visit: Visit, sign_in: Browser) -> None:
    for who in ("li", "he", "jing", "zhao"):
        assert sign_in(who).post(f"/visits/{visit.pk}/file-papers/").status_code == 403
    assert not FiledPaper.objects.exists()


def test_13_5_no_file_no_filing(staff: dict[str, Staff], sign_in: Browser) -> None:
    visit = released(staff, AT)
    response = sign_in("dang").post(f"/visits/{visit.pk}/file-papers/")
    assert response.status_code == 422
    assert "建立档案" in response.content.decode()


def test_13_5_on_the_day_it_is_kept_and_on_the_next_it_is_late(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    file_papers(visit, by=staff["dang"], at=clock("2026-11-24 09:00"))
    duty = Duty.objects.get(matter=visit.matter, clause="13.5")
    assert duty.met_at is not None
    assert duty.met_at > duty.due_at
    assert visit.matter.entries.filter(event=Event.PAPERS_FILED.value).count() == 1


def test_a_second_press_files_once(visit: Visit, sign_in: Browser) -> None:
    client = sign_in("dang")
    for _ in range(2):
        sign_in("dang")
        assert client.post(f"/visits/{visit.pk}/file-papers/", {"token": "t"}).status_code == 302
    assert visit.matter.entries.filter(event=Event.PAPERS_FILED.value).count() == 1
