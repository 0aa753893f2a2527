"""Article 6: hand-in of the car."""

from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Needs,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.timing import AtOnce
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

GATES = (E.HAND_IN_COMPLETED, E.TAKEN_INTO_WORKSHOP)

ARTICLE = Article(
    "6",
    "办理交车手续",
    "Hand-in of the car",
    Clause(
        "6.1",
        "维修单一签字，接待员就接着办交车手续。",
        "Once the order is signed the advisor starts the hand-in as soon as possible.",
        Follows(
            E.HAND_IN_STARTED,
            after=E.ORDER_SIGNED,
            when=AtOnce(Limit.HAND_IN),
            or_else=E.HAND_IN_COMPLETED,
        ),
    ),
    Clause(
        "6.2",
        "接收随车证件并列明，二级维护和年审车必须列出。",
        "The car's papers are taken in and listed, always so for second-level maintenance and "
        "annual inspection.",
        Needs(E.PAPERS_CHECKED, before=(E.BELONGINGS_SIGNED, E.HAND_IN_COMPLETED)),
        Written("checkin.PapersCheck", rule="inspection_car_has_its_papers_listed"),
    ),
    Clause(
        "6.3",
        "每件证件审验是否有效、完整、完好。",
        "Each paper is checked to be valid, complete and sound.",
        Written("checkin.VehicleDocument", "valid"),
        Written("checkin.VehicleDocument", "complete"),
        Written("checkin.VehicleDocument", "sound"),
    ),
    Clause(
        "6.4",
        "证件有差异，当时向客户说明，并写明处理办法。",
        "A discrepancy is explained to the customer there and then, with what is done about it.",
        With(Proof.ACTION, E.DISCREPANCY_FOUND),
    ),
    Clause(
        "6.5",
        "差异须请客户签字确认。",
        "The customer signs to confirm the discrepancy.",
        With(Proof.SIGNATURE, E.DISCREPANCY_SIGNED),
        Needs(E.DISCREPANCY_SIGNED, before=GATES, after=E.DISCREPANCY_FOUND),
    ),
    Clause(
        "6.6",
        "对外观、内饰表层、仪表、座椅逐一视检，各记正常或异常。",
        "Outside, interior surfaces, instruments and seats are viewed, each normal or not.",
        Written("checkin.Walkaround", "exterior"),
        Written("checkin.Walkaround", "interior"),
        Written("checkin.Walkaround", "instruments"),
        Written("checkin.Walkaround", "seats"),
    ),
    Clause(
        "6.7",
        "视检发现的异常，注明在进厂维修单上。",
        "Whatever is found abnormal is noted on the repair order.",
        Written("checkin.WalkaroundMark", "note"),
        ByDesign(
            "维修单上的环检图直接取自环检记录，不另抄。",
            "The order prints the drawing of the walk-around record itself; nothing is copied out.",
        ),
    ),
    Clause(
        "6.8",
        "随车工具和物品清点登记，没有的写明“无”。",
        "Tools and belongings are counted and listed; where there are none the list says so.",
        Needs(E.BELONGINGS_LISTED, before=(E.BELONGINGS_SIGNED, *GATES)),
        Written("checkin.BelongingsList", rule="empty_list_says_none"),
        Written("checkin.Belonging", "quantity"),
    ),
    Clause(
        "6.9",
        "随车物品清单由客户签字；所列物品、证件有变，须重签。",
        "The customer signs the list of items, and anew when its items or papers change.",
        With(Proof.SIGNATURE, E.BELONGINGS_SIGNED),
        Needs(
            E.BELONGINGS_SIGNED,
            before=GATES,
            newer_than=(E.BELONGINGS_LISTED, E.PAPERS_CHECKED),
        ),
    ),
    Clause(
        "6.10",
        "工具和物品装入为该车专设的存物箱，一箱一车，记下箱号；散件不入箱，写明原因。",
        "Tools and items go into a storage box of that car's own; its number is noted, and why a "
        "loose thing stays outside.",
        Needs(
            E.BELONGINGS_BOXED,
            before=GATES,
            or_else=E.NOTHING_TO_BOX,
            newer_than=E.BELONGINGS_LISTED,
        ),
        Written("checkin.BoxUse", "box"),
        Written("checkin.BoxUse", rule="one_open_visit_in_a_box"),
    ),
    Clause(
        "6.11",
        "车钥匙登记、编号，挂入规定的车钥匙柜。",
        "The key is registered, numbered and hung in the key cabinet.",
        Needs(E.KEY_HUNG, before=GATES),
        Written("checkin.KeyRecord", rule="one_open_key_on_a_tag"),
        Written("checkin.KeyRecord", rule="one_open_key_on_a_hook"),
    ),
    Clause(
        "6.12",
        "登记当时的油表和里程表读数。",
        "The fuel gauge and the odometer are read and noted.",
        Needs(E.READINGS_TAKEN, before=GATES),
        Written("checkin.Readings", "fuel_eighths"),
        Written("checkin.Readings", "odometer_km"),
        Written("vehicles.OdometerReading", rule="odometer_falls_only_with_a_reason"),
    ),
    Clause(
        "6.13",
        "车辆送入车间时，由车间接车人签字接车。",
        "When the car goes to the workshop the receiver signs for it.",
        With(Proof.SIGNATURE, E.TAKEN_INTO_WORKSHOP),
    ),
    Clause(
        "6.14",
        "视检、清点、登记要仔细，不忘礼貌地请客户在维修单上签名。",
        "Viewing, counting and noting are done with care, and the customer's signature on the "
        "order is never forgotten.",
        Needs(E.ORDER_SIGNED, before=E.HAND_IN_COMPLETED, newer_than=E.ORDER_REOPENED),
        Prompt(
            E.BELONGINGS_SIGNED,
            "请您核对一下，没有问题的话，麻烦在这里签个名。",
            "Please look it over; if all is right, would you kindly sign here?",
        ),
    ),
)
