"""What is filled in on the way into the workshop."""

from jieche.workshop.forms.into_workshop import (
    AssignTeams,
    DeclineWash,
    SetTeam,
    TakeIntoWorkshop,
    TidyOrder,
)

__all__ = ["AssignTeams", "DeclineWash", "SetTeam", "TakeIntoWorkshop", "TidyOrder"]
