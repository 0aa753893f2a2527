"""The blocks that printed papers share: shop, car, persons, prices, signatures, marks on the car.

Types only. How they are filled stands at the top of `contents.py`.
"""

from typing import Literal, TypedDict


class Bilingual(TypedDict):
    """One word or sentence of the shop's in both languages; `en` may be "": zh alone is printed."""

    zh: str
    en: str


class Point(TypedDict):
    """One point of a stroke. x and y in whole tenths of a CSS pixel, y growing downwards."""

    x: int
    y: int


class Stroke(TypedDict):
    """One pen-down to pen-up, shaped as in signature_pad's `toData()`, in whole numbers."""

    points: list[Point]


class Signature(TypedDict):
    """A signature given. A box not signed is None in its place, and is printed empty."""

    name: str
    role: Bilingual | None  # 车主, 送修人, 车间接车人
    at: str  # 8.8: for the workshop's receiver to ten minutes or finer
    how: Literal["drawn", "typed", "on_paper", "declined"]  # declined: `note` says why and by whom
    strokes: list[Stroke]  # [] unless drawn
    version: int | None  # the version of this paper that was in front of the signer …
    sha16: str  # … and the first 16 hex digits of its SHA-256; "" when there is none
    note: str


class ShopHead(TypedDict):
    """The shop as it stands at the head of every paper."""

    name: str
    name_en: str
    address: str
    phone: str
    complaint_phone: str
    credit_code: str  # 统一社会信用代码
    filing_no: str  # 经营备案编号
    site: str  # "https://desk.example.cn", for the QR; "" prints number and hash alone


class Person(TypedDict):
    """Somebody with a telephone. Both may be ""."""

    name: str
    phone: str


class Car(TypedDict):
    """The car as it stands on a paper."""

    plate: str  # with no separator: "浙B55N1P"; "无牌" where there is none
    plate_colour: Bilingual | None  # 蓝牌, 绿牌 …
    model: str  # brand, series, year: "丰田 凯美瑞 2021"
    vehicle_type: Bilingual | None  # 小型轿车 …
    colour: str
    vin: str
    engine_no: str
    odometer_km: int | None


class Head(TypedDict):
    """What every paper begins with."""

    number: str
    shop: ShopHead
    car: Car
    owner: Person
    sender: Person  # who brought the car; the owner again where it is he


class LabourLine(TypedDict):
    """One repair item 维修项目 with its work."""

    no: int
    item: str
    detail: str  # work content 作业内容
    method: Bilingual | None  # article 4: 系统 / 现象 / 项目
    hours: str  # "" where the item has one price
    rate_fen: int | None
    amount_fen: int
    note: str


class PartLine(TypedDict):
    """One material or part 材料配件."""

    no: int
    name: str
    code: str
    brand: str
    grade: Bilingual | None  # 原厂 / 同质 / 修复 …
    quantity: str
    unit: str
    price_fen: int
    amount_fen: int
    own: bool  # brought by the customer 托修方自备: no warranty
    note: str


class FeeLine(TypedDict):
    """One other fee: diagnosis, inspection, sublet, towing, risk amount (4.3)."""

    no: int
    name: str
    amount_fen: int
    note: str


class Prices(TypedDict):
    """Lines and their sums, of an order, a supplement or a settlement.

    The sums are the station's; the press refuses a paper whose sums do not agree with its lines.
    """

    labour: list[LabourLine]
    parts: list[PartLine]
    fees: list[FeeLine]
    labour_fen: int
    parts_fen: int
    fees_fen: int
    discount_fen: int  # >= 0, is taken off
    rounding_fen: int  # 抹零, >= 0, is taken off
    total_fen: int  # labour + parts + fees - discount - rounding, tax included
    tax_percent: str  # "13"; "" where none is shown
    tax_fen: int | None  # the tax inside total_fen


class WarrantyTerm(TypedDict):
    """The warranty of one category: km and days, whichever is reached first."""

    category: Bilingual
    items: list[str]  # the items it covers; [] for "all items of this category"
    km: int
    days: int


class Zone(TypedDict):
    """One of the four zones of the walk-around (6.6)."""

    zone: Bilingual
    normal: bool
    note: str


class Mark(TypedDict):
    """One mark on the drawn car (6.7).

    x and y are thousandths of the picture's width and height, from its top left corner.
    Top view: nose up. Left view: the car's left side, nose to the left. Right: nose to the right.
    """

    no: int
    view: Literal["top", "left", "right", "front", "rear"]
    x: int
    y: int
    kind: Bilingual  # 划痕, 凹陷 …
    note: str
    old: bool  # known from an earlier visit


class WalkAround(TypedDict):
    """The walk-around check as it stands on the order."""

    zones: list[Zone]
    marks: list[Mark]
    photos: int
    by: str
    at: str


class AheadLine(TypedDict):
    """What became of the money paid ahead of a booking whose car leaves unrepaired (16.5)."""

    number: str  # of the booking
    paid_fen: int
    fee_fen: int  # set against the diagnosis fee
    returned_fen: int
    kept_fen: int  # earnest money, the customer having broken off
    penalty_fen: int  # paid on top, the shop having broken off
    given_to: str


class ReplyLine(TypedDict):
    """One reply to a complaint, or the hour that was promised for the next."""

    at: str
    by: str
    what: Bilingual  # 答复 / 约定下次答复
    text: str  # the reply in words, or the promised hour
