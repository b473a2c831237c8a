"""The apps that a site offers; the others are neither linked nor found nor served there."""

from wagtail.models import Site

from core.caching import cached
from core.registries import navigation

from .models import SiteParts


def parts_of(site) -> SiteParts:
    """The site's row, or an unsaved default; cached like the frame."""
    rows = SiteParts.objects.filter(site_id=site.pk)
    return cached(f"parts-{site.pk}", lambda: rows.first() or SiteParts(site_id=site.pk))


def hidden_parts(site) -> frozenset[str]:
    """The parts (navigation.Entry.part) that a site leaves out. No query when kept."""
    return frozenset(parts_of(site).hidden)


def is_hidden(namespaces, hidden: frozenset[str]) -> bool:
    """Whether an address in these URL namespaces belongs to a part that is left out."""
    if not hidden or not namespaces:
        return False
    left_out = {
        namespace
        for entry in navigation.all_entries()
        if entry.part in hidden
        for namespace in entry.namespaces
    }
    return namespaces[0] in left_out


def site_instead(site, namespaces) -> Site | None:
    """The default site, if it offers the part that `site` leaves out. One query.

    Content shared between sites (an office in a contact box, a service in a text) links there.
    """
    default = Site.objects.filter(is_default_site=True).exclude(pk=site.pk).first()
    return default if default and not is_hidden(namespaces, hidden_parts(default)) else None
