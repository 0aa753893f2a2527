"""
A thread of each server process that looks at the open cars as soon as something happened (0012).

It may die or be missing without anything being wrong: pages then look for themselves.
"""

import logging
import os
import threading
from datetime import UTC, datetime
from secrets import token_hex

from django.db import close_old_connections, connections

_EVERY = 2.0  # seconds
_AFTER_TROUBLE = 30.0

_log = logging.getLogger(__name__)


def start() -> threading.Thread:
    """Begin to watch; the thread ends with its process."""
    thread = threading.Thread(target=watch, args=(threading.Event(),), name="watch", daemon=True)
    thread.start()
    return thread


def watch(ended: threading.Event) -> None:
    """Look round again and again until ``ended`` is set; trouble only makes a longer pause."""
    by = f"{os.getpid()} {token_hex(8)}"
    pause = _EVERY
    while not ended.wait(pause):
        pause = _EVERY if once(by, datetime.now(UTC)) else _AFTER_TROUBLE


def once(by: str, at: datetime) -> bool:
    """Look round once; say whether it went well. Whatever happens stays in this thread."""
    from jieche.estimate.watch import look_round  # noqa: PLC0415  # models, ready by now

    try:
        close_old_connections()
        look_round(by, at)
    except Exception:
        # A busy or stopped database, a migration that is under way: the pages do without.
        _log.warning("The open cars could not be looked at; again in a while.", exc_info=True)
        connections.close_all()
        return False
    return True
