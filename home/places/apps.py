from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Directories of places, and lists of documents."""

    name = "home.places"
    label = "places"
    verbose_name = _("Places and documents")

    def ready(self):
        from core import caching
        from core.registries import gone, stylesheets
        from search import registry

        from . import retention
        from .integrations import permissions
        from .integrations.search import PLACES
        from .models import Place

        permissions.register()
        retention.register()
        stylesheets.register("places/places.css")
        caching.invalidate_on_save(Place)
        gone.register(Place, lambda place: place.is_shown and place.directory.live)
        registry.register(PLACES)
