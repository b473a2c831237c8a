"""The wastebasket in the admin: list, restoration, final deletion; and Wagtail's delete views."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from core.reserved_slugs import is_in_wastebasket
from core.text.slugs import german_slug

from . import wastebasket
from .models import Deletion

SHOWN = 200


class WastebasketItem(MenuItem):
    """For all who may delete pages somewhere, also when empty: it costs no query of its own."""

    def is_shown(self, request):
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_any_permission(request.user, {"add", "change"})


@require_safe
def index(request):
    context = {
        "page_title": _("Wastebasket"),
        "header_icon": "bin",
        "deletions": _visible(request.user),
        "days": wastebasket.KEPT.days,
    }
    return render(request, "frame/admin/wastebasket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, pk):
    """Restore a page; asks for another address if its own has been taken since."""
    deletion = _deletion(request, pk)
    slug, fault = "", ""
    if request.method == "POST":
        typed = request.POST.get("slug", "")
        slug = german_slug(typed, 255) if typed and typed != deletion.slug else deletion.slug
        try:
            page = wastebasket.restore(deletion, request.user, slug)
        except wastebasket.NotRestorable as error:
            fault = str(error)
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            text = _("“%(title)s” is back, with everything below it.") % {"title": deletion.title}
            address = reverse("wagtailadmin_pages:edit", args=[page.pk])
            messages.success(request, text, buttons=[messages.button(address, _("Edit"))])
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    context = {
        "page_title": _("Restore"),
        "page_subtitle": deletion.title,
        "header_icon": "bin",
        "deletion": deletion,
        "place": wastebasket.place_of(deletion),
        "moved": _stands_elsewhere(deletion),
        "slug": slug if fault and slug != deletion.slug else wastebasket.free_slug_of(deletion),
        "fault": fault,
        "is_taken": wastebasket.free_slug_of(deletion) != deletion.slug,
    }
    return render(request, "frame/admin/wastebasket_restore.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    """Delete for good, after a confirmation: it cannot be undone."""
    deletion = _deletion(request, pk)
    if request.method == "POST":
        wastebasket.delete_for_good(deletion, request.user)
        messages.success(request, _("“%(title)s” is deleted for good.") % {"title": deletion.title})
        return redirect("frame_wastebasket")
    context = {
        "page_title": _("Delete for good"),
        "page_subtitle": deletion.title,
        "header_icon": "bin",
        "deletion": deletion,
    }
    return render(request, "frame/admin/wastebasket_delete.html", context)


def throw_away_instead(request, page):
    """Replace Wagtail's deletion by the wastebasket. None where Wagtail has to ask first."""
    if site := wastebasket.sites_below(page).first():
        messages.error(request, home_of(site))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    usage = ReferenceIndex.get_references_to(page).group_by_source_object()
    if request.method != "POST" or usage.is_protected or not type_to_delete_confirmation(request):
        return None
    parent = page.get_parent()
    deletion = wastebasket.throw_away(page, request.user)
    _report(request, [deletion])
    return redirect("wagtailadmin_explore", parent.pk)


def home_of(site) -> str:
    text = _(
        "This is the home page of the website “%(site)s”, or stands above it. Delete the website "
        "first, under Settings › Sites."
    )
    return text % {"site": site.site_name or site.hostname}


class ThrowAwayMany(DeleteBulkAction):
    """The same for many pages at once."""

    def check_perm(self, page):
        return super().check_perm(page) and not wastebasket.sites_below(page).exists()

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        thrown = []
        # The shorter path first: what lies below a page goes with it.
        for page in sorted(objects, key=lambda one: one.path):
            page.refresh_from_db()
            if not is_in_wastebasket(page):
                thrown.append(wastebasket.throw_away(page, user))
        return len(thrown), sum(deletion.count - 1 for deletion in thrown)

    def get_success_message(self, num_parent_objects, num_child_objects):
        count = num_parent_objects + num_child_objects
        return _summary(count)


def _summary(count) -> str:
    text = ngettext(
        "%(count)s page is in the wastebasket. It can be restored for %(days)s days.",
        "%(count)s pages are in the wastebasket. They can be restored for %(days)s days.",
        count,
    )
    return text % {"count": count, "days": wastebasket.KEPT.days}


def _report(request, deletions):
    address = reverse("frame_wastebasket")
    button = messages.button(address, _("To the wastebasket"))
    messages.success(request, _summary(sum(one.count for one in deletions)), buttons=[button])


def _visible(user) -> list[Deletion]:
    """The deletions that this user may restore, the latest first."""
    found = Deletion.objects.select_related("page", "by")
    return [one for one in found[:SHOWN] if wastebasket.may_restore(user, one)]


def _deletion(request, pk) -> Deletion:
    deletion = get_object_or_404(Deletion.objects.select_related("page"), pk=pk)
    if not wastebasket.may_restore(request.user, deletion):
        raise PermissionDenied
    return deletion


def _stands_elsewhere(deletion) -> bool:
    """Whether the former parent no longer exists."""
    place = wastebasket.place_of(deletion)
    return place is not None and place.pk != deletion.ancestors[0]


MENU_LABEL = gettext_lazy("Wastebasket")
