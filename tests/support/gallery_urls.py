"""The addresses of the house, and the gallery of its pieces that is there only for builders."""

from django.urls import path

from jieche.config.urls import urlpatterns as house
from jieche.ui.gallery import gallery

urlpatterns = [*house, path("gallery/<str:scene>/", gallery)]
