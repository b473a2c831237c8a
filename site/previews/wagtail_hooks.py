"""The way from a page or a supplement to its preview links, and their entries in the history."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.action_menu import ActionMenuItem

from . import admin_views, targets

LABEL = _("Preview links")


@hooks.register("register_admin_urls")
def register_views():
    return [
        path("vorschau-links/<str:label>/<int:pk>/", admin_views.links, name="previews_links"),
        path("vorschau-links/<int:pk>/zurueckziehen/", admin_views.revoke, name="previews_revoke"),
    ]


@hooks.register("register_page_header_buttons")
def page_button(page, user, view_name, next_url=None):
    if not page.is_root() and targets.may_edit(user, page):
        yield Button(LABEL, admin_views.address_of(page), icon_name="view", priority=45)


@hooks.register("register_snippet_listing_buttons")
def listing_button(snippet, user, next_url=None):
    if targets.label_of(snippet) and targets.may_edit(user, snippet):
        url = admin_views.address_of(snippet)
        yield Button(LABEL, url, icon_name="view", priority=45)


class PreviewLinksItem(ActionMenuItem):
    """In the editor of a supplement, beside saving and publishing."""

    label = LABEL
    icon_name = "view"
    order = 90

    def is_shown(self, context):
        instance = context.get("instance")
        return instance is not None and targets.may_edit(context["request"].user, instance)

    def get_url(self, context):
        return admin_views.address_of(context["instance"])


@hooks.register("register_snippet_action_menu_item")
def editor_item(model):
    return PreviewLinksItem() if targets.model_of(model._meta.label_lower) is model else None


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("previews.make", _("Make a preview link"), _("Preview link made"))
    actions.register_action(
        "previews.revoke", _("Revoke a preview link"), _("Preview link revoked")
    )
