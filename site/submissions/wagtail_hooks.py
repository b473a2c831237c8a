"""Private files in the admin."""

from django.urls import path
from wagtail import hooks

from . import admin_views


@hooks.register("register_admin_urls")
def register_private_files():
    return [path("private-dateien/<int:pk>/", admin_views.private_file, name="private_file")]
