from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "core"
    verbose_name = _("Core")

    def ready(self):
        from django.core import checks
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from . import linkable
        from .freshness import bump
        from .maps import check_settings

        checks.register(check_settings)
        linkable.register(linkable.pages())
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(bump)
