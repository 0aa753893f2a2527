"""Addresses of the papers."""

from django.urls import path

from jieche.papers import views

app_name = "papers"
urlpatterns = [
    path("<int:pk>.pdf", views.pdf, name="pdf"),
    path(
        "booking-register/<str:first>/<str:last>.pdf",
        views.booking_register,
        name="booking_register",
    ),
    path("complaint/<int:pk>.pdf", views.complaint, name="complaint"),
    path("<str:number>/", views.check, name="check"),
]
