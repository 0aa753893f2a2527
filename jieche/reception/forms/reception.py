"""Forms of the acts at the reception. Article 1."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.reception import queries
from jieche.reception.queries import who_is_here
from jieche.rulebook.words import Purpose
from jieche.shop.models import Place
from jieche.ui.forms import ActForm, FenField, MomentField, word_choices
from jieche.values.text import tidy, tidy_lines
from jieche.visits.models import Channel, Visit

_CODE = re.compile(r"[A-Za-z]{0,3}[0-9][\w./-]*")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{2,}\W+[A-Za-z]{2,}")


class GreetCustomer(ActForm):
    """The bay to which the car is guided."""

    bay = forms.ModelChoiceField(
        label=_("Reception bay"), queryset=Place.objects.none(), widget=forms.RadioSelect,
        empty_label=None,
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the bays that are free; a person who came on foot needs none."""
        self.waited = queries.seconds_to_greet(self.subject, self.at) if self.at else 0
        self.in_the_way: list[Visit] = []  # whose cars fill the bays, where none is free
        if self.subject.channel_word is not Channel.CAR:
            del self.fields["bay"]
            return
        field: Any = self.fields["bay"]
        bays = queries.bays(self.subject.shop)
        field.queryset = Place.objects.filter(pk__in=[bay.pk for bay, _holder in bays])
        free = [bay for bay, holder in bays if holder is None]
        self.in_the_way = [] if free else [holder for _bay, holder in bays if holder is not None]
        field.widget.choices = [(bay.pk, bay.name) for bay in free]
        field.initial = free[0].pk if free else None
        taken = [
            f"{bay.name} {holder.vehicle.plate_shown if holder.vehicle else holder.number}"
            for bay, holder in bays
            if holder is not None
        ]
        field.help_text = _("Taken: %(bays)s") % {"bays": " · ".join(taken)} if taken else ""


class MoveToBay(GreetCustomer):
    """The bay to which the car is driven now (1.3)."""


class StatePurpose(ActForm):
    """Why the customer came, in his own words."""

    purpose = forms.TypedChoiceField(
        label=_("Purpose"), choices=word_choices(Purpose), coerce=Purpose.of,
        widget=forms.RadioSelect,
    )  # fmt: skip
    wish = forms.CharField(
        label=_("In the customer's own words"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with what is known already."""
        booking = getattr(self.subject, "kept_booking", None)
        said = self.subject.wish or (booking.visit.wish if booking else "")
        self.initial.setdefault("purpose", self.subject.purpose or Purpose.REPAIR.value)
        self.initial.setdefault("wish", said)

    def clean_wish(self) -> str:
        """Keep his words; codes and numbers alone are none (2.1)."""
        words = tidy_lines(self.cleaned_data["wish"])
        if not _WORD.search(_CODE.sub(" ", words)):
            raise forms.ValidationError(
                _("Write it as the customer said it; a code or a number is not enough.")
            )
        return words


class PromiseAnswer(ActForm):
    """When a question that can't be answered on the spot is answered (14.1)."""

    answer_at = MomentField(label=_("Answer at"), help_text=_("Such as 15:30 or tomorrow 9:00"))
    ask_first = forms.CharField(label=_("Whom to ask first"), max_length=120, required=False)

    def clean_ask_first(self) -> str:
        """Tidy the name."""
        return tidy(self.cleaned_data["ask_first"])


class AnswerEnquiry(ActForm):
    """Question and answer."""

    question = forms.CharField(label=_("Question"), max_length=300)
    answer = forms.CharField(
        label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        """Begin with what the customer said."""
        self.initial.setdefault("question", self.subject.wish[:300])

    def clean_question(self) -> str:
        """Tidy the question."""
        return tidy(self.cleaned_data["question"])

    def clean_answer(self) -> str:
        """Tidy the answer."""
        return tidy_lines(self.cleaned_data["answer"])


class GiveConsent(ActForm):
    """Who agreed to come in and negotiate."""

    agreed_by = forms.CharField(label=_("Who agreed"), max_length=60)
    estimate_fee_fen = FenField(
        label=_("Estimate fee told"), required=False,
        help_text=_("Only where the estimate itself is charged to who does not stay."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Begin with who stands here."""
        self.initial.setdefault("agreed_by", who_is_here(self.subject))

    def clean_agreed_by(self) -> str:
        """Tidy the name."""
        return tidy(self.cleaned_data["agreed_by"])


class TakeExpress(ActForm):
    """Why the order is written at once."""

    REASONS = (("simple", _("a simple case")), ("asked", _("the customer asks for it")))

    reason = forms.ChoiceField(
        label=_("Why at once"), choices=REASONS, widget=forms.RadioSelect, initial="simple"
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Join both into the reason that is kept, in Chinese as the papers are."""
        given = super().clean() or self.cleaned_data
        said = {"simple": "情况简单", "asked": "客户要求当场填写"}
        reason = said.get(given.get("reason", ""), "")
        note = tidy(given.get("note", ""))
        return {"reason": "：".join(part for part in (reason, note) if part)} if reason else given
