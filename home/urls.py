"""Addresses outside the page tree."""

from django.urls import path

from . import views

app_name = "home"

urlpatterns = [
    path("barriere-melden/", views.report_barrier, name="barrier"),
    path("barriere-melden/danke/<str:receipt>/", views.barrier_reported, name="barrier-reported"),
]
