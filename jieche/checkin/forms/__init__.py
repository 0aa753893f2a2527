"""What is filled in while a customer hands the car in."""

from jieche.checkin.forms.belongings import BoxBelongings, ListBelongings, SignBelongings
from jieche.checkin.forms.key_and_readings import HangKey, TakeReadings
from jieche.checkin.forms.papers import CheckPapers, SignDiscrepancy
from jieche.checkin.forms.walkaround import WalkAround

__all__ = [
    "BoxBelongings",
    "CheckPapers",
    "HangKey",
    "ListBelongings",
    "SignBelongings",
    "SignDiscrepancy",
    "TakeReadings",
    "WalkAround",
]
