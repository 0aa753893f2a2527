"""Addresses of settlement, collection and gate."""

from django.urls import path

from jieche.delivery import views
from jieche.delivery.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "delivery"
urlpatterns = [
    path("till/", views.till, name="till"),
    path("gate/", views.gate, name="gate"),
    *act_urls(ACTS),
]
