from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """News, events and public notices."""

    name = "home.news"
    label = "news"
    verbose_name = _("News and events")
