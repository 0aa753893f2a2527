"""Article 16: bookings. Each booking is a matter of its own."""

from datetime import timedelta

from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Needs,
    Only,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.timing import Ahead, AtOnce, SameDay
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

BOOKING = "appointments.Booking"
DEPOSIT = (
    E.BOOKING_MADE,
    E.BOOKING_AGREED,
    E.DEPOSIT_TAKEN,
    E.DEPOSIT_SETTLED,
    E.PREPAID_SETTLED,
)  # where money paid ahead is asked, taken and dealt with

# The book names no hour for signature and deposit; the booked one ends the time for both.
BY_ITS_HOUR = Ahead(of=E.BOOKING_MADE, least=timedelta(0))

ARTICLE = Article(
    "16",
    "预约维修服务",
    "Bookings",
    Clause(
        "16.1",
        "预约由客户提出，或由我公司按生产情况建议、经客户同意；写明是哪一种。",
        "A booking is asked for by the customer, or proposed by the shop and agreed to; which of "
        "the two is noted.",
        Written(BOOKING, "source"),
        Written(BOOKING, rule="proposal_is_agreed_to"),
    ),
    Clause(
        "16.2",
        "按双方商定填写预约单，预约时间写明到日期和钟点。",
        "The slip is filled from what was agreed, with a definite day and hour.",
        With(Proof.AGREED_HOUR, E.BOOKING_MADE),
        Written(BOOKING, "starts_at"),
    ),
    Clause(
        "16.3",
        "请客户在预约单上签名确认。",
        "The customer signs the slip to confirm.",
        With(Proof.SIGNATURE, E.BOOKING_CONFIRMED),
        Follows(E.BOOKING_CONFIRMED, after=E.BOOKING_MADE, when=BY_ITS_HOUR),
    ),
    Clause(
        "16.4",
        "需备价值较高的配件，请客户预交定金；不收的经主管批准。",
        "Where costly parts must be got ready the customer is asked for a deposit; to go without "
        "needs a manager.",
        Needs(
            E.DEPOSIT_TAKEN,
            before=E.BOOKING_CONFIRMED,
            or_else=E.DEPOSIT_WAIVED,
            after=E.DEPOSIT_ASKED,
        ),
        Follows(E.DEPOSIT_TAKEN, after=E.DEPOSIT_ASKED, when=BY_ITS_HOUR, or_else=E.DEPOSIT_WAIVED),
        Only(MANAGERS, E.DEPOSIT_WAIVED),
        With(Proof.REASON, E.DEPOSIT_WAIVED),
    ),
    Clause(
        "16.5",
        "预交款不少于配件原价的一半；其中作为定金的部分不超过法定上限。",
        "What is paid ahead is at least half the price of those parts; the share of it that is "
        "earnest money stays within the law.",
        Written(BOOKING, rule="deposit_is_half_of_costly_parts", at=DEPOSIT),
        Written(BOOKING, rule="earnest_money_within_the_law", at=DEPOSIT),
        Follows(E.DEPOSIT_SETTLED, after=E.DEPOSIT_LEFT, when=SameDay()),
        # Who did not come is booked anew and it goes over, or the booking is cancelled.
        Follows(
            E.BOOKING_CANCELLED,
            after=E.DEPOSIT_WAITS,
            when=AtOnce(Limit.MISSED_DEPOSIT),
            or_else=(E.DEPOSIT_SETTLED, E.BOOKING_KEPT),
        ),
    ),
    Clause(
        "16.6",
        "预约决定后，登入预约登记表。",
        "Once decided, the booking stands in the register.",
        ByDesign(
            "预约登记表就是全部预约单，没有第二张表。",
            "The register is the list of all slips; there is no second table.",
            at=(E.BOOKING_MADE, E.BOOKING_AGREED),
        ),
    ),
    Clause(
        "16.7",
        "预约当天就告诉车间主管，到时把工位留出来。",
        "The dispatcher is told the same day, so that a bay is kept free.",
        Follows(E.WORKSHOP_INFORMED, after=E.BOOKING_MADE, when=SameDay()),
        With(Proof.PERSON_TOLD, E.WORKSHOP_INFORMED),
        Follows(E.BAY_RESERVED, after=E.WORKSHOP_INFORMED, when=SameDay()),
        Written(BOOKING, "work_bay"),
    ),
    Clause(
        "16.8",
        "临近预约时间，提前半天至一天提醒客户。",
        "Half a day to a day ahead the customer is reminded.",
        Follows(
            E.BOOKING_REMINDED,
            after=E.BOOKING_MADE,
            when=Ahead(of=E.BOOKING_MADE, least=timedelta(hours=12), most=timedelta(hours=24)),
        ),
        Prompt(
            E.BOOKING_REMINDED,
            "{customer}您好，提醒您预约的时间快到了，我们为您留好了工位。",
            "{customer}, a reminder of your booking; a bay is kept for you.",
        ),
    ),
)
