"""The wastebasket: deleted pages are kept for 30 days, with their children and their address.

They hang under a page of no site, unpublished, so that no reader, search, list or feed finds them;
their rows, and what refers to them, stay as they are. Retention goes on: what citizens sent by a
form is deleted in time there, too.
"""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from treebeard.mp_tree import MP_MoveHandler
from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.signal_handlers import autocreate_redirects_on_page_move
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site
from wagtail.models.pages import PagePermissionTester
from wagtail.signals import page_published, page_unpublished

from accounts.policies import owns_all
from core.reserved_slugs import is_in_wastebasket, refuse_reserved

from . import gone
from .models import Deletion, Wastebasket
from .models.wastebasket import KEPT

logger = logging.getLogger(__name__)
THROWN, RESTORED = "frame.throw_away", "frame.restore"


class NotRestorable(Exception):
    """The page cannot be restored as it is; the message says why."""


def sites_below(page) -> Iterable[Site]:
    """The sites whose home page is this page or lies below it: such pages are not deleted."""
    return Site.objects.filter(root_page__path__startswith=page.path)


@transaction.atomic
def throw_away(page, user) -> Deletion:
    """Take a page and all below it off the site, and keep it."""
    page = Page.objects.get(pk=page.pk).specific
    subtree = page.get_descendants(inclusive=True)
    keys = list(subtree.values_list("pk", flat=True))
    live = list(subtree.live().values_list("pk", flat=True))
    above = page.get_ancestors().filter(depth__gt=1).order_by("-depth")
    deletion = Deletion(
        page_id=page.pk,
        title=page.get_admin_display_title(),
        address=(page.get_url_parts() or ("", "", ""))[2],
        slug=page.slug,
        url_path=page.url_path,
        ancestors=list(above.values_list("pk", flat=True)),
        live_pages=live,
        count=len(keys),
        by=user,
    )
    log(page, THROWN, user=user, data={"address": deletion.address, "count": len(keys)})
    for one in subtree.specific().order_by("-path"):
        _unpublish(one, user)
    # What was to be published later must not come out of the wastebasket by itself.
    Revision.page_revisions.filter(object_id__in=[str(key) for key in keys]).update(
        approved_go_live_at=None
    )
    _move(page, Wastebasket.get(), f"{page.pk}")
    deletion.save()
    return deletion


@transaction.atomic
def restore(deletion: Deletion, user, slug: str = "") -> Page:
    """Put the page back where it was, with the state that each page had.

    slug: another address, where its own is taken. Raises NotRestorable.
    """
    parent = place_of(deletion)
    slug = slug or deletion.slug
    if parent is None:
        raise NotRestorable(_("There is no page left under which it could stand."))
    if parent.get_children().filter(slug=slug).exists():
        raise NotRestorable(_("The address “%(slug)s” is taken meanwhile.") % {"slug": slug})
    refuse_reserved(slug, parent)
    page = deletion.page
    _move(page, parent, slug)
    live = set(deletion.live_pages)
    for one in Page.objects.get(pk=page.pk).get_descendants(inclusive=True).specific():
        if one.pk in live:
            _republish(one)
    deletion.delete()
    page = Page.objects.get(pk=page.pk)
    if deletion.url_path and deletion.url_path != page.url_path:
        _lead_on(page.specific, deletion.url_path)
    log(page, RESTORED, user=user)
    return page


def delete_for_good(deletion: Deletion, user=None):
    """Delete the page and all below it; the addresses go on answering 410."""
    page = deletion.page
    DeletePageAction(page, user=user).execute(skip_permission_checks=True)


def over(now):
    """Deletions that are 30 days old."""
    return Deletion.objects.filter(at__lt=now - KEPT)


def empty_old(now):
    """Delete for good all pages deleted 30 days ago (frame.retention)."""
    for deletion in over(now).select_related("page"):
        _delete_if_free(deletion)


def _delete_if_free(deletion):
    """Keep pages that something still refers to, for instance submissions of citizens."""
    try:
        with transaction.atomic():
            delete_for_good(deletion)
    except ProtectedError:
        logger.warning("%s stays in the wastebasket: it is still needed", deletion.title)


def place_of(deletion: Deletion) -> Page | None:
    """The new parent: the nearest former ancestor that still exists."""
    known = Page.objects.in_bulk(deletion.ancestors)
    for pk in deletion.ancestors:
        if pk in known and not is_in_wastebasket(known[pk]):
            return known[pk]
    return None


def may_restore(user, deletion: Deletion) -> bool:
    """Whether the user may restore the page: whoever may delete it may restore it."""
    parent = place_of(deletion)
    if user.is_superuser or parent is None:
        return user.is_active and user.is_superuser
    rights = PagePermissionTester(user, parent).permissions if user.is_active else set()
    pages = deletion.page.get_descendants(inclusive=True)
    if deletion.count > 1 and "bulk_delete" not in rights:
        return False
    if deletion.live_pages and "publish" not in rights:
        return False
    may = "change" in rights or (
        "add" in rights and not pages.exclude(owner=user).exists()
    )  # fmt: skip
    return may and owns_all(user, pages)


def free_slug_of(deletion: Deletion) -> str:
    """Its own slug, or the first free one with a number behind it."""
    parent = place_of(deletion)
    taken = set(parent.get_children().values_list("slug", flat=True)) if parent else set()
    slug, number = deletion.slug, 2
    while slug in taken:
        slug, number = f"{deletion.slug}-{number}", number + 1
    return slug


def _unpublish(page, user):
    gone.remember_live(page)
    if state := page.current_workflow_state:
        state.cancel(user=user)
    if page.live:
        page.live = False
        page.save(update_fields=["live"], clean=False)
        page_unpublished.send(sender=page.specific_class, instance=page)


def _republish(page):
    page.live = True
    page.save(update_fields=["live"], clean=False)
    page_published.send(
        sender=page.specific_class, instance=page, revision=page.live_revision
    )  # fmt: skip


def _lead_on(page, before: str):
    """The addresses of before lead to where the pages stand now, and are no longer gone."""
    for one in page.get_descendants(inclusive=True).live().specific():
        one.url_path = before + one.url_path.removeprefix(page.url_path)
        gone.discard(one)
    autocreate_redirects_on_page_move(
        instance=page, url_path_before=before, url_path_after=page.url_path
    )


def _move(page, target, slug):
    """Move without Wagtail's signals, which would create redirects to the wastebasket."""
    page = Page.objects.get(pk=page.pk)
    before = page.url_path
    MP_MoveHandler(page, target, "last-child").process()
    page = Page.objects.get(pk=page.pk)
    page.slug = slug
    after = page.set_url_path(Page.objects.get(pk=target.pk))
    Page.objects.filter(pk=page.pk).update(slug=slug, url_path=after)
    page._update_descendant_url_paths(before, after)
    if latest := page.latest_revision:
        # The editor shows the address of the latest draft.
        latest.content["slug"] = slug
        latest.save(update_fields=["content"])
