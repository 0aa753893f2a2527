"""Addresses of the desk."""

from django.urls import path

from jieche.board import views, wall

app_name = "board"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("wall/", wall.wall, name="wall"),
    path("wall/<str:key>/", wall.hung_wall, name="hung_wall"),
    path("find/", views.search, name="search"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("rulebook/<str:number>/", views.clause, name="clause"),
]
