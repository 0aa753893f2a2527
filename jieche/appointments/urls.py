"""Addresses of bookings."""

from django.urls import path

from jieche.appointments import views
from jieche.appointments.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "appointments"
urlpatterns = [
    path("bookings/", views.bookings, name="bookings"),
    path("bookings/new/", views.new_booking, name="new_booking"),
    path("bookings/look-up/", views.look_up, name="look_up"),
    path("bookings/<int:pk>/", views.booking, name="booking"),
    *act_urls(ACTS),
]
