"""Addresses of the council. German, short, and for ever."""

from django.urls import path

from .public.views import meetings, overview, papers, people

app_name = "oparl"

urlpatterns = [
    path("", overview.index, name="index"),
    path("koerperschaften/<int:pk>/", overview.body, name="body"),
    path("sitzungen/", meetings.meetings, name="meetings"),
    path("sitzungen/archiv/", meetings.past_meetings, name="past_meetings"),
    path("sitzungen/<int:year>/<int:month>/", meetings.month, name="month"),
    path("sitzungen/<int:pk>/", meetings.meeting, name="meeting"),
    path("gremien/", people.organizations, name="organizations"),
    path("gremien/<int:pk>/", people.organization, name="organization"),
    path("personen/", people.people, name="people"),
    path("personen/<int:pk>/", people.person, name="person"),
    path("vorlagen/", papers.papers, name="papers"),
    path("vorlagen/<int:pk>/", papers.paper, name="paper"),
    path("orte/", papers.all_places, name="places"),
    path("orte/<int:pk>/", papers.place, name="place"),
    path("dateien/<int:pk>/", papers.file, name="file"),
    path("dateien/<int:pk>/text/", papers.ask_for_text, name="ask_for_text"),
]
