"""Addresses of files, complaints and follow-up."""

from django.urls import path

from jieche.care import file_views, follow_up_views, one_car_views, views
from jieche.care.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "care"
urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/cabinet/", file_views.cabinet, name="cabinet"),
    path("files/log/", file_views.traces, name="traces"),
    path("files/<int:pk>/", file_views.file, name="file"),
    path("files/<int:pk>/mend/", file_views.mend, name="mend"),
    path("files/<int:pk>/merge/", one_car_views.merge, name="merge"),
    path("files/<int:pk>/<slug:slug>/", file_views.keep_file, name="keep_file"),
    path("customers/<int:pk>/contact/", file_views.contact, name="contact"),
    path("enquiries/", file_views.enquiries, name="enquiries"),
    path("complaints/", file_views.complaints, name="complaints"),
    path("calls/", follow_up_views.calls, name="calls"),
    path("complaints/new/", views.register_complaint, name="register_complaint"),
    path("complaints/<int:pk>/", views.complaint, name="complaint"),
    *act_urls(ACTS),
]
