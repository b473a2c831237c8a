"""Addresses for readers, and for their mail programs (RFC 8058)."""

from django.urls import path

from . import views

app_name = "subscriptions"

urlpatterns = [
    path("", views.index, name="index"),
    path("neu/<slug:topic>/", views.sign_up, name="sign_up"),
    path("postfach/", views.requested, name="requested"),
    path("bestaetigen/<str:token>/", views.confirm, name="confirm"),
    path("verwalten/<str:token>/", views.manage, name="manage"),
    path("beenden/<str:token>/", views.end, name="end"),
    path("beendet/", views.ended, name="ended"),
]
