from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """The parts of every page: the base class, blocks, lists and their feeds, map tiles."""

    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from .completeness import register_checks

        register_checks()
