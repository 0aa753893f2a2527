"""All addresses."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jieche.board.book_views import rulebook
from jieche.board.setup import set_up
from jieche.staff.views import speak
from jieche.ui.gallery import gallery
from jieche.ui.request import public


@public
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", speak, name="set_language"),
    path("set-up/", set_up, name="set_up"),
    path("rulebook/", rulebook, name="rulebook"),
    path("papers/", include("jieche.papers.urls")),
    path("", include("jieche.staff.urls")),
    path("", include("jieche.delivery.urls")),
    path("", include("jieche.care.urls")),
    path("", include("jieche.reports.urls")),
    path("", include("jieche.appointments.urls")),
    path("", include("jieche.reception.urls")),
    path("", include("jieche.estimate.urls")),
    path("", include("jieche.checkin.urls")),
    path("", include("jieche.workshop.urls")),
    path("", include("jieche.board.urls")),
]

if settings.DEBUG:
    # Every shared piece on a page, with invented figures, for those who build.
    urlpatterns += [path("gallery/", gallery), path("gallery/<str:scene>/", gallery)]
