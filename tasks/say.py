"""Speak to the person at the terminal, in the language of the machine."""

import locale
import os
import sys


class Trouble(Exception):
    """Something stands in the way; said in one sentence that tells what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(say(zh, en))


def chinese() -> bool:
    """Tell whether this machine speaks Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("zh")
    return (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def say(zh: str, en: str) -> str:
    """Choose the sentence this person reads."""
    return zh if chinese() else en


def tell(zh: str, en: str) -> None:
    """Print it at once, also where the terminal is a file."""
    print(say(zh, en), flush=True)


def speak_unicode() -> None:
    """Let a terminal without Chinese show a question mark rather than stop the start."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
