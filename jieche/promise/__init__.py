"""
When a car will be ready, so that nine promises of ten are kept. Plain Python, nothing but stdlib.

How it works is told in four sentences. A *twin* of the workshop runs its own dispatch rule forward
from the state of the moment, in some dozens of scenarios (``twin``). A new car is *inserted* into
these runs (``insertion``), which gives a likely time and a safe one. A *calibrator* stretches or
shortens the safe one by what came of the shop's own promises (``calibrator``). Everything runs on
an axis of *working minutes* (``axis``) with durations learned from finished work (``durations``).

The whole use from outside::

    from jieche.promise import (
        Bay, Booking, Calendar, Floor, Job, Memory, Operation, Outlook, Part, Rules, State,
        Technician, to_words,
    )

    hours = Calendar(week={0: [(time(8), time(12)), (time(13), time(18))], ...},
                     special={closed_day: [], make_up_day: [(time(8), time(12))]}, zone=CHINA)
    floor = Floor(hours, bays=[Bay("L1", "lift"), ...],
                  technicians=[Technician("wang", frozenset({"engine"}), absences=[(a, b)]), ...],
                  rules=Rules())
    memory = Memory()                                  # or Memory.from_json(kept)

    # 1. the picture of this moment, as often as something happens
    outlook = Outlook(State(at, floor, jobs=[...], bookings=[...]), memory)
    # 2. a new car: its own operations; it is not among the state's jobs
    quote = outlook.quote(Job("order 17", [Operation("1", "oil", 36, ("engine",), ("lift",))]))
    quote.offer(0.9).at, quote.likely_at, quote.reasons, quote.margin, quote.assumed
    outlook.chance(quote, a_typed_time)
    # 3. the promise that was made, with what it rests on (quote.record is for the shop's database)
    memory.promise_given("order 17", quote, promised_at=quote.offer(0.9).at)
    # 4. what came of it
    memory.operation_done("oil", book_minutes=36, actual=41)
    memory.car_ready("order 17", ready_at, floor)      # inspected and washed, not yet collected
    memory.look_for_late(now)                          # each promise_given does it too
    # 5. all open cars: how likely each promise is kept, now
    outlook.standings()

Rules of the house:

- Moments are aware datetimes (``NaiveMoment`` is raised for others). Minutes are working minutes
  of the floor (its hours, and the technicians' own shifts where they have some).
- An ``Outlook`` is a picture: make a new one when something happened, or ask the old one with
  ``quote(job, at=now)``; the quote says how old the picture is (``age_minutes``).
- A job in the house lists its operations in their order, with what is done, under way
  (``started_at``; where and by whom if it is known), interrupted (``spent_minutes``), waited for
  (``parts``, each until it ``is_here``) or asked about (``asked_at``, until the answer: then the
  operation stays without it, or goes). Rework is one more operation. A car that is only washed and
  inspected may be left out. A booking keeps a bay until it has come or is late; once it has come
  it is a job with ``booked_for``.
- Nothing needs to be known. What is missing is assumed, and ``quote.assumed`` names the figure: no
  book time or none above 0 (what such work took, else an hour), a skill or bay kind nobody has
  (everybody, every bay), a part without a date (noon of the next working day), no technicians
  (one for each bay).
- Same state, same memory, same answer to the minute: random numbers belong to (car, line). More
  work, wherever it is put, longer work or a later part never gives an earlier promise. A change of
  ``Job.key`` or ``Operation.line`` between two questions is a change of the dice.
- One promise covers additional work too (``Rules.covers_more_work``); without it, it covers the
  agreed work, and ``promise_given(..., for_more_work=True)`` replaces it when more is agreed.
- Optional to learn from: ``first_look_done(found_more=...)`` once a car, ``answered(minutes,
  agreed=..., next_day=...)``, ``more_work_done(minutes)`` of all additional work, beside
  ``operation_done`` where it has a code, ``part_came(expected_at, arrived_at)``,
  ``booking_due(came=...)``, ``inspected(sent_back=...)`` once a car.
- ``car_ready`` measures on the hours of the floor it is given; any floor of the shop will do.
- ``memory.to_json()`` is plain; ``Memory.from_json({})`` is a beginner, who promises with caution.
  ``state_to_json`` and ``state_from_json`` keep a picture.
"""

from jieche.promise.axis import (
    CHINA,
    Axis,
    Calendar,
    NaiveMoment,
    NeverOpen,
    working_minutes,
)
from jieche.promise.calibrator import LEVELS, Calibrator
from jieche.promise.floor import Bay, Dispatch, Floor, Rules, Technician
from jieche.promise.jobs import Assumed, Booking, Job, Operation, Part, State
from jieche.promise.keeping import state_from_json, state_to_json
from jieche.promise.memory import Memory, Settled
from jieche.promise.outlook import Outlook
from jieche.promise.quote import Offer, Quote, Reason, Share, Standing
from jieche.promise.words import to_words

ENGINE = "scenarios-2"

__all__ = [
    "CHINA",
    "ENGINE",
    "LEVELS",
    "Assumed",
    "Axis",
    "Bay",
    "Booking",
    "Calendar",
    "Calibrator",
    "Dispatch",
    "Floor",
    "Job",
    "Memory",
    "NaiveMoment",
    "NeverOpen",
    "Offer",
    "Operation",
    "Outlook",
    "Part",
    "Quote",
    "Reason",
    "Rules",
    "Settled",
    "Share",
    "Standing",
    "State",
    "Technician",
    "state_from_json",
    "state_to_json",
    "to_words",
    "working_minutes",
]
