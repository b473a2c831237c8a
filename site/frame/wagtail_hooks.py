"""The frame in the admin: the wastebasket behind delete buttons, the wizard for sites, lists."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from core.reserved_slugs import outside_wastebasket

from . import new_site_views, wastebasket, wastebasket_views
from .page_types import TypeViewSet

BASE = "papierkorb/"
NEW = "neue-website/"


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path(BASE, wastebasket_views.index, name="frame_wastebasket"),
        path(f"{BASE}<int:pk>/wiederherstellen/", wastebasket_views.restore, name="frame_restore"),
        path(f"{BASE}<int:pk>/endgueltig/", wastebasket_views.delete, name="frame_delete_for_good"),
        path(NEW, new_site_views.step, name="frame_new_site"),
        path(f"{NEW}schritt/<slug:name>/", new_site_views.step, name="frame_new_site_step"),
        path(f"{NEW}pruefen/", new_site_views.review, name="frame_new_site_review"),
        path(f"{NEW}<int:pk>/", new_site_views.done, name="frame_new_site_done"),
        path(f"{NEW}<int:pk>/loeschen/", new_site_views.undo, name="frame_new_site_undo"),
    ]


# After Wagtail's own for all types of pages, whose place it takes.
@hooks.register("register_admin_viewset")
def lists_of_types():
    return TypeViewSet()


@hooks.register("register_settings_menu_item")
def new_site_item():
    url = reverse("frame_new_site")
    return new_site_views.NewSiteItem(_("New website"), url, icon_name="plus", order=905)


@hooks.register("register_admin_menu_item")
def wastebasket_item():
    url = reverse("frame_wastebasket")
    return wastebasket_views.WastebasketItem(
        wastebasket_views.MENU_LABEL, url, icon_name="bin", order=9000
    )


# After those of other apps, which may refuse.
@hooks.register("before_delete_page", order=1000)
def keep_deleted(request, page):
    return wastebasket_views.throw_away_instead(request, page)


# After Wagtail's own: the last of one name is taken.
hooks.register("register_bulk_action", wastebasket_views.ThrowAwayMany, order=100)


@hooks.register("construct_explorer_page_queryset")
def hide_from_explorer(parent_page, pages, request):
    return outside_wastebasket(pages)


@hooks.register("construct_page_chooser_queryset")
def hide_from_choosers(pages, request):
    return outside_wastebasket(pages)


@hooks.register("register_log_actions")
def log_of_wastebasket(actions):
    @actions.register_action(wastebasket.THROWN)
    class Thrown(LogFormatter):
        label = _("Delete")
        message = _("Moved to the wastebasket")

    @actions.register_action(wastebasket.RESTORED)
    class Restored(LogFormatter):
        label = _("Restore")
        message = _("Restored from the wastebasket")
