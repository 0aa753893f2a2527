"""What is typed about a report: the analysis, nothing else; figures can't be (17.6)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieche.reports import queries
from jieche.reports.models import Post
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.forms import ActForm


class Analysis(ActForm):
    """17.3: nothing is put into it beforehand but what the author wrote himself before."""

    findings = forms.CharField(
        label=_("What the figures say"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    measures = forms.CharField(
        label=_("Measures to take"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def prepare(self) -> None:
        written = queries.analysis_of(self.subject)
        if written is not None:
            self.fields["findings"].initial = written.findings
            self.fields["measures"].initial = written.measures


class Recipients(forms.Form):
    """Who reads the reports, post by post."""

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Staff.objects.filter(shop_id=staff.shop_id, is_active=True).order_by("pk")
        able = {str(who.pk): who for who in people if who.is_one_of(*queries.MAY_READ)}
        named = queries.recipients(staff.shop)
        self.people = able
        for post in Post:
            self.fields[post.value] = forms.MultipleChoiceField(
                label=post.label(lang()),
                required=False,
                choices=[(key, who.name) for key, who in able.items()],
                initial=[str(who.pk) for who in named[post]],
                widget=forms.CheckboxSelectMultiple,
            )

    def named(self) -> dict[Post, list[Staff]]:
        """Return the people that were ticked for each post."""
        return {post: [self.people[key] for key in self.cleaned_data[post.value]] for post in Post}
