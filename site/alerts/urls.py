"""Alerts at addresses of their own: for sharing, for reading again, for other programs."""

from django.urls import path

from . import feeds, views

app_name = "alerts"

urlpatterns = [
    path("", views.index, name="index"),
    path("archiv/", views.archive, name="archive"),
    path("feed.xml", feeds.atom, name="feed"),
    path("hinweise.json", feeds.json, name="json"),
    path("<int:pk>/", views.alert, name="alert"),
]
