"""Two records of one car: how the other is found, what stands against putting them together."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from jieche.appointments.queries import waiting_of
from jieche.care import file_queries as files
from jieche.rulebook.judge import Refusal
from jieche.values.plate import search_text
from jieche.vehicles.models import Vehicle
from jieche.vehicles.queries import found
from jieche.visits.queries import here_now


def meant_by(car: Vehicle, typed: str) -> list[Vehicle]:
    """Return the other records that may be meant: by plate or VIN, whole or the tail of one."""
    text = search_text(typed)
    others = Vehicle.objects.filter(shop_id=car.shop_id).exclude(pk=car.pk)
    whole = others.filter(Q(plate=text) | Q(vin=text)) if text else others.none()
    exact = list(whole.select_related("owner"))
    return exact or [other for other in found(car.shop, typed) if other.pk != car.pk]


@dataclass(frozen=True)
class InTheWay:
    """A reason against putting two records together, and the page that mends it, if any."""

    refusal: Refusal
    url: str = ""


def in_the_way(stays: Vehicle, goes: Vehicle) -> list[InTheWay]:
    """Return everything against putting the record ``goes`` into ``stays`` (13.2)."""
    if gone := next((car for car in (goes, stays) if car.merged_into is not None), None):
        one = gone.one_that_stays
        words = Refusal(
            f"已经并入 {one} 的车档", f"It was put into the file of {one} already", "13.2"
        )
        return [InTheWay(words, _file(one))]
    return [*_not_one_car(stays, goes), *_both_here(stays, goes), *_files(stays, goes)]


def _not_one_car(stays: Vehicle, goes: Vehicle) -> list[InTheWay]:
    if not (stays.vin and goes.vin):
        return []
    words = Refusal(
        f"车架号不同（{stays.vin}，{goes.vin}）：不是同一台车。其中一个写错了的，先更正",
        f"The VINs differ ({stays.vin}, {goes.vin}): these are two cars. If one is written "
        "wrongly, mend it first",
        "13.2",
    )
    return [InTheWay(words, f"{_file(goes)}?deed=mend#keep")]


def _both_here(stays: Vehicle, goes: Vehicle) -> list[InTheWay]:
    against = []
    ours, theirs = here_now(stays), here_now(goes)
    if ours is not None and theirs is not None:
        words = Refusal(
            f"两份都有未了结的来访（{ours.number}，{theirs.number}）：先了结其中一次",
            f"Both have a visit that is open ({ours.number}, {theirs.number}): end one first",
            "P.1",
        )
        against.append(InTheWay(words, theirs.get_absolute_url()))
    for booking in waiting_of(goes):
        same = (
            waiting_of(stays)
            .filter(starts_at__lt=booking.ends_at, ends_at__gt=booking.starts_at)
            .first()
        )
        if same is not None:
            words = Refusal(
                f"预约 {booking.number} 与 {same.number} 同一时间：先改期或取消其中一个",
                f"Bookings {booking.number} and {same.number} are for the same hours: move or "
                "cancel one first",
                "16.7",
            )
            against.append(InTheWay(words, booking.get_absolute_url()))
    return against


def _files(stays: Vehicle, goes: Vehicle) -> list[InTheWay]:
    """Return what keeps two folders from becoming one: no folder here, or one is lent out."""
    file = files.file_of(stays)
    if file is None:
        words = Refusal(
            "保留的这份还没有建档：从已建档的那份合并，或先建档",
            "The record that stays has no file: begin from the one that has, or set it up first",
            "13.1",
        )
        other = stays.plate or stays.vin
        begins = f"{reverse('care:merge', args=[goes.pk])}?{urlencode({'other': other})}"
        return [InTheWay(words, begins if files.file_of(goes) else _file(stays))]
    against = []
    for each in (file, files.file_of(goes)):
        if (loan := files.open_loan(each)) is not None and each is not None:
            words = Refusal(
                f"档案 {each.number} 已借给{loan.borrower.name}：先归还",
                f"File {each.number} is lent to {loan.borrower.name}: bring it back first",
                "13.6",
            )
            against.append(InTheWay(words, f"{each.get_absolute_url()}?deed=take-back#keep"))
    return against


def _file(car: Vehicle) -> str:
    return reverse("care:file", args=[car.pk])
