"""Addresses right below the site's own home page that a page cannot have: the apps' and the
languages'. A page there would be published and never be reachable."""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, get_resolver, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page

from .languages import LanguagePrefix, language_of, own_language, prefix_of

PAGES = "wagtail_serve"
# The slug of the page under which deleted pages wait; german_slug makes none that begins so.
WASTEBASKET = "_papierkorb"
DEPTH_OF_HOME_PAGES = 2


def refuse_reserved(slug: str, parent: Page) -> None:
    """Raises ValidationError when a page with this slug below this parent could not be reached."""
    if parent.depth != DEPTH_OF_HOME_PAGES or not is_reserved(slug):
        return
    # The home pages of other languages have a prefix of their own: /en/rat/ is free.
    if language_of(parent) == own_language():
        message = _("“/%(slug)s/” is an address of the website itself. Choose another one.")
        raise ValidationError({"slug": message % {"slug": slug}})


def is_reserved(slug: str) -> bool:
    """Whether `/slug/`, or what is below it, leads to an app or to pages of another language."""
    if prefix_of(slug):
        return True
    prefix = f"{slug}/"
    if any(str(pattern.pattern) == prefix for pattern in _patterns(get_resolver())):
        return True
    try:
        return resolve(f"/{prefix}").url_name != PAGES
    except Resolver404:
        return False


def _patterns(resolver):
    """The patterns at the root of the site, those below a language's prefix among them."""
    for pattern in resolver.url_patterns:
        yield pattern
        if isinstance(pattern.pattern, LanguagePrefix):
            yield from _patterns(pattern)


def is_in_wastebasket(page: Page) -> bool:
    """Whether the page was deleted and may still be restored (frame.wastebasket)."""
    return page.url_path.startswith(f"/{WASTEBASKET}/")


def outside_wastebasket(pages):
    """These pages (a queryset) without the deleted ones."""
    # By key: the search backends know no filter by url_path.
    kept = Page.objects.exclude(url_path__startswith=f"/{WASTEBASKET}/").order_by()
    return pages.filter(pk__in=kept.values_list("pk", flat=True))
