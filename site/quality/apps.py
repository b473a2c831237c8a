from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """Content that watches itself: reviews, links, feedback, usage."""

    name = "quality"
    verbose_name = _("Quality")
