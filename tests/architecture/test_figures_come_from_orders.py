"""Statistics are summed from orders; nobody types a figure twice (8.2)."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import DecimalField, Field, FloatField, IntegerField, Model

from jieche.delivery.models import Payment

SUMMED = ("board", "reports")


def figures(models: Iterable[type[Model]]) -> list[str]:
    """Return the number fields of these models, keys aside."""
    return [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and isinstance(field, IntegerField | FloatField | DecimalField)
        and not field.primary_key
    ]


def test_8_2_reports_keep_no_figures_of_their_own() -> None:
    kept = [model for model in apps.get_models() if model._meta.app_label in SUMMED]
    assert figures(kept) == []


def test_a_planted_figure_is_found() -> None:
    assert figures([Payment]) == ["Payment.amount_fen"]
