"""Addresses of the estimate and of the catalogue."""

from django.urls import path

from jieche.estimate import kept, means, slots, views
from jieche.estimate.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "estimate"
urlpatterns = [
    *act_urls(ACTS),
    path("visits/<int:pk>/promise-offers/", views.promise_offers, name="promise_offers"),
    path("bookings/slots/", slots.slots, name="slots"),
    path("promises/", kept.kept, name="kept"),
    path("promises/means/", means.means, name="means"),
    path("shop/catalogue/", views.catalogue, name="catalogue"),
    path("shop/catalogue/find/", views.find_offers, name="find_offers"),
    path("shop/catalogue/<str:kind>/new/", views.edit_offer, name="new_offer"),
    path("shop/catalogue/<str:kind>/<int:pk>/", views.edit_offer, name="edit_offer"),
]
