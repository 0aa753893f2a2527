"""What is done at the reception. Articles 1 and 2, and the arrival that begins every visit."""

from jieche.reception.commands.arrival import (
    CarTold,
    PersonTold,
    complete_arrival,
    register_arrival,
)
from jieche.reception.commands.diagnosis import (
    agree_diagnosis,
    call_technician,
    end_diagnosis,
    report_diagnosis,
    start_diagnosis,
    technician_came,
    tell_diagnosis,
)
from jieche.reception.commands.reception import (
    answer_enquiry,
    explain_services,
    give_consent,
    greet_customer,
    move_to_bay,
    promise_answer,
    seat_customer,
    serve_tea,
    take_express,
)

__all__ = [
    "CarTold",
    "PersonTold",
    "agree_diagnosis",
    "answer_enquiry",
    "call_technician",
    "complete_arrival",
    "end_diagnosis",
    "explain_services",
    "give_consent",
    "greet_customer",
    "move_to_bay",
    "promise_answer",
    "register_arrival",
    "report_diagnosis",
    "seat_customer",
    "serve_tea",
    "start_diagnosis",
    "take_express",
    "technician_came",
    "tell_diagnosis",
]
