"""Addresses of the usage statistics in the admin."""

from django.urls import path

from . import admin_views, reports

urlpatterns = [
    path("nutzung/", reports.ViewReport.as_view(), name="quality_views"),
    path("nutzung/seite/", admin_views.subject, name="quality_subject"),
    path("nutzung/suchwoerter/", reports.SearchReport.as_view(), name="quality_searches"),
    path(
        "nutzung/nichts-gefunden/",
        reports.NothingFoundReport.as_view(),
        name="quality_nothing_found",
    ),
    path("nutzung/anderes-wort/", admin_views.word, name="quality_word"),
    path("nutzung/fehlende-adressen/", reports.MissingReport.as_view(), name="quality_missing"),
    path("nutzung/weiterleitung/", admin_views.AddRedirect.as_view(), name="quality_redirect"),
]
