from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewsConfig(AppConfig):
    """Drafts shown to people without an account, by a secret link that expires."""

    name = "previews"
    verbose_name = _("Preview links")

    def ready(self):
        from core.registries.slots import HEAD, PAGE_TOP, Teaser, register

        from . import retention
        from .banner import banner

        register(Teaser("previews", PAGE_TOP, "previews/_banner.html", banner, 0))
        register(Teaser("previews.head", HEAD, "previews/_head.html", banner, 0))
        retention.register()
