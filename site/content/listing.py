"""Base of lists and their entries: feeds, paging, visibility."""

import uuid

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Prefetch
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, PageQuerySet

from content.feeds import response
from core.formats import feeds
from core.models import CityImage

PICTURE = "fill-480x320|format-webp"


class EntryQuerySet(PageQuerySet):
    """Pages that stand in a list."""

    def visible(self):
        """Published, and for everybody."""
        return self.live().public()

    def for_list(self):
        """With the related objects that a row shows, in a constant number of queries."""
        pictures = CityImage.objects.prefetch_renditions(PICTURE)
        return self.select_related("locale").prefetch_related(Prefetch("picture", pictures))


class Entry(Page):
    """A page that stands in a list and its feeds. uuid: its id in feeds and calendars."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)

    exclude_fields_in_copy = ["uuid"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @cached_property
    def list_page(self):
        """The list in which the page stands."""
        return self.get_parent().specific


class Listing(RoutablePageMixin, Page):
    """A list of pages, with an Atom and an RSS feed below its address.

    topic: its name among what can be followed by mail; "" where it cannot be. A list's class has
    feed_entries(): a list of core.formats.feeds.Entry, the latest first.
    """

    topic = ""

    per_page = 20

    class Meta:
        abstract = True

    def paged(self, request, rows):
        """One page of the rows, by `?seite=`; a number that does not exist is the nearest."""
        return Paginator(rows, self.per_page).get_page(request.GET.get("seite"))

    @path("atom/", name="atom")
    def atom(self, request):
        return response(self, request, feeds.atom)

    @path("rss/", name="rss")
    def rss(self, request):
        return response(self, request, feeds.rss)
