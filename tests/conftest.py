"""What every test may lean on; databases, browser and network stand in tests/support."""

import hypothesis

pytest_plugins = [
    "tests.support.network",
    "tests.support.folders",
    "tests.support.database",
    "tests.support.browser",
    "tests.support.words",
    "tests.support.cast",
    "tests.support.hands",
    "tests.support.screens",
    "tests.support.leaks",
]

# The same examples every time, however slow the machine: a red test is red for everybody.
hypothesis.settings.register_profile("jieche", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("jieche")
