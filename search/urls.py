from django.urls import path

from . import programs, views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("feed/", programs.feed, name="feed"),
    path("opensearch.xml", programs.description, name="description"),
    path("vorschlaege", views.suggestions, name="suggestions"),
]
