"""What is done with a car's file: set up, filled, moved, lent, looked at. Articles 13, 14.2."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from jieche.care import file_queries as queries
from jieche.care.file_models import (
    ContactNote,
    CustomerFile,
    FiledPaper,
    FileLoan,
    FileTrace,
    Trace,
)
from jieche.customers.models import Customer
from jieche.journal import door
from jieche.journal.door import Ticks
from jieche.journal.queries import case_of
from jieche.rulebook import judge
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event, Role
from jieche.shop.commands import next_number
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.vehicles.commands import hold_car, index_vehicle
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit


@transaction.atomic
def set_up_file(
    visit: Visit,
    *,
    cabinet: str = "",
    keeper: Staff | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> CustomerFile:
    """
    Set up the car's file, or put the new order into the one it has (13.1, 13.2, 13.4).

    ``cabinet`` and ``keeper`` are for a new file; without them it gets the next free place and the
    first of the records keepers. Raises Refused where there is no car, no keeper, or the place is
    taken.
    """
    door.hold(visit.matter)
    if visit.vehicle_id is None:
        door.refuse("先登记车辆，再建档", "The car has to be registered first", clause="13.2")
    if not case_of(visit.matter).has(Event.ORDER_SIGNED):
        door.refuse(
            "签单进厂后才归档", "A car goes into the file once its order is signed", clause="13.1",
            mend=Event.ORDER_SIGNED,
        )  # fmt: skip
    # The car's row is the lock: two desks can't set up two files for it.
    car = hold_car(visit.vehicle_id)
    file = queries.file_of(car)
    is_new = file is None
    if file is None:
        file = _open(car, cabinet=cabinet, keeper=keeper, by=by, at=at)
    else:
        _go_through(file, car, at)
    facts = {"file": file.number, "cabinet": file.cabinet, "is_new": is_new}
    door.record(visit.matter, Event.FILE_SET_UP, by=by, at=at, facts=facts, ticked=ticked)
    trace(file, Trace.SET_UP if is_new else Trace.ADDED, by, at, visit.number)
    return file


def _open(
    car: Vehicle, *, cabinet: str, keeper: Staff | None, by: Staff, at: datetime
) -> CustomerFile:
    able = queries.keepers(by.shop)
    if not able:
        door.refuse(
            "本店还没有档案员，档案无人保管", "The shop has no records keeper to keep the file",
            clause="13.6",
        )  # fmt: skip
    _lock_cabinet(by.shop)
    place = cabinet or queries.next_place(by.shop)
    _refuse_taken(by.shop, place)
    return CustomerFile.objects.create(
        shop=by.shop, vehicle=car, cabinet=place, keeper=keeper or able[0], set_up_by=by,
        number=next_number(by.shop, "D", hours_of(by.shop).desk.day_of(at)),
        set_up_at=at, gone_through_at=at, **queries.found_now(car),
    )  # fmt: skip


def _lock_cabinet(shop: Shop) -> None:
    """Let one person at a time choose a place in the cabinet."""
    Shop.objects.select_for_update().get(pk=shop.pk)


def _refuse_taken(shop: Shop, place: str) -> None:
    other = queries.files_of(shop).filter(cabinet=place).select_related("vehicle").first()
    if other is not None:
        plate = other.vehicle.plate_shown
        door.refuse(
            f"{place} 已放着 {plate} 的档案", f"{place} holds the file of {plate} already",
            clause="13.6", at="cabinet",
        )  # fmt: skip


def _go_through(file: CustomerFile, car: Vehicle, at: datetime) -> None:
    """Note anew for each section whether it is filled or none."""
    found = queries.found_now(car)
    for name, state in found.items():
        setattr(file, name, state)
    file.gone_through_at = at
    file.save(update_fields=[*found, "gone_through_at"])


def go_through_file_of(car: Vehicle | None, at: datetime) -> None:
    """Note the six sections anew after something was added for a car; nothing without a file."""
    if car is not None and (file := queries.file_of(car)) is not None:
        _go_through(file, car, at)


def trace(file: CustomerFile, what: Trace, by: Staff, at: datetime, words: str = "") -> None:
    """Write who did what in the file's log: once, and kept (13.6)."""
    FileTrace.objects.create(
        shop_id=file.shop_id, file=file, what=what.value, words=words[:160], by=by, at=at,
        roles=[role.value for role in by.acts_as],
    )  # fmt: skip


@transaction.atomic
def file_papers(
    visit: Visit,
    *,
    on_paper: Sequence[str] = (),
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> CustomerFile:
    """
    File the papers of a released visit, and go through the six sections (13.3, 13.5).

    ``on_paper`` are the keys of those whose sheet lies in the folder. Raises Refused with every
    paper that is missing.
    """
    door.hold(visit.matter)
    file = queries.file_of(visit.vehicle)
    required = queries.required_papers(visit)
    missing = [each for each in required if each.document is None and each.key not in on_paper]
    if file is not None and missing and by.is_one_of(*_keeper_roles()):
        raise door.Refused(
            [
                Refusal(f"缺{each.name.zh}", f"{each.name.en} is missing", "13.5", each.mend)
                for each in missing
            ]
        )
    facts = {"papers": [each.key for each in required], "on_paper": sorted(on_paper)}
    door.record(visit.matter, Event.PAPERS_FILED, by=by, at=at, facts=facts, ticked=ticked)
    if file is None or visit.vehicle is None:  # the book has refused that: a file comes first
        raise AssertionError(visit)
    for each in required:
        FiledPaper.objects.update_or_create(
            visit=visit, name=each.name.value, number=each.number,
            defaults={
                "file": file, "document": each.document, "is_required": True,
                "is_on_paper": each.key in on_paper, "filed_by": by, "filed_at": at,
            },
        )  # fmt: skip
    _go_through(file, visit.vehicle, at)
    trace(file, Trace.FILED, by, at, visit.number)
    return file


def _keeper_roles() -> tuple[Role, ...]:
    return judge.allowed_roles(Event.PAPERS_FILED)


def hold_file(file: CustomerFile) -> None:
    """Lock a file and read it anew. Raises Refused where it was closed into another one."""
    file.refresh_from_db(from_queryset=CustomerFile.objects.select_for_update())
    if file.merged_into is not None:
        door.refuse(
            f"这份档案已并入 {file.merged_into.number}",
            f"This file was put into {file.merged_into.number}", clause="13.2",
        )  # fmt: skip


def note_look(file: CustomerFile, *, by: Staff, at: datetime) -> bool:
    """Note that a person opened the file; a page loaded again soon after is one look (13.6)."""
    return _note_once(file, Trace.LOOKED, by, at)


def note_refusal(file: CustomerFile, what: Trace, *, by: Staff, at: datetime) -> bool:
    """Note that a person whose role may not was refused the file; tried again soon, once (13.6)."""
    return _note_once(file, what, by, at)


def _note_once(file: CustomerFile, what: Trace, by: Staff, at: datetime) -> bool:
    if queries.noted_lately(file, what, by, at):
        return False
    with transaction.atomic():
        CustomerFile.objects.select_for_update().get(pk=file.pk)
        if queries.noted_lately(file, what, by, at):
            return False
        trace(file, what, by, at)
    return True


@transaction.atomic
def move_file(file: CustomerFile, *, cabinet: str, by: Staff, at: datetime) -> None:
    """Give the file another place; a place holds one file. Raises Refused where it is taken."""
    _lock_cabinet(by.shop)
    hold_file(file)
    if cabinet == file.cabinet:
        door.refuse("档案就在这个柜号", "The file stands there already", at="cabinet")
    _refuse_taken(by.shop, cabinet)
    before, file.cabinet = file.cabinet, cabinet
    file.save(update_fields=["cabinet"])
    trace(file, Trace.MOVED, by, at, f"{before} → {cabinet}")


@transaction.atomic
def give_to_keeper(file: CustomerFile, *, keeper: Staff, by: Staff, at: datetime) -> None:
    """Name who keeps the file from now on: a records keeper of the shop."""
    if keeper not in queries.keepers(by.shop):
        door.refuse(
            "保管人须是档案员", "Files are kept by a records keeper", clause="13.6", at="keeper"
        )
    hold_file(file)
    before, file.keeper = file.keeper, keeper
    file.save(update_fields=["keeper"])
    trace(file, Trace.KEPT_BY, by, at, f"{before.name} → {keeper.name}")


@transaction.atomic
def lend_file(
    file: CustomerFile, *, borrower: Staff, reason: str, due_on: date, by: Staff, at: datetime
) -> None:
    """Lend the paper file to a colleague until a day. Raises Refused while it is out."""
    hold_file(file)
    if (loan := queries.open_loan(file)) is not None:
        door.refuse(
            f"档案已借给{loan.borrower.name}，未归还", f"It is lent to {loan.borrower.name}",
            clause="13.6", at="borrower",
        )  # fmt: skip
    if due_on < hours_of(by.shop).desk.day_of(at):
        door.refuse("归还日期已过", "That day has passed", at="due_on")
    FileLoan.objects.create(
        file=file, borrower=borrower, reason=reason, due_on=due_on, lent_by=by, lent_at=at
    )
    trace(file, Trace.LENT, by, at, f"{borrower.name} · {reason}")


@transaction.atomic
def take_file_back(file: CustomerFile, *, by: Staff, at: datetime) -> None:
    """Put the paper file back into its place. Raises Refused where it is not out."""
    CustomerFile.objects.select_for_update().get(pk=file.pk)
    loan = queries.open_loan(file)
    if loan is None:
        door.refuse("档案没有借出", "The file is not lent out", clause="13.6")
    loan.back_at, loan.back_to = at, by
    loan.save(update_fields=["back_at", "back_to"])
    trace(file, Trace.CAME_BACK, by, at, loan.borrower.name)


@transaction.atomic
def note_contact(
    customer: Customer,
    *,
    employer: str,
    work_address: str,
    phone: str,
    told: str,
    by: Staff,
    at: datetime,
) -> ContactNote:
    """
    Note where a customer works and how he is reached, with the words by which he was told why.

    Clause 14.2. ``phone`` in digits. Raises Refused where the customer was not told the purpose.
    """
    if not told.strip():
        door.refuse(
            "先向客户说明用途，再记联系方式", "Tell the customer first what it is kept for",
            clause="14.2", at="told",
        )  # fmt: skip
    customer.employer, customer.work_address, customer.phone = employer, work_address, phone
    customer.notice_given_at = at
    customer.save(update_fields=["employer", "work_address", "phone", "notice_given_at"])
    for car in customer.cars.all():
        index_vehicle(car)
    return ContactNote.objects.create(
        customer=customer, employer=employer, work_address=work_address, phone=phone, told=told,
        by=by, at=at,
    )  # fmt: skip
