"""Addresses of the reviews in the admin."""

from django.urls import path

from . import admin_views as views

urlpatterns = [
    path("pruefungen/", views.ReviewReport.as_view(), name="quality_reviews"),
    path("pruefungen/<str:key>/geprueft/", views.mark, name="quality_mark"),
    path("aenderungswuensche/", views.WishReport.as_view(), name="quality_wishes"),
    path("aenderungswuensche/<int:pk>/", views.finish_wish, name="quality_finish_wish"),
]
