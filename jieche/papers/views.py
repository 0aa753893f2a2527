"""A paper as PDF for who works with it, and the page to which its QR code leads anybody."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from jieche.appointments.queries import READERS as BOOKING_READERS
from jieche.appointments.sheets import register_sheet
from jieche.care.complaint_sheet import complaint_sheet
from jieche.care.queries import READERS as COMPLAINT_READERS
from jieche.care.queries import find_complaint
from jieche.papers import queries
from jieche.papers.commands import print_out
from jieche.papers.labels import name_of
from jieche.papers.press import LANGS, press
from jieche.ui.request import DeskRequest, for_roles, public

LONGEST_REGISTER = timedelta(days=92)


@for_roles()
def pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a paper of the person's shop; ``?lang=both`` adds English."""
    document = queries.visible_to(request.staff).filter(pk=pk).first()
    asked = request.GET.get("lang") or _usual_lang()
    if document is None or asked not in LANGS:
        raise Http404
    rendition = print_out(document, lang=asked, at=request.at)
    response = HttpResponse(bytes(rendition.pdf), content_type="application/pdf")
    name = re.sub(r"[^A-Za-z0-9-]", "_", f"{document.number}-v{document.version}")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{rendition.sha256}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response


@for_roles(*BOOKING_READERS)
def booking_register(request: DeskRequest, first: str, last: str) -> HttpResponse:
    """Print the register of some days' bookings as it stands now; ``?lang=both`` adds English."""
    shop, asked = request.staff.shop, request.GET.get("lang") or _usual_lang()
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Http404 from None
    if asked not in LANGS or not timedelta(0) <= days[1] - days[0] <= LONGEST_REGISTER:
        raise Http404
    content = register_sheet(shop, *days, printed_by=request.staff.name)
    return _as_it_stands(request, "register", content, asked)


@for_roles(*COMPLAINT_READERS)
def complaint(request: DeskRequest, pk: int) -> HttpResponse:
    """Print the record of a complaint as it stands now, before it is closed and frozen (14.3)."""
    found, asked = find_complaint(request.staff, pk), request.GET.get("lang") or _usual_lang()
    if found is None or asked not in LANGS:
        raise Http404
    return _as_it_stands(request, "complaint_record", complaint_sheet(found), asked)


def _as_it_stands(
    request: DeskRequest, kind: str, content: Mapping[str, Any], asked: str
) -> HttpResponse:
    at = request.at.astimezone(ZoneInfo(request.staff.shop.time_zone))
    pdf = press(kind, content, version=1, at=at, lang=asked, is_frozen=False)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{content["number"]}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@public
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether the paper in somebody's hand is the one that was frozen.

    Whoever holds it has 16 digits of its hash, by QR or at its foot; without them nothing is told.
    """
    digits = re.sub(r"\s", "", request.GET.get("h", "")).lower()
    if not digits:
        return render(request, "papers/check.html", {"number": number})
    document = queries.document_with(number, digits) if re.fullmatch("[0-9a-f]+", digits) else None
    if document is None:
        context = {"number": number, "digits": digits, "is_unknown": True}
        return render(request, "papers/check.html", context, status=404)
    content = json.loads(document.content)
    context = {
        "number": document.number,
        "standing": queries.standing_of(document),
        "kind": name_of(document.kind, get_language() or "zh"),
        "shop": document.shop,
        "frozen_at": document.frozen_at.astimezone(ZoneInfo(document.shop.time_zone)),
        "plate": (
            _plate_for(request, document.shop_id, content["car"]["plate"])
            if "car" in content
            else ""
        ),
        "hash": re.findall(".{8}", document.sha256),
    }
    return render(request, "papers/check.html", context)


def _plate_for(request: HttpRequest, shop_id: int, plate: str) -> str:
    staff = getattr(request, "staff", None)
    return plate if staff and staff.shop_id == shop_id else queries.masked_plate(plate)


def _usual_lang() -> str:
    return "both" if (get_language() or "zh").startswith("en") else "zh"
