from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Urgent notices on the whole site or a section of it."""

    name = "alerts"
    verbose_name = _("Alerts")

    def ready(self):
        from wagtail.signals import published, unpublished

        from core import caching
        from core.registries import stylesheets, worklist
        from core.registries.slots import HEAD, PAGE_TOP, Teaser, register

        from . import permissions, retention
        from .display import at_top, in_head
        from .models import Alert
        from .quick_publish import desk_url
        from .worklist import ending_soon

        # Also once the sites and pages of an alert are written, which comes after its row.
        permissions.register()
        retention.register()
        stylesheets.register("alerts/alerts.css")
        caching.invalidate_on_save(Alert)
        published.connect(caching.invalidate, sender=Alert)
        unpublished.connect(caching.invalidate, sender=Alert)
        register(Teaser("alerts", PAGE_TOP, "alerts/_top.html", at_top, 10))
        register(Teaser("alerts.head", HEAD, "alerts/_head.html", in_head, 10))
        worklist.register(worklist.Todo("alerts", _("Alerts"), ending_soon, 5))
        worklist.register_action(worklist.Action("alert", _("New alert"), desk_url, "warning", 20))
