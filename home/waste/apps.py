from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WasteConfig(AppConfig):
    """The waste calendar: kinds, areas, streets and days; calendars, reminders, open data."""

    name = "home.waste"
    label = "waste"
    verbose_name = _("Waste calendar")

    def ready(self):
        from core import caching
        from core.registries import gone, stylesheets
        from search import registry
        from subscriptions import register

        from . import retention
        from .integrations import permissions
        from .integrations.search import STREETS
        from .integrations.topics import DATES
        from .models import Area, CollectionDate, Kind, Street

        permissions.register()
        retention.register()
        stylesheets.register("waste/waste.css")
        caching.invalidate_on_save(Area, CollectionDate, Kind, Street)
        gone.register(Street)
        registry.register(STREETS)
        register(DATES)
        self.follow_kinds()

    def follow_kinds(self):
        """Index the calendar anew when the names of its kinds of waste change."""
        from django.db.models.signals import post_delete, post_save

        from .models import Kind

        for changed in (post_save, post_delete):
            changed.connect(index_pages, sender=Kind)


def index_pages(**kwargs):
    from search import indexing

    from .models import WasteCalendarPage

    indexing.update(list(WasteCalendarPage.objects.live()))
