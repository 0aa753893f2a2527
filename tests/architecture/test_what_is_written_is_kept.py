"""What a clause wants written on a paper is kept by the table of that paper, not by good will."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Field, Model, Q
from django.db.models.fields import NOT_PROVIDED, CharField, TextField

from jieche.rulebook import book
from jieche.rulebook.sentences import Written


def model_of(paper: str) -> type[Model] | None:
    """Return the model of a paper, None where there is none."""
    try:
        return apps.get_model(paper)
    except LookupError:
        return None


def is_kept(model: type[Model], written: Written) -> bool:
    """Say whether the table itself keeps what the clause writes on it."""
    constraints = model._meta.constraints
    if written.rule:
        return any(each.name == written.rule for each in constraints)
    fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, Field)}
    field = fields.get(written.field)
    if field is None or field.null or field.default is not NOT_PROVIDED:
        return False
    if not isinstance(field, CharField | TextField):
        return True
    # "" is not null: for a text a check must name the field.
    return any(
        forbids_blank(each.condition, written.field)
        for each in constraints
        if isinstance(each, CheckConstraint)
    )


def forbids_blank(condition: object, field: str) -> bool:
    """Say whether ``condition`` fails whenever ``field`` is blank, whatever else it asks."""
    if not isinstance(condition, Q):
        return isinstance(condition, tuple) and condition[0] == f"{field}__in"
    if condition.negated:
        return condition.children == [(field, "")]
    every = all if condition.connector == Q.OR else any
    return every(forbids_blank(child, field) for child in condition.children)


def written() -> list[tuple[str, Written]]:
    """Return what the clauses in force write on papers."""
    return [(c.number, s) for c in book.clauses() for s in c.sentences if isinstance(s, Written)]


def test_every_paper_that_a_clause_names_is_there() -> None:
    assert sorted({(w.paper) for _, w in written() if model_of(w.paper) is None}) == []


def test_what_is_written_is_kept_by_the_database() -> None:
    unkept = [
        (number, w.paper, w.field or w.rule)
        for number, w in written()
        if (model := model_of(w.paper)) is not None and not is_kept(model, w)
    ]
    assert unkept == []


@pytest.mark.parametrize(
    ("planted", "is_found"),
    [
        (Written("visits.RepairOrder", "visit"), True),
        (Written("visits.Visit", rule="outcome_has_purpose_and_time"), True),
        (Written("visits.Visit", rule="no_such_rule"), False),
        (Written("visits.Visit", "no_such_field"), False),
        (Written("visits.Visit", "vehicle"), False),  # may be null
        (Written("visits.RepairOrder", "category"), False),  # has a default
        (Written("visits.RepairOrder", "number"), False),  # a text without a check
        (Written("visits.Visit", "outcome"), False),
    ],
)
def test_the_look_into_the_database_catches_planted_words(
    planted: Written, *, is_found: bool
) -> None:
    model = model_of(planted.paper)
    assert model is not None
    assert is_kept(model, planted) is is_found


@pytest.mark.parametrize(
    ("condition", "is_found"),
    [
        (~Q(fault=""), True),
        (~Q(fault="") & Q(hours__gt=0), True),
        (Q(fault__in=["a", "b"]), True),
        (~Q(basis=""), False),
        (Q(fault=""), False),
        (~Q(fault="") | Q(hours__gt=0), False),
        (~Q(fault="", hours=0), False),
    ],
)
def test_a_check_counts_only_where_it_keeps_a_text_from_being_blank(
    condition: Q, *, is_found: bool
) -> None:
    assert forbids_blank(condition, "fault") is is_found


def test_a_paper_that_is_not_there_is_found_missing() -> None:
    assert model_of("visits.NoSuchPaper") is None
