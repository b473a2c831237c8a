from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Directories of places, and lists of documents."""

    name = "home.places"
    label = "places"
    verbose_name = _("Places and documents")

    def ready(self):
        from core import freshness
        from search import registry

        from . import retention
        from .models import Place
        from .search_kinds import PLACES

        retention.register()
        freshness.follow(Place)
        registry.register(PLACES)
