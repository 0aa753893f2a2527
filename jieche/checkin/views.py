"""The photos of a walk-around."""

from pathlib import Path

from django.http import Http404, HttpResponse

from jieche.checkin.models import MarkPhoto
from jieche.ui.request import DeskRequest, for_roles

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
