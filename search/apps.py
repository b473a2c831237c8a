from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One search over everything; apps register what can be found in their AppConfig.ready()."""

    name = "search"
    # Wagtail's own app has the label "wagtailsearch"; ours is free.
    verbose_name = _("Search the site")

    def ready(self):
        from core.registries import periodic, stylesheets

        from . import engines, kinds, registry, retention, signal_handlers
        from .engines import following
        from .indexing import run_as_job

        engines.refuse_wrong_url(settings.SEARCH_URL)
        registry.register(kinds.UNITS)
        registry.register(kinds.PAGES)
        retention.register()
        signal_handlers.connect()
        stylesheets.register("search/search.css")
        periodic.register(
            periodic.Job(
                "search-index", _("What waits for the index"), run_as_job, timedelta(minutes=5)
            )
        )
        periodic.register(
            periodic.Job(
                "search-cluster",
                _("What waits for the search cluster"),
                following.run_as_job,
                timedelta(minutes=5),
            )
        )
