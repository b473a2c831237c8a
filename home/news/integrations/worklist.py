"""Worklist items for news, events and public notices."""

from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.registries.worklist import Action, Item, Todo, register, register_action

from ..models import EventPage, NewsIndexPage, NewsPage, PublicNoticePage, Seal

OLD_DRAFT = timedelta(days=30)
SHOWN = 5


def items(request) -> list[Item]:
    """For the pages that this user may change."""
    may_change = policy_registry.get_by_type(Page).instances_user_has_permission_for(
        request.user, "change"
    )
    mine = {"pk__in": may_change.values("pk")}
    return [
        *_replaced_documents(PublicNoticePage.objects.filter(**mine)),
        *_pinned_without_date(EventPage.objects.filter(**mine)),
        *_old_drafts(NewsPage.objects.filter(**mine)),
    ]


def _replaced_documents(notices):
    """Notices with a replaced document: the published file has legal force and must come back."""
    replaced = Seal.objects.exclude(file_name=F("document__file")).values("document")
    found = notices.live().filter(documents__document__in=replaced).distinct().order_by("pk")
    text = _("A document of a public notice was replaced: %(title)s")
    return [_item(text, page, urgent=True) for page in found[:SHOWN]]


def _pinned_without_date(events):
    found = events.live().filter(pinned=True, last_day__lt=timezone.localdate()).order_by("pk")
    text = _("Stands on top, but has no date to come: %(title)s")
    return [_item(text, page) for page in found[:SHOWN]]


def _old_drafts(news):
    before = timezone.now() - OLD_DRAFT
    drafts = news.filter(live=False, first_published_at=None, latest_revision_created_at__lt=before)
    text = _("Draft for more than 30 days: %(title)s")
    return [_item(text, page) for page in drafts.order_by("latest_revision_created_at")[:SHOWN]]


def _item(text, page, urgent=False):
    title = page.draft_title or page.title
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Item(text % {"title": title}, url, urgent=urgent)


def new_item_url(request) -> str:
    """The form for news below the first list that this user may add to; "" without one."""
    for index in NewsIndexPage.objects.live().order_by("path"):
        if index.permissions_for_user(request.user).can_add_subpage():
            return reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    return ""


def register_worklist():
    """Called once, by NewsConfig.ready()."""
    register_action(Action("news", gettext_lazy("New news item"), new_item_url, position=10))
    register(Todo("news", gettext_lazy("News, events and public notices"), items, 60))
