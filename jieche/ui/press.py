"""A button that is pressed: once, and not again for what stands already."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import get_language

from jieche.journal.door import Refused
from jieche.journal.models import Pressed
from jieche.rulebook.judge import Refusal
from jieche.ui.request import DeskRequest
from jieche.values.canonical import canonical, digest_of_bytes

# What went back and typed something else is told: it is neither lost nor taken for a second press.
SENT_BEFORE = Refusal(
    "这一页已办过一次，现在写的没有记上。确要再办，请再按一次",
    "This page was sent once already, and what stands here now is not recorded. To do it once "
    "more, press again",
)
_TRIES = 3  # a deadlock or a busy database ends one act; it is tried again before anybody sees it
_NOT_SAID = {"token", "csrfmiddlewaretoken"}


def said_in(request: DeskRequest) -> str:
    """Return a digest of who sent what to this address; the form's one-time marks left out."""
    typed = {name: values for name, values in request.POST.lists() if name not in _NOT_SAID}
    files = {name: [each.name for each in files] for name, files in request.FILES.lists()}
    return digest_of_bytes(canonical({"by": request.staff.pk, "typed": typed, "files": files}))


def first_press(request: DeskRequest, token: str) -> bool:
    """Take a form's token; False where the same button was pressed before."""
    try:
        with transaction.atomic():
            Pressed.objects.create(
                shop_id=request.staff.shop_id, token=token, at=request.at,
                address=request.path[:200], said=said_in(request),
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def led_before(request: DeskRequest) -> str:
    """Return where the last press at this address led, "" unless the same was said there."""
    last = (
        Pressed.objects.filter(shop_id=request.staff.shop_id, address=request.path[:200])
        .order_by("-pk")
        .first()
    )
    return last.led_to if last is not None and last.said == said_in(request) else ""


def led_otherwise(request: DeskRequest, token: str) -> str:
    """Return where the form's press led, "" where none did or the same was said then."""
    if not token:
        return ""
    last = Pressed.objects.filter(shop_id=request.staff.shop_id, token=token).first()
    return last.led_to if last is not None and last.said != said_in(request) else ""


def run(request: DeskRequest, token: str, page: str, command: Callable[[], Any]) -> str:
    """
    Do an act once in one transaction and return the address it leads to.

    A second press of the same button finds the token taken and is led to where the first led. The
    address is that of what the command returns, if that has a page, else ``page``.
    Raises Refused, with nothing written; also where a page that was sent once says something else
    now: who went back and changed it is told, and the form comes again with a new token.
    """
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                if token and not first_press(request, token):
                    if led_otherwise(request, token):
                        raise Refused([SENT_BEFORE])
                    return Pressed.objects.get(token=token).led_to or page
                result = command()
                led_to = result.get_absolute_url() if hasattr(result, "get_absolute_url") else page
                if token:
                    Pressed.objects.filter(token=token).update(led_to=led_to)
                return led_to
        except OperationalError:
            if not left:
                raise
    raise AssertionError


def run_or_say(request: DeskRequest, page: str, command: Callable[[], Any]) -> bool:
    """Do an act of a page that is shown anew anyway; a refusal is a message there, and False."""
    try:
        run(request, request.POST.get("token", ""), page, command)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text(get_language() or ""))
        return False
    return True
