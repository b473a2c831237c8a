"""News in the admin: categories, an event's next dates, and the protection of public notices."""

from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Category, PublicNoticePage
from .next_dates import next_dates

MAY_REMOVE = "news.remove_publicnotice"


class CategoryViewSet(SnippetViewSet):
    """Categories of news and events."""

    model = Category
    icon = "tag"
    list_display = ["title", "kind"]
    list_filter = ["kind"]
    search_fields = ["title"]


register_snippet(CategoryViewSet)


@hooks.register("register_admin_urls")
def next_dates_url():
    return [path("veranstaltungen/naechste-termine/", next_dates, name="news_next_dates")]


@hooks.register("register_permissions")
def permission_to_remove_notices():
    return Permission.objects.filter(content_type__app_label="news", codename="remove_publicnotice")


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def protect_notices(request, page):
    """Refuse to unpublish or delete a published notice without a special permission."""
    if _may_remove(request.user, [page]):
        return None
    return _refuse(request, page.pk)


@hooks.register("before_bulk_action")
def protect_notices_in_bulk(request, action_type, objects, action):
    """The same for several pages at once."""
    pages = [one for one in objects if hasattr(one, "path")]
    if action_type not in ("delete", "unpublish") or _may_remove(request.user, pages):
        return None
    return _refuse(request, pages[0].get_parent().pk, several=True)


def _may_remove(user, pages) -> bool:
    if user.has_perm(MAY_REMOVE):
        return True
    published = PublicNoticePage.objects.exclude(first_published_at=None)
    return not any(published.descendant_of(page, inclusive=True).exists() for page in pages)


def _refuse(request, pk, several=False):
    messages.error(
        request,
        _(
            "Public notices stay public for good. To correct one, publish another notice that "
            "corrects it. Who must take one down needs the permission “take down or delete "
            "public notices”."
        ),
    )
    if several:
        return redirect("wagtailadmin_explore", pk)
    return redirect("wagtailadmin_pages:edit", pk)
