"""What other stations ask of the hand-in: marks, belongings, papers, key, readings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from jieche.checkin.models import (
    BelongingsList,
    BoxUse,
    Discrepancy,
    KeyMove,
    KeyRecord,
    PapersCheck,
    Readings,
    VehicleDocument,
    Walkaround,
    WalkaroundMark,
)
from jieche.checkin.words import Holder
from jieche.journal.once import once_a_page
from jieche.journal.queries import last_entry
from jieche.rulebook.words import Event
from jieche.shop.models import Place, Shop
from jieche.shop.queries import places
from jieche.ui.car import Mark
from jieche.visits.models import Category, Visit
from jieche.visits.queries import order_of

# Where a key went, with whose hand it was.
_MOVES = Prefetch("moves", KeyMove.objects.select_related("by"))

# Categories whose papers must be listed (6.2).
NEED_PAPERS = frozenset({Category.SECOND_MAINTENANCE, Category.INSPECTION})


def needs_papers(visit: Visit) -> bool:
    """Say whether the order's category asks for the car's papers: 二级维护, 年审 (6.2)."""
    order = order_of(visit)
    return order is not None and order.category_word in NEED_PAPERS


def papers_of(visit: Visit) -> PapersCheck | None:
    """Return the check of papers that counts, None before the first."""
    return PapersCheck.objects.filter(visit=visit).prefetch_related("documents").last()


@once_a_page
def documents_of(visit: Visit) -> list[VehicleDocument]:
    """Return the papers listed at the check that counts."""
    check = papers_of(visit)
    return list(check.documents.all()) if check else []


def discrepancy_of(visit: Visit) -> Discrepancy | None:
    """Return what was last found wrong with the papers, None where nothing was."""
    return Discrepancy.objects.filter(visit=visit).last()


@once_a_page
def walkaround_of(visit: Visit) -> Walkaround | None:
    """Return the walk-around that counts, None before the first."""
    return (
        Walkaround.objects.filter(visit=visit)
        .select_related("by")
        .prefetch_related("marks", "marks__photos")
        .last()
    )


def known_marks(visit: Visit) -> list[WalkaroundMark]:
    """Return the marks that earlier visits of the car have found: those of its last walk-around."""
    if visit.vehicle_id is None:
        return []
    last = (
        Walkaround.objects.filter(visit__vehicle_id=visit.vehicle_id)
        .exclude(visit=visit)
        .order_by("at", "pk")
        .last()
    )
    return list(last.marks.all()) if last else []


def new_marks(walk: Walkaround | None) -> list[Mark]:
    """Return the marks that this walk-around itself has found, as the drawing shows them."""
    return [mark.drawn() for mark in walk.marks.all() if not mark.is_old] if walk else []


@once_a_page
def belongings_of(visit: Visit) -> BelongingsList | None:
    """Return the list of belongings that counts, None before the first."""
    return BelongingsList.objects.filter(visit=visit).prefetch_related("items").last()


def last_quantities(visit: Visit) -> Mapping[str, int]:
    """Return how many of each thing the car brought last time, by name."""
    if visit.vehicle_id is None:
        return {}
    before = (
        BelongingsList.objects.filter(visit__vehicle_id=visit.vehicle_id)
        .exclude(visit=visit)
        .order_by("at", "pk")
        .last()
    )
    return {item.name: item.quantity for item in before.items.all()} if before else {}


@once_a_page
def box_of(visit: Visit) -> BoxUse | None:
    """Return the storage box that is kept for the visit, None where there is none."""
    return BoxUse.objects.filter(visit=visit, until=None).select_related("box").last()


def box_used(visit: Visit) -> str:
    """Return the name of the box the visit's things were put in, freed since or not; "" if none."""
    boxed = last_entry(visit.matter, Event.BELONGINGS_BOXED)
    none = last_entry(visit.matter, Event.NOTHING_TO_BOX)
    if boxed is None or (none is not None and none.number > boxed.number):
        return ""
    return str(boxed.facts["box"])


def free_boxes(shop: Shop, visit: Visit | None = None) -> list[Place]:
    """Return the storage boxes that no car has, or that are kept for ``visit``."""
    others = BoxUse.objects.filter(box__shop=shop, until=None).exclude(visit=visit)
    return _without(places(shop, Place.Kind.STORAGE_BOX), others.values_list("box_id", flat=True))


def free_hooks(shop: Shop, visit: Visit | None = None) -> list[Place]:
    """Return the hooks of the key cabinet that hold no key, or the key of ``visit``."""
    others = KeyRecord.objects.filter(shop=shop, until=None).exclude(visit=visit)
    return _without(places(shop, Place.Kind.KEY_HOOK), others.values_list("hook_id", flat=True))


def _without(all_of_them: list[Place], taken: Iterable[int]) -> list[Place]:
    gone = set(taken)
    return [place for place in all_of_them if place.pk not in gone]


@dataclass(frozen=True)
class KeyAt:
    """Where a car's key is: its tag and hook, who has it and since when."""

    tag: str
    hook: str
    keys: int
    holder: Holder
    by: str  # whose hand gave it there
    since: datetime
    is_ours: bool  # False: given back to the customer


@once_a_page
def key_record_of(visit: Visit) -> KeyRecord | None:
    """Return the register line of the visit's key, open or given back."""
    return (
        KeyRecord.objects.filter(visit=visit).select_related("hook").prefetch_related(_MOVES).last()
    )


def key_of(visit: Visit) -> KeyAt | None:
    """Return where the key is and who has it, None where it was never hung. Clause 6.11."""
    record = key_record_of(visit)
    return _key_at(record) if record else None


def keys_of(visits: Iterable[Visit]) -> dict[int, KeyAt]:
    """Return where the keys of many visits are, by visit, in two queries."""
    records = (
        KeyRecord.objects.filter(visit__in=[visit.pk for visit in visits])
        .select_related("hook")
        .prefetch_related(_MOVES)
        .order_by("pk")
    )
    return {record.visit_id: _key_at(record) for record in records}


def _key_at(record: KeyRecord) -> KeyAt:
    moves: list[KeyMove] = list(record.moves.all())
    last = moves[-1]
    return KeyAt(
        record.tag,
        record.hook.name,
        record.keys,
        Holder.of(last.holder),
        last.by.name,
        last.at,
        is_ours=record.until is None,
    )


@once_a_page
def readings_of(visit: Visit) -> Readings | None:
    """Return the readings that count, None before the first."""
    return Readings.objects.filter(visit=visit).last()


@dataclass(frozen=True)
class Hook:
    """A hook of the key cabinet, with the car whose key it holds; free without one."""

    name: str
    visit: Visit | None = None
    key: KeyAt | None = None


def cabinet(shop: Shop) -> list[Hook]:
    """Return the hooks of the key cabinet side by side, those in use with their key."""
    records = (
        KeyRecord.objects.filter(shop=shop, until=None)
        .select_related("hook", "visit", "visit__vehicle", "visit__advisor")
        .prefetch_related(_MOVES)
    )
    hung = {
        record.hook_id: Hook(record.hook.name, record.visit, _key_at(record)) for record in records
    }
    out_of_order = [
        hung[pk] for pk in hung.keys() - {hook.pk for hook in places(shop, Place.Kind.KEY_HOOK)}
    ]
    return [
        *(hung.get(hook.pk, Hook(hook.name)) for hook in places(shop, Place.Kind.KEY_HOOK)),
        *out_of_order,
    ]
