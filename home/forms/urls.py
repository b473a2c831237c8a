"""The addresses that forms are sent to, and the description of our format."""

from django.urls import path

from . import views

app_name = "forms"

urlpatterns = [
    path("<int:page_id>/", views.send, name="send"),
    path("gesendet/<str:receipt>/", views.sent, name="sent"),
    path("schema.json", views.schema, {"ending": "json"}, name="json-schema"),
    path("schema.xsd", views.schema, {"ending": "xsd"}, name="xml-schema"),
]
