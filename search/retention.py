"""Personal data in the search (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by SearchConfig.ready()."""
    retention.keep(
        Kept(
            ("search.Document", "wagtailsearch.IndexEntry"),
            _("the words of everything that can be found"),
            _("until what they belong to is gone"),
        )
    )
