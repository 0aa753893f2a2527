"""
The gallery: every shared piece on a page, with invented figures, to be looked at in development.

It is served only when DEBUG is on. Nothing here is read by the product.
"""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from jieche.ui import gallery_figures
from jieche.ui.request import public

_AT = datetime(2026, 11, 23, 2, 42, tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))
SCENES = ("pieces", "forms", "desk", "visit", "walkaround", "board", "sign_in", "set_up", "error")


@public
def gallery(request: HttpRequest, scene: str = "pieces") -> HttpResponse:
    """Show a scene of the gallery."""
    if scene not in SCENES:
        raise Http404
    words = gallery_figures.words("zh" if get_language() == "zh-hans" else "en")
    context: dict[str, Any] = {"scene": scene, "scenes": SCENES, "now": _AT, **words}
    return render(request, f"ui/gallery/{scene}.html", context)
