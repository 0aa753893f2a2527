"""Addresses of files, complaints and follow-up."""

from django.urls import path

from jieche.care import views
from jieche.care.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "care"
urlpatterns = [
    path("files/", views.files, name="files"),
    path("complaints/new/", views.register_complaint, name="register_complaint"),
    path("complaints/<int:pk>/", views.complaint, name="complaint"),
    *act_urls(ACTS),
]
