"""Moments and spans in the words of the desk: "15:00", "明天 11:00", "已过 4 分"."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def hour(at: datetime) -> str:
    """Return the clock time: "15:00"."""
    return f"{localtime(at):%H:%M}"


def day(at: datetime, now: datetime) -> str:
    """Return the day if it is not today: "tomorrow", "Fri 28", "12-03"."""
    there, here = localtime(at).date(), localtime(now).date()
    apart = (there - here).days
    if apart == 0:
        return ""
    if apart == 1:
        return _("tomorrow")
    if apart == -1:
        return _("yesterday")
    return f"{there:%m-%d}"


def moment(at: datetime, now: datetime) -> str:
    """Return day and clock time, the day only where it is not today."""
    return " ".join(part for part in (day(at, now), hour(at)) if part)


def span(length: timedelta) -> str:
    """Return a length in its largest units: "4 min", "2 h 10 min", "3 d"."""
    minutes = max(0, round(length.total_seconds() / 60))
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return (
            _("%(h)s h %(m)s min") % {"h": hours, "m": rest}
            if rest
            else _("%(h)s h") % {"h": hours}
        )
    days = hours // 24
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def left(due: datetime, now: datetime) -> str:
    """Return how long is left, or how long it is over."""
    if due < now:
        return _("%(span)s late") % {"span": span(now - due)}
    return _("%(span)s left") % {"span": span(due - now)}


_SOON = timedelta(minutes=20)


def tone_of_due(opens_at: datetime, due_at: datetime, now: datetime) -> str:
    """Return the colour's rule for what is owed: grey not yet, blue now, amber soon, red late."""
    if due_at < now:
        return "red"
    if opens_at > now:
        return "grey"
    return "amber" if due_at - now <= _SOON else "blue"
