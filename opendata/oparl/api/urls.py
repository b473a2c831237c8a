"""Addresses for programs: the OParl endpoint, feeds, calendars, downloads.

To be included at the site's root: clients know all of them in full.
"""

from django.urls import path, re_path
from django.views.generic import RedirectView

from . import calendars, downloads, endpoint, feeds

app_name = "oparl_programs"
SYSTEM = f"{app_name}:system"
urlpatterns = [
    path("oparl/v1.1/", endpoint.system, name="system"),
    path("oparl/v1.1/body", endpoint.bodies, name="bodies"),
    path("oparl/v1.1/body/<int:pk>/<str:name>", endpoint.body_list, name="body_list"),
    path(
        "oparl/v1.1/organization/<int:pk>/<str:name>",
        endpoint.organization_list,
        name="organization_list",
    ),
    path("oparl/v1.1/<str:type>/<int:pk>", endpoint.one, name="object"),
    re_path(
        r"^oparl(?:/(?:v1\.1)?)?$", RedirectView.as_view(pattern_name=SYSTEM, query_string=True)
    ),
    re_path(r"^oparl/", endpoint.nothing, name="nothing"),
    path("rat/feeds/vorlagen.xml", feeds.papers, name="papers_feed"),
    path("rat/vorlagen/feed/", feeds.search, name="search_feed"),
    path("rat/feeds/gremium/<int:pk>.xml", feeds.organization, name="organization_feed"),
    path("rat/feeds/person/<int:pk>.xml", feeds.person, name="person_feed"),
    path("rat/feeds/sitzung/<int:pk>.xml", feeds.meeting, name="meeting_feed"),
    path("rat/kalender/sitzungen.ics", calendars.everything, name="calendar"),
    path("rat/kalender/gremium/<int:pk>.ics", calendars.organization, name="organization_calendar"),
    path("rat/kalender/sitzung/<int:pk>.ics", calendars.meeting, name="meeting_calendar"),
    path("rat/daten/<str:type>.<str:format>", downloads.download, name="download"),
]
