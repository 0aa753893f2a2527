"""Addresses of the desk."""

from django.urls import path

from jieche.board import book_views, shop_views, views, wall

app_name = "board"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("wall/", wall.wall, name="wall"),
    path("wall/<str:key>/", wall.hung_wall, name="hung_wall"),
    path("shop/", shop_views.details, name="shop"),
    path("shop/hours/", shop_views.hours, name="shop_hours"),
    path("shop/limits/", shop_views.limits, name="shop_limits"),
    path("shop/calls/", shop_views.calls, name="shop_calls"),
    path("shop/places/", shop_views.places, name="shop_places"),
    path("shop/people/", shop_views.people, name="shop_people"),
    path("shop/people/new/", shop_views.person, name="new_person"),
    path("shop/people/<int:pk>/", shop_views.person, name="person"),
    path("find/", views.search, name="search"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("rulebook/<str:number>/", book_views.clause, name="clause"),
]
