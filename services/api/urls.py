"""Addresses of the API: /api/ (for people), /api/openapi.json, and the operations."""

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .http import open_data, problem
from .openapi import page
from .views import api


def not_found(request, **kwargs):
    return problem(404, "There is nothing at this address. The interface is described at /api/.")


app_name = "api"
operations = api.urls[0]
urlpatterns = [
    path("", page, name="page"),
    *decorate_urlpatterns(
        [
            *operations,
            re_path(r"^.*$", not_found, name="nothing"),
        ],
        open_data,
    ),
]
