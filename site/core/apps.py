from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What every page shares."""

    name = "core"
    verbose_name = _("Core")

    def ready(self):
        from django.core import checks
        from wagtail.models import Site
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from .context_processors import forget_frame
        from .freshness import bump
        from .maps import check_settings

        checks.register(check_settings)
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_frame)
            signal.connect(bump)
        post_save.connect(forget_frame, sender=Site)
        post_delete.connect(forget_frame, sender=Site)
