"""The walk around the car with the customer."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import translation

from jieche.checkin import queries
from jieche.checkin.commands.steps import begin
from jieche.checkin.models import MarkPhoto, Walkaround, WalkaroundMark
from jieche.checkin.words import Finding, Zone
from jieche.journal import door
from jieche.journal.door import Refused, Ticks
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.ui.car import ZONES, Mark
from jieche.visits.models import Visit


@dataclass(frozen=True)
class ZoneFound:
    """How one zone was found, with words where it is not normal."""

    finding: Finding
    note: str = ""


@transaction.atomic
def walk_around(
    visit: Visit,
    *,
    zones: Mapping[Zone, ZoneFound],
    marks: Sequence[Mark] = (),
    repaired: Sequence[int] = (),
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Walkaround:
    """
    Write down the walk-around: four zones, and the marks on the drawn car (6.6, 6.7).

    ``marks`` are the new ones. Those of the last visit stay on the drawing as old, but for the
    numbers in ``repaired``. Raises Refused where something is abnormal and nothing says what.
    """
    begin(visit, by=by, at=at)
    if unsaid := [_say(zone) for zone, found in zones.items() if _is_unsaid(zone, found, marks)]:
        raise Refused(unsaid)
    before = queries.walkaround_of(visit)
    walk = Walkaround.objects.create(
        visit=visit,
        **{zone.value: found.finding.value for zone, found in zones.items()},
        **{f"{zone.value}_note": found.note for zone, found in zones.items()},
        mark_count=len(marks),
        by=by,
        at=at,
    )
    known = [mark for mark in queries.known_marks(visit) if mark.pk not in repaired]
    for old in known:
        _mark(walk, old.drawn(), is_old=True)
    for mark in marks:
        row = _mark(walk, mark)
        if mark.photo:
            _keep(row, mark.photo, at=at)
        elif before:
            _keep_on(row, before)
    facts = {
        "abnormal": [z.value for z, found in zones.items() if found.finding is Finding.ABNORMAL],
        "marks": len(marks),
        "old": len(known),
        "photos": [p.sha256 for p in MarkPhoto.objects.filter(mark__walkaround=walk)],
    }
    door.record(visit.matter, Event.WALKED_AROUND, by=by, at=at, facts=facts, ticked=ticked)
    return walk


def _is_unsaid(zone: Zone, found: ZoneFound, marks: Sequence[Mark]) -> bool:
    is_marked = zone is Zone.EXTERIOR and bool(marks)
    return found.finding is Finding.ABNORMAL and not found.note and not is_marked


def _say(zone: Zone) -> Refusal:
    zh, en = "写明异常", "write what is wrong"
    if zone is Zone.EXTERIOR:
        zh, en = f"在车图上标出，或{zh}", f"mark it on the car, or {en}"
    return Refusal(
        f"{zone.zh}异常：{zh}", f"{zone.en.capitalize()}: {en}", "6.7", field=f"{zone.value}_note"
    )


def _mark(walk: Walkaround, mark: Mark, *, is_old: bool = False) -> WalkaroundMark:
    return WalkaroundMark.objects.create(
        walkaround=walk,
        zone=mark.zone,
        damage=mark.damage,
        x=mark.x,
        y=mark.y,
        remark=mark.note,
        note=_as_printed(mark),
        is_old=is_old,
    )


def _as_printed(mark: Mark) -> str:
    """Say where the mark is, in Chinese as the paper does, with what was typed."""
    with translation.override("zh-hans"):
        return f"{ZONES[mark.zone][0]} {mark.note}".strip()


def _keep_on(row: WalkaroundMark, before: Walkaround) -> None:
    """Let a mark that was there before keep its photo, when the walk-around is done again."""
    for old in before.marks.all():
        if (old.zone, old.x, old.y) == (row.zone, row.x, row.y):
            for photo in old.photos.all():
                MarkPhoto.objects.create(
                    shop_id=photo.shop_id,
                    mark=row,
                    file=photo.file.name,
                    sha256=photo.sha256,
                    at=photo.at,
                )


def _keep(row: WalkaroundMark, photo: "File[bytes]", *, at: datetime) -> MarkPhoto:
    """Keep a photo of a mark with its hash; the name of the file on the phone says nothing."""
    digest = hashlib.sha256()
    for chunk in photo.chunks():
        digest.update(chunk)
    photo.name = f"{digest.hexdigest()[:24]}.{(photo.name or '').rpartition('.')[2].lower()}"
    return MarkPhoto.objects.create(
        shop_id=row.walkaround.visit.shop_id,
        mark=row,
        file=photo,
        sha256=digest.hexdigest(),
        at=at,
    )
