"""Addresses of the reception."""

from django.urls import path

from jieche.reception import views
from jieche.reception.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "reception"
urlpatterns = [
    path("arrivals/new/", views.register_arrival, name="register_arrival"),
    path("arrivals/look-up/", views.look_up, name="look_up"),
    path("visits/<int:pk>/arrival/", views.complete_arrival, name="complete_arrival"),
    *act_urls(ACTS),
]
