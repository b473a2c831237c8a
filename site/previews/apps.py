from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewsConfig(AppConfig):
    """Drafts shown to people without an account, by a secret link that expires."""

    name = "previews"
    verbose_name = _("Preview links")

    def ready(self):
        from core import periodic
        from core.teasers import HEAD, PAGE_TOP, Teaser, register

        from .banner import banner

        register(Teaser("previews", PAGE_TOP, "previews/_banner.html", banner, 0))
        register(Teaser("previews.head", HEAD, "previews/_head.html", banner, 0))
        label = _("Forget preview links that expired long ago")
        periodic.register(periodic.Job("previews", label, forget, every=timedelta(days=1)))


def forget() -> str:
    """As a periodic job (core.periodic)."""
    from .models import PreviewLink

    number, _rows = PreviewLink.objects.long_over().delete()
    return f"{number} preview links deleted" if number else ""
