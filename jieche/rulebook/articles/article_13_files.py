"""Article 13: customer files."""

from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Guidance,
    Needs,
    Only,
    Written,
)
from jieche.rulebook.timing import SameDay
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Role

FILE = "care.CustomerFile"

ARTICLE = Article(
    "13",
    "客户档案管理",
    "Customer files",
    Clause(
        "13.1",
        "客户进厂当日，业务接待为其建立业务档案。",
        "A business file is set up on the day the customer enters.",
        Follows(E.FILE_SET_UP, after=E.ORDER_SIGNED, when=SameDay()),
    ),
    Clause(
        "13.2",
        "一车一档，同一辆车不另立新档。",
        "There is one file for one car, and no second one for the same car.",
        Written("vehicles.Vehicle", rule="one_record_for_a_vin"),
        Written("vehicles.Vehicle", rule="one_record_for_a_plate"),
    ),
    Clause(
        "13.3",
        "档案含客户、车辆、维修项目、修理保养、结算、投诉六项，以维修单为主。",
        "The file holds customer, car, repair items, history, settlements and complaints, drawn "
        "mainly from the orders.",
        Written(FILE, rule="six_sections_filled_or_none"),
    ),
    Clause(
        "13.4",
        "老客户再来，新单仍归入原档。",
        "When a customer returns, the new sheet goes into the original file.",
        ByDesign(
            "登记来访先按车架号、车牌、电话找到原车，找到的不能另建。",
            "An arrival is first matched by VIN, plate and phone; a car that is known can't be "
            "entered a second time.",
            at=(E.VEHICLE_ARRIVED, E.FILE_SET_UP),
        ),
    ),
    Clause(
        "13.5",
        "建档细心，规定的资料一份不可遗失。",
        "Filing is careful, and no required paper is lost.",
        Written("care.FiledPaper", rule="required_paper_is_present"),
        Needs(E.FILE_SET_UP, before=E.PAPERS_FILED),
        Follows(E.PAPERS_FILED, after=E.RELEASED, when=SameDay()),
        Guidance(
            "纸质资料是否放对，由档案员每月盘点。",
            "Whether paper lies in its place is seen by the records keeper's monthly count.",
        ),
    ),
    Clause(
        "13.6",
        "档案有柜、有人管：柜号固定，专人负责，谁查阅都留记录。",
        "Files stay in their cabinet in the charge of a named keeper; who looks is on record.",
        Only((Role.RECORDS_KEEPER,), E.PAPERS_FILED),
        Written(FILE, "keeper"),
        Written(FILE, "cabinet"),
        ByDesign(
            "改动档案只有档案员能做；每次查阅自动留痕，被拒的也留。",
            "Only the records keeper can change a file; every look leaves a trace, so does a "
            "refused one.",
        ),
    ),
)
