"""Addresses of the contact form; `stadttor.urls` mounts them."""

from django.urls import path

from . import views

app_name = "contact_form"

urlpatterns = [
    path("<int:page_id>/<uuid:block_id>/", views.contact_form, name="send"),
    path("gesendet/<str:receipt>/", views.sent, name="sent"),
]
