"""The catalogue: a page to keep it, and what a row asks of it while one types."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jieche.estimate import queries
from jieche.estimate.catalogue_forms import FORMS, OfferForm
from jieche.estimate.forms import PromiseDelivery
from jieche.estimate.rows import options
from jieche.rulebook.words import Role
from jieche.ui.acts import lang
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.queries import order_of
from jieche.visits.subject import VISIT

_PAGE = 60


@for_roles()
def promise_offers(request: DeskRequest, pk: int) -> HttpResponse:
    """Answer with the offers for the parts and the time typed so far; nothing is written."""
    visit = VISIT.find(request.staff, pk)
    if visit is None or order_of(visit) is None:
        raise Http404
    form = PromiseDelivery(request.POST, subject=visit, staff=request.staff, at=request.at)
    return render(request, "estimate/_offers.html", {"offering": form.offering})


@for_roles()
def find_offers(request: DeskRequest) -> HttpResponse:
    """Answer a row with the offers that fit what is typed in it."""
    typed = request.GET.get("q", "")[:80]
    found = options(queries.offers(request.staff.shop, typed))
    return render(request, "estimate/_options.html", {"offers": found})


@for_roles(Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)
def catalogue(request: DeskRequest) -> HttpResponse:
    """List the labour items, parts or packages of the shop."""
    kind = request.GET.get("kind", "labour")
    if kind not in FORMS:
        raise Http404
    typed = request.GET.get("q", "")[:80]
    rows = queries.catalogue_rows(request.staff.shop, kind, typed, lang())
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "estimate/catalogue.html",
        {"kind": kind, "tabs": _tabs(kind), "page": page, "q": typed},
    )


def _tabs(kind: str) -> list[dict[str, str | bool]]:
    names = {"labour": _("Labour items"), "parts": _("Parts on offer"), "packages": _("Packages")}
    page = reverse("estimate:catalogue")
    return [
        {"name": name, "url": f"{page}?kind={each}", "current": each == kind}
        for each, name in names.items()
    ]


@for_roles(Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)
def edit_offer(request: DeskRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """Add an offer to the catalogue, or change one; what was sold keeps its price."""
    if kind not in FORMS:
        raise Http404
    shop, form_class = request.staff.shop, FORMS[kind]
    offer = form_class.model.objects.filter(shop=shop, pk=pk).first() if pk else None
    if pk and offer is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form: OfferForm = form_class(data, shop=shop, offer=offer)
    if data is not None and form.is_valid():
        form.write()
        messages.success(request, _("Saved"))
        return HttpResponseRedirect(f"{reverse('estimate:catalogue')}?kind={kind}")
    return render(
        request,
        "estimate/offer.html",
        {"form": form, "kind": kind, "offer": offer},
        status=200 if data is None else 422,
    )
