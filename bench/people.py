"""Who works in the shop of the benchmark, and the cars it knows. Plain values for all processes."""

from dataclasses import dataclass

from jieche.rulebook.words import Role

PASSWORD = "bench-only-1"  # noqa: S105  # opens a shop that lives for some minutes

PEOPLE: dict[str, tuple[str, Role]] = {
    "li": ("李雯", Role.ADVISOR),
    "he": ("何主管", Role.RECEPTION_MANAGER),
    "sun": ("孙立", Role.DISPATCHER),
    "wang": ("王强", Role.TECHNICIAN),
    "wu": ("吴海", Role.WASHER),
    "peng": ("彭琳", Role.PARTS),
    "zhao": ("赵倩", Role.CASHIER),
    "dang": ("党洁", Role.RECORDS_KEEPER),
    "men": ("门福", Role.GATE),
    "jing": ("荆华", Role.SHOP_MANAGER),
}


@dataclass(frozen=True)
class Known:
    """A car that was here before, with what a person may remember of it."""

    plate: str
    name: str
    phone: str
    initials: str
    vin: str
    km: int
