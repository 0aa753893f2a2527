"""Addresses of sign-in, language and theme."""

from django.urls import path

from jieche.staff import views

app_name = "staff"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("theme/", views.wear, name="wear"),
]
