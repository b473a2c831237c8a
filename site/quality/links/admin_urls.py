"""Addresses of the links in the admin."""

from django.urls import path

from . import admin_views as views

urlpatterns = [
    path("links/", views.LinkReport.as_view(), name="quality_links"),
    path("links/<int:pk>/", views.decide, name="quality_decide_link"),
]
