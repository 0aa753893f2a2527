"""Addresses of the hand-in."""

from django.urls import path

from jieche.checkin import views
from jieche.checkin.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "checkin"
urlpatterns = [
    *act_urls(ACTS),
    path("keys/", views.keys, name="keys"),
    path("mark-photos/<int:pk>/", views.mark_photo, name="mark_photo"),
]
