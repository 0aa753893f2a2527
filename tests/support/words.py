"""The pages of the tests speak Chinese, as in the shop."""

import pytest

from jieche.config.catalogues import compile_all
from jieche.config.management.commands.words import our_apps


@pytest.fixture(autouse=True, scope="session")
def catalogues_are_compiled() -> None:
    """Do what run.py does before it starts the server."""
    compile_all(our_apps())
