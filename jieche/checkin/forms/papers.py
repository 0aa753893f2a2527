"""The car's papers, row by row."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jieche.checkin import commands, queries, sheets
from jieche.checkin.commands import Paper
from jieche.checkin.models import VehicleDocument
from jieche.checkin.words import DocumentKind, Held
from jieche.journal.queries import latest_document
from jieche.shop.queries import hours_of
from jieche.ui.forms import ActForm, SignatureField, word_choices
from jieche.values.text import tidy
from jieche.visits.models import Category
from jieche.visits.queries import order_of

YES, NO = "yes", "no"

# What an inspection or a second-level maintenance takes in as a rule: proposed, not imposed.
_USUALLY_TAKEN = {
    Category.SECOND_MAINTENANCE: (DocumentKind.LICENCE, DocumentKind.SECOND_CARD),
    Category.INSPECTION: (DocumentKind.LICENCE, DocumentKind.INSURANCE),
}

RESULTS = {
    "valid": (_("Valid"), _("Expired")),
    "complete": (pgettext_lazy("paper", "Complete"), _("Incomplete")),
    "sound": (_("Sound"), _("Damaged")),
}


def _result(name: str) -> forms.ChoiceField:
    good, bad = RESULTS[name]
    picks = forms.RadioSelect(attrs={"data-result": ""})
    return forms.ChoiceField(
        label=good, choices=[(YES, good), (NO, bad)], widget=picks, required=False
    )


class CheckPapers(ActForm):
    """Each kind of paper is a row: not here, seen, or taken; then its three results."""

    says_none = forms.BooleanField(
        label=_("No papers: none are taken in"), required=False, initial=True
    )
    discrepancy = forms.CharField(
        label=_("Anything else that is not right"),
        required=False,
        max_length=200,
        help_text=_("For instance: the number on the licence is not the car's."),
    )
    action = forms.CharField(
        label=_("What is done about it, told there and then"),
        required=False,
        max_length=300,
        help_text=_("Needed where a paper is not right. The customer signs for it next."),
    )

    def prepare(self) -> None:
        order = order_of(self.subject)
        needed = queries.needs_papers(self.subject)
        taken = _USUALLY_TAKEN.get(order.category_word, ()) if order else ()
        known = {each.kind_word: each for each in queries.documents_of(self.subject)}
        if needed or known:
            self.fields["says_none"].initial = False
        self.fields["says_none"].disabled = needed
        self._go_on_from(known)
        for kind in DocumentKind:
            is_taken = known[kind].is_taken if kind in known else kind in taken and not known
            held = Held.TAKEN if is_taken else Held.SEEN if kind in known else Held.NOT_HERE
            row: dict[str, forms.Field] = {
                "held": forms.ChoiceField(
                    choices=word_choices(Held),
                    widget=forms.RadioSelect,
                    required=False,
                    initial=held.value,
                ),
                **{name: _result(name) for name in RESULTS},
                "number": forms.CharField(
                    label=pgettext_lazy("paper", "Number"), required=False, max_length=40
                ),
                "expires_on": forms.DateField(
                    label=_("Valid until"),
                    required=False,
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                ),
                "note": forms.CharField(label=_("Note"), required=False, max_length=80),
            }
            lang = get_language() or "zh"
            for name, field in row.items():
                label = kind.label(lang)
                field.label = f"{label} · {field.label}" if name in RESULTS else field.label
                field.label = label if name == "held" else field.label
                if kind in known and name != "held":
                    was = getattr(known[kind], name)
                    field.initial = was if name not in RESULTS else YES if was else NO
                self.fields[f"{kind.value}-{name}"] = field

    def _go_on_from(self, known: Mapping[DocumentKind, VehicleDocument]) -> None:
        """Begin with what was said of the last check's difference, if it had any."""
        check, found = queries.papers_of(self.subject), queries.discrepancy_of(self.subject)
        if check is None or found is None or found.told_at != check.at:
            return
        of_papers = {commands.as_checked(each).wrong() for each in known.values()}
        others = [text for text in found.text.split("；") if text not in of_papers]
        self.fields["discrepancy"].initial = "；".join(others)
        self.fields["action"].initial = found.action

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows with their fields, for the template."""
        for kind in DocumentKind:
            fields = {
                name: self[f"{kind.value}-{name}"]
                for name in ("held", *RESULTS, "number", "expires_on", "note")
            }
            yield {"kind": kind, "results": [fields[name] for name in RESULTS], **fields}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        papers = [kind for kind in DocumentKind if self._is_here(kind)]
        for kind in papers:
            self._see_that_it_is_answered(kind)
        if not papers and not given.get("says_none") and not queries.needs_papers(self.subject):
            self.add_error("says_none", gettext("Name the papers, or say that there are none."))
        documents = [self._paper(kind) for kind in papers] if self.is_bound else []
        return {
            "documents": documents,
            "says_none": bool(given.get("says_none")) and not papers,
            "discrepancy": tidy(given.get("discrepancy", "")),
            "action": tidy(given.get("action", "")),
        }

    def _is_here(self, kind: DocumentKind) -> bool:
        return self.cleaned_data.get(f"{kind.value}-held") in {Held.SEEN.value, Held.TAKEN.value}

    def _see_that_it_is_answered(self, kind: DocumentKind) -> None:
        for name in RESULTS:
            if not self.cleaned_data.get(f"{kind.value}-{name}"):
                self.add_error(f"{kind.value}-{name}", gettext("Answer this."))
        until = self.cleaned_data.get(f"{kind.value}-expires_on")
        is_called_valid = self.cleaned_data.get(f"{kind.value}-valid") == YES
        if until and self.at and is_called_valid:
            today = hours_of(self.subject.shop).desk.day_of(self.at)
            if until < today:
                self.add_error(
                    f"{kind.value}-valid",
                    gettext("It ran out on %(day)s: it is not valid.") % {"day": until},
                )
        if kind is DocumentKind.OTHER and not self.cleaned_data.get(f"{kind.value}-note"):
            self.add_error(f"{kind.value}-note", gettext("Say which paper it is."))

    def _paper(self, kind: DocumentKind) -> Paper:
        given = self.cleaned_data
        start = f"{kind.value}-"
        return Paper(
            kind,
            is_taken=given[f"{start}held"] == Held.TAKEN.value,
            valid=given.get(f"{start}valid") == YES,
            complete=given.get(f"{start}complete") == YES,
            sound=given.get(f"{start}sound") == YES,
            number=tidy(given.get(f"{start}number", "")),
            expires_on=given.get(f"{start}expires_on"),
            note=tidy(given.get(f"{start}note", "")),
        )


class SignDiscrepancy(ActForm):
    """The customer's signature under what is not right, and which sheet of it was shown."""

    signature = SignatureField(label=_("Customer's signature"))
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        sender = self.subject.sender
        self.fields["signature"].initial = sender.name if sender else ""
        sheet = latest_document(self.subject.matter, sheets.PAPER)
        self.fields["shown"].initial = sheet.sha256 if sheet else ""
