"""What the printed register of bookings needs; how it is filled stands in `contents.py`."""

from typing import TypedDict

from jieche.journal.content_blocks import Bilingual, Person, ShopHead


class RegisterRow(TypedDict):
    """One booking in the register (16.6)."""

    no: int
    number: str
    starts_at: str
    expected_end_at: str
    plate: str
    customer: Person
    items: list[str]
    bay: str
    source: Bilingual
    asked_fen: int  # to be paid ahead; 0 where nothing was asked or it was waived
    paid_fen: int
    told: bool  # the workshop was (16.7)
    reminded: bool  # the customer was (16.8)
    state: Bilingual
    advisor: str
    taken_at: str


class RegisterContent(TypedDict):
    """预约登记表, the bookings of some days. Printed as they stand, never frozen."""

    number: str
    shop: ShopHead
    first_on: str
    last_on: str
    printed_by: str
    rows: list[RegisterRow]
