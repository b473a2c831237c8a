"""Addresses of the catalogue. German, short, and for ever."""

from django.urls import path, re_path

from services.public import views

app_name = "services"

urlpatterns = [
    path("", views.index, name="index"),
    re_path(r"^a-z/(?P<letter>[a-z0])/$", views.letter, name="letter"),
    path("a-z/titel.json", views.titles, name="titles"),
    path("lebenslage/<slug:slug>/", views.life_situation, name="life_situation"),
    path("id/<path:key>/", views.permalink, name="permalink"),
    path("<slug:slug>/", views.service, name="service"),
]
