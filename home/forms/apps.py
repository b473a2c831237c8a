from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """Forms that editors build, and what citizens send by them."""

    name = "home.forms"
    label = "forms"
    verbose_name = _("Forms")

    def ready(self):
        from core.registries import stylesheets, worklist

        from . import permissions, retention, ways
        from .worklist import items

        ways.register()
        permissions.register()
        retention.register()
        stylesheets.register("forms/forms.css")
        worklist.register(worklist.Todo("forms", _("Forms"), items, 30))
