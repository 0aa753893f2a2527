"""Addresses of the workshop."""

from django.urls import path

from jieche.ui.acts import act_urls
from jieche.workshop import views
from jieche.workshop.acts import ACTS

app_name = "workshop"
urlpatterns = [
    *act_urls(ACTS),
    path("visits/<int:pk>/delay-offers/", views.delay_offers, name="delay_offers"),
    path("supplements/<int:pk>/agree-offers/", views.agree_offers, name="agree_offers"),
    path("workshop/", views.floor, name="floor"),
    path("workshop/wash/", views.wash, name="wash"),
    path("workshop/mine/", views.mine, name="mine"),
]
