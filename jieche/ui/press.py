"""A button that is pressed: once, and not again for what stands already."""

from django.db import IntegrityError, transaction

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
