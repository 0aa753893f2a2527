"""What customers say of their cars, and what comes of it."""

from random import Random

from jieche.demo.material.complaints_car import CAR
from jieche.demo.material.complaints_engine import ENGINE
from jieche.demo.material.shapes import Complaint, Model

COMPLAINTS: tuple[Complaint, ...] = ENGINE + CAR

COMPLAINTS_BY_KEY = {complaint.key: complaint for complaint in COMPLAINTS}


def a_complaint(rng: Random, model: Model) -> Complaint:
    """Draw a complaint that a car of this model can have."""
    return rng.choice([complaint for complaint in COMPLAINTS if complaint.fits(model)])
