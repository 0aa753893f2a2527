"""The key cabinet, and the photos of a walk-around."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jieche.checkin import commands, queries
from jieche.checkin.models import MarkPhoto
from jieche.checkin.words import Holder
from jieche.rulebook.words import Role
from jieche.ui.acts import new_token
from jieche.ui.press import run_or_say
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.queries import visible_to

# To whom a key is handed on here; the customer gets it back with the six things (12.6).
_HANDED_ON = (Holder.CABINET, Holder.ADVISOR, Holder.WASHER, Holder.WORKSHOP)

_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".avif": "image/avif",
}


@for_roles()
def mark_photo(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the photo of a mark to people of its shop, never as anything but a picture."""
    photo = MarkPhoto.objects.filter(pk=pk, shop_id=request.staff.shop_id).first()
    if photo is None:
        raise Http404
    kind = _TYPES.get(Path(photo.file.name or "").suffix.lower(), "application/octet-stream")
    with photo.file.open("rb") as file:
        return HttpResponse(file.read(), content_type=kind)


@for_roles(
    Role.ADVISOR,
    Role.RECEPTION_MANAGER,
    Role.DISPATCHER,
    Role.TECHNICIAN,
    Role.WASHER,
    Role.SHOP_MANAGER,
)
def keys(request: DeskRequest) -> HttpResponse:
    """Show where each key is and who has it; a press hands it on (6.11)."""
    here = reverse("checkin:keys")
    if request.method == "POST":
        _hand_on(request, here)
        return HttpResponseRedirect(here)
    context = {
        "hooks": [
            (hook, [each for each in _HANDED_ON if hook.key and each is not hook.key.holder])
            for hook in queries.cabinet(request.staff.shop)
        ],
        "token": new_token(),
    }
    return render(request, "checkin/keys.html", context)


def _hand_on(request: DeskRequest, here: str) -> None:
    pk, name = request.POST.get("visit", ""), request.POST.get("holder", "")
    visit = visible_to(request.staff).filter(pk=pk).first() if pk.isdecimal() else None
    holder = next((each for each in _HANDED_ON if each.value == name), None)
    if visit is None or holder is None:
        raise Http404
    if run_or_say(
        request, here, lambda: commands.move_key(visit, holder, by=request.staff, at=request.at)
    ):
        messages.success(request, _("The key's place is noted."))
