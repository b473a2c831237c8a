"""The waste calendar in the admin."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from . import admin_views
from .viewsets import WasteGroup

register_snippet(WasteGroup)


@hooks.register("register_admin_urls")
def urls_of_files():
    return [
        path("abfall/dateien/", admin_views.files, name="waste_files"),
        re_path(
            r"^abfall/dateien/(?P<holds>strassen|termine)\.(?P<format>csv|xlsx)$",
            admin_views.download,
            name="waste_download",
        ),
        re_path(
            r"^abfall/dateien/(?P<holds>strassen|termine)/hochladen/$",
            admin_views.upload,
            name="waste_upload",
        ),
        path("abfall/dateien/<int:pk>/", admin_views.preview, name="waste_preview"),
        path(
            "abfall/dateien/<int:pk>/uebernehmen/",
            admin_views.import_upload,
            name="waste_import",
        ),
        path("abfall/dateien/<int:pk>/verwerfen/", admin_views.discard, name="waste_discard"),
    ]


@hooks.register("register_log_actions")
def log_of_imports(actions):
    @actions.register_action("waste.import")
    class Imported(LogFormatter):
        label = _("Import into the waste calendar")

        def format_message(self, entry):
            number = entry.data.get("rows", 0)
            text = ngettext(
                "Took over %(n)s row of the waste calendar from a file",
                "Took over %(n)s rows of the waste calendar from a file",
                number,
            )
            return text % {"n": number}
