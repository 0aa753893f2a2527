"""What is done while a customer hands the car in."""

from jieche.checkin.commands.belongings import (
    Item,
    box_belongings,
    list_belongings,
    release_box,
    sign_belongings,
)
from jieche.checkin.commands.key import hang_key, move_key
from jieche.checkin.commands.papers import Paper, as_checked, check_papers, sign_discrepancy
from jieche.checkin.commands.steps import (
    complete_hand_in,
    customer_waits,
    see_customer_off,
    start_hand_in,
    take_readings,
)
from jieche.checkin.commands.walkaround import ZoneFound, walk_around

__all__ = [
    "Item",
    "Paper",
    "ZoneFound",
    "as_checked",
    "box_belongings",
    "check_papers",
    "complete_hand_in",
    "customer_waits",
    "hang_key",
    "list_belongings",
    "move_key",
    "release_box",
    "see_customer_off",
    "sign_belongings",
    "sign_discrepancy",
    "start_hand_in",
    "take_readings",
    "walk_around",
]
