"""Directories in the admin."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from . import admin_views
from .viewsets import PlaceViewSet

register_snippet(PlaceViewSet)


@hooks.register("register_admin_urls")
def csv_urls():
    return [
        path("verzeichnisse/", admin_views.directories, name="place_directories"),
        re_path(
            r"^verzeichnisse/(?P<pk>\d+)/(?P<format>csv|xlsx)/$",
            admin_views.download,
            name="place_download",
        ),
        path("verzeichnisse/<int:pk>/hochladen/", admin_views.upload, name="place_upload"),
        path("verzeichnisse/datei/<int:pk>/", admin_views.preview, name="place_upload_preview"),
        path(
            "verzeichnisse/datei/<int:pk>/uebernehmen/",
            admin_views.import_upload,
            name="place_upload_import",
        ),
        path(
            "verzeichnisse/datei/<int:pk>/fehler/", admin_views.faults, name="place_upload_faults"
        ),
        path(
            "verzeichnisse/datei/<int:pk>/verwerfen/",
            admin_views.discard,
            name="place_upload_discard",
        ),
    ]


@hooks.register("register_log_actions")
def log_of_imports(actions):
    @actions.register_action("places.import")
    class Imported(LogFormatter):
        label = _("Import places")

        def format_message(self, entry):
            number = sum(value for value in entry.data.values() if isinstance(value, int))
            text = ngettext(
                "Took over %(n)s place from a table",
                "Took over %(n)s places from a table",
                number,
            )
            return text % {"n": number}
