"""The addresses that forms are sent to, and the description of our format."""

from django.urls import path

from . import views

app_name = "forms"

urlpatterns = [
    path("<int:page_id>/", views.send, name="send"),
    path("<int:page_id>/<str:key>/<int:number>/", views.step, name="step"),
    path("<int:page_id>/<str:key>/pruefen/", views.review, name="review"),
    path("gesendet/<str:receipt>/", views.sent, name="sent"),
    path("gesendet/<str:receipt>/kopie/", views.copy, name="copy"),
    path("schema.json", views.schema, {"ending": "json"}, name="json-schema"),
    path("schema.xsd", views.schema, {"ending": "xsd"}, name="xml-schema"),
]
