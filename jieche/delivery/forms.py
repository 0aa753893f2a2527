"""What delivery and till ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.appointments.models import Ground
from jieche.appointments.models import Means as AheadMeans
from jieche.appointments.queries import money_ahead_of
from jieche.delivery.models import Means
from jieche.delivery.queries import (
    is_after_promise,
    items_of,
    open_requests,
    owing_fen,
    settlement_of,
)
from jieche.journal.queries import latest_document
from jieche.rulebook.words import Word
from jieche.ui.acts import lang
from jieche.ui.forms import ActForm, FenField, SignatureField, word_choices
from jieche.values.money import yuan
from jieche.workshop.queries import expected_papers


class YesNoField(forms.TypedChoiceField):
    """A question that must be answered: nothing is taken for granted."""

    def __init__(self, *, yes: Any = None, no: Any = None, **kwargs: Any) -> None:
        super().__init__(
            choices=[("yes", yes or _("Yes")), ("no", no or _("No"))],
            coerce=lambda answer: answer == "yes",
            widget=forms.RadioSelect,
            **kwargs,
        )


class Channel(Word):
    """By what the customer is told."""

    PHONE = "phone", "电话", "phone"
    WECHAT = "wechat", "微信", "WeChat"
    SMS = "sms", "短信", "text message"
    IN_PERSON = "in_person", "当面", "in person"


class TakeOver(ActForm):
    """P.5."""

    is_exterior_normal = YesNoField(label=_("Outside"), yes=_("Normal"), no=_("Not normal"))
    are_items_complete = YesNoField(
        label=_("Items of the car"), yes=_("Complete"), no=_("Not complete")
    )
    note = forms.CharField(label=_("What is not right"), max_length=300, required=False)


class CleanLast(ActForm):
    """11.1."""

    is_washed = YesNoField(label=_("Wash"), yes=_("Washed"), no=_("Not washed"))
    not_washed_because = forms.CharField(
        label=_("Not washed because"), max_length=120, required=False
    )
    is_interior_clean = YesNoField(label=_("Interior"), yes=_("Clean"), no=_("Not clean"))
    is_exterior_normal = YesNoField(label=_("Outside"), yes=_("Normal"), no=_("Not normal"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ReturnItems(ActForm):
    """11.2: one count for each item of the signed list."""

    difference = forms.CharField(label=_("Why the count differs"), max_length=300, required=False)

    def prepare(self) -> None:
        self.listed = items_of(self.subject) if self.subject else []
        for place, item in enumerate(self.listed):
            self.fields[f"found_{place}"] = forms.IntegerField(
                label=f"{item.name_shown} × {item.quantity}",
                min_value=0, max_value=999, initial=item.quantity,
            )  # fmt: skip
        self.order_fields([*(f"found_{n}" for n in range(len(self.listed))), "difference"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = [cleaned.pop(f"found_{n}", None) for n in range(len(self.listed))]
        cleaned["found"] = found
        return cleaned


class CollectPapers(ActForm):
    """11.3: the papers that this car's work and parts left behind."""

    received = forms.MultipleChoiceField(
        label=_("Papers in hand"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        names = zip(
            expected_papers(self.subject), expected_papers(self.subject, lang()), strict=True
        )
        self.fields["received"].choices = list(names)  # type: ignore[attr-defined]  # a choice field


class DrawAccount(ActForm):
    """11.4."""

    rounding_fen = FenField(label=_("Rounded off"), required=False)

    def clean_rounding_fen(self) -> int:
        return self.cleaned_data["rounding_fen"] or 0


class TellToCollect(ActForm):
    """11.5-11.8: after the promised hour with the reason."""

    late_because = forms.CharField(
        label=_("Why it is late"),
        max_length=200,
        error_messages={"required": _("The promised time is past: write why it is late.")},
    )
    person_told = forms.CharField(label=_("Person told"), max_length=60)
    channel = forms.ChoiceField(
        label=_("How"), choices=word_choices(Channel), widget=forms.RadioSelect, initial="phone"
    )

    def prepare(self) -> None:
        if self.subject and self.subject.sender:
            self.fields["person_told"].initial = self.subject.sender.spoken_to(lang())
        if not (self.subject and self.at and is_after_promise(self.subject, self.at)):
            del self.fields["late_because"]


class ReceiveCustomer(ActForm):
    """12.1."""

    collector = forms.CharField(label=_("Who collects"), max_length=60)

    def prepare(self) -> None:
        if self.subject and self.subject.sender:
            self.fields["collector"].initial = self.subject.sender.name


class ShowCar(ActForm):
    """P.7, 12.1."""

    points = forms.CharField(
        label=_("What was explained"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class AskDiscount(ActForm):
    """12.4."""

    asked = forms.CharField(label=_("What the customer asks"), max_length=200)


class DecideDiscount(ActForm):
    """12.4: the manager's decision; 0 is a decision too."""

    discount_fen = FenField(label=_("Taken off"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        """Say what the customer asks, as the cashier has written it down."""
        asked = open_requests(self.subject).last() if self.subject else None
        if asked is not None:
            self.fields["reason"].help_text = _("The customer asks: %(asked)s") % {
                "asked": asked.asked
            }


class Sign(ActForm):
    """A signature of the customer."""

    signature = SignatureField(label=_("Customer's signature"))

    def prepare(self) -> None:
        if self.subject and self.subject.sender:
            self.fields["signature"].initial = self.subject.sender.name


class SignSettlement(Sign):
    """The customer's signature under the settlement list, and which version he was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        super().prepare()
        paper = latest_document(self.subject.matter, "settlement") if self.subject else None
        self.fields["shown"].initial = str(paper.version) if paper else ""


class TakePayment(ActForm):
    """12.3."""

    amount_fen = FenField(label=_("Amount"))
    mode = forms.ChoiceField(
        label=_("Paid by"), choices=word_choices(Means), widget=forms.RadioSelect, initial="wechat"
    )
    reference = forms.CharField(label=_("Reference"), max_length=60, required=False)

    def prepare(self) -> None:
        settlement = settlement_of(self.subject) if self.subject else None
        if settlement is not None:
            self.fields["amount_fen"].initial = yuan(settlement.arrears_fen).replace(",", "")


class ReturnSurplus(ActForm):
    """12.3: how it goes back; the amount is reckoned."""

    mode = forms.ChoiceField(
        label=_("Given back by"), choices=word_choices(Means), widget=forms.RadioSelect
    )
    given_to = forms.CharField(label=_("Given to"), max_length=60)
    reference = forms.CharField(label=_("Reference"), max_length=60, required=False)

    def prepare(self) -> None:
        if self.subject:
            payer = self.subject.payer or self.subject.sender
            self.fields["given_to"].initial = payer.name if payer else ""


class TakeFee(ActForm):
    """3.5."""

    mode = forms.ChoiceField(
        label=_("Paid by"), choices=word_choices(Means), widget=forms.RadioSelect, initial="wechat"
    )
    reference = forms.CharField(label=_("Reference"), max_length=60, required=False)


GROUNDS = (
    (Ground.CUSTOMER.value, _("The customer breaks it off")),
    (Ground.SHOP.value, _("The shop can't do it")),
    (Ground.AGREED.value, _("Agreed by both (a manager decides)")),
)


class SettlePrepaid(ActForm):
    """3.5, 16.5: why nothing is repaired, and how the rest goes back; the sums are reckoned."""

    ground = forms.TypedChoiceField(
        label=_("Why it comes to nothing"), coerce=Ground.of, choices=GROUNDS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200)
    means = forms.TypedChoiceField(
        label=_("Given back by"), coerce=AheadMeans.of, choices=word_choices(AheadMeans),
        widget=forms.RadioSelect,
    )  # fmt: skip
    given_to = forms.CharField(label=_("Given to"), max_length=60)

    def prepare(self) -> None:
        if self.subject:
            booking = money_ahead_of(self.subject)
            payer = (booking and booking.customer) or self.subject.sender
            self.fields["given_to"].initial = payer.name if payer else ""
            if booking is not None and booking.paid_by:
                self.fields["means"].initial = booking.paid_by


class Reason(ActForm):
    """A reason."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class ApproveCredit(ActForm):
    """12.5."""

    due_on = forms.DateField(
        label=_("To be paid by"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        """Say what the payer owes already, and up to what the manager may approve."""
        self.fields["reason"].help_text = _(
            "Limit for one payer %(limit)s yuan, owed before %(owing)s; above it the shop manager "
            "approves."
        ) % {
            "limit": yuan(self.subject.shop.credit_limit_fen),
            "owing": yuan(owing_fen(self.subject)),
        }


class HandOverSix(ActForm):
    """12.6: six ticks."""

    exit_notice = forms.BooleanField(label=_("Exit notice"), required=False)
    repair_order = forms.BooleanField(label=_("Repair order"), required=False)
    settlement_list = forms.BooleanField(label=_("Settlement list"), required=False)
    warranty = forms.BooleanField(label=_("Quality warranty"), required=False)
    vehicle_documents = forms.BooleanField(label=_("Vehicle documents"), required=False)
    key = forms.BooleanField(label=_("Key"), required=False)


class CheckYard(ActForm):
    """12.7."""

    are_items_complete = YesNoField(
        label=_("Items of the car"), yes=_("Complete"), no=_("Not complete")
    )
    is_exterior_normal = YesNoField(label=_("Outside"), yes=_("As handed in"), no=_("Differs"))
    objection = forms.CharField(
        label=_("What the customer objects to"), max_length=500, required=False,
        help_text=_("Leave blank where he has no objection."),
    )  # fmt: skip
