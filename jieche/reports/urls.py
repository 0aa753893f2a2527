"""Addresses of the reports."""

from django.urls import path

from jieche.reports import views
from jieche.reports.acts import ACTS
from jieche.ui.acts import act_urls

app_name = "reports"
urlpatterns = [
    path("reports/", views.overview, name="overview"),
    path("reports/settings/", views.settings, name="settings"),
    *act_urls(ACTS),
    path("reports/<str:length>/<str:on>/", views.period, name="period"),
    path("reports/<str:length>/<str:on>/figures.xlsx", views.workbook, name="workbook"),
    path("reports/<str:length>/<str:on>/<str:part>/", views.rows, name="rows"),
]
