"""Addresses of the council. German, short, and for ever."""

from django.urls import path

from . import views

app_name = "oparl"

urlpatterns = [
    path("", views.index, name="index"),
    path("koerperschaften/<int:pk>/", views.body, name="body"),
    path("sitzungen/", views.meetings, name="meetings"),
    path("sitzungen/archiv/", views.past_meetings, name="past_meetings"),
    path("sitzungen/<int:year>/<int:month>/", views.month, name="month"),
    path("sitzungen/<int:pk>/", views.meeting, name="meeting"),
    path("gremien/", views.organizations, name="organizations"),
    path("gremien/<int:pk>/", views.organization, name="organization"),
    path("personen/<int:pk>/", views.person, name="person"),
    path("vorlagen/", views.papers, name="papers"),
    path("vorlagen/<int:pk>/", views.paper, name="paper"),
    path("dateien/<int:pk>/", views.file, name="file"),
]
