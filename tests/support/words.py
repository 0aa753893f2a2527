"""The pages of the tests speak Chinese, as in the shop."""

import gettext

import pytest
from django.utils.translation import trans_real

from jieche.config.catalogues import compile_all
from jieche.config.management.commands.words import our_apps


@pytest.fixture(autouse=True, scope="session")
def catalogues_are_compiled() -> None:
    """Do what run.py does before it starts the server."""
    compile_all(our_apps())
    # Whoever spoke before this fixture ran has loaded the catalogues as they were.
    gettext._translations.clear()  # type: ignore[attr-defined]  # private to the standard library
    trans_real._translations.clear()  # type: ignore[attr-defined]  # and to Django
    trans_real._default = None  # type: ignore[attr-defined]  # and its first choice
