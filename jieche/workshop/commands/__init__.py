"""What is done on the way into the workshop."""

from jieche.workshop.commands.receipt import take_into_workshop, tidy_order
from jieche.workshop.commands.teams import assign_teams, refer_teams, set_team
from jieche.workshop.commands.wash import ask_wash, decline_wash, finish_wash, hand_back

__all__ = [
    "ask_wash",
    "assign_teams",
    "decline_wash",
    "finish_wash",
    "hand_back",
    "refer_teams",
    "set_team",
    "take_into_workshop",
    "tidy_order",
]
