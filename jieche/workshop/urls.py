"""Addresses of the workshop."""

from django.urls import path

from jieche.ui.acts import act_urls
from jieche.workshop import views
from jieche.workshop.acts import ACTS

app_name = "workshop"
urlpatterns = [
    *act_urls(ACTS),
    path("workshop/", views.floor, name="floor"),
    path("workshop/wash/", views.wash, name="wash"),
    path("workshop/mine/", views.mine, name="mine"),
]
