"""Tags for parts of every page: icons, breadcrumb, teasers, structured data."""

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from core import schema_org
from core.actions import labelled_links
from core.contacts import link_contacts
from core.languages import language_of
from core.registries import navigation, slots
from core.text.email import readable_email
from core.text.html import plain_text
from core.text.slugs import address_words
from core.text.spoken import GERMAN

register = template.Library()
register.filter("plain", plain_text)
register.filter("labelled_links", labelled_links)
register.filter("readable_email", readable_email)
register.filter("address_words", address_words)


@register.filter
def tree_page(value):
    """The page of the tree, None for anything else that a template calls `page`."""
    return value if isinstance(value, Page) else None


@register.simple_tag
def icon(name, css=""):
    """A decorative drawing of our sprite; never the only bearer of a meaning."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("img/icons.svg"),
        name,
    )


@register.filter
def contact_links(value):
    """A text of a source or an editor, its phone numbers and mail addresses as links.

    Plain text is escaped first; HTML comes from `richtext`, `safe` or `linebreaks`.
    """
    return mark_safe(link_contacts(conditional_escape(value)))  # noqa: S308  (escaped, or was safe)


@register.simple_tag
def mark_language(page=None):
    """The attribute `lang` for a text in another language than the page's; "" for one in the same.

    page: the page of the tree that the text names; without one the text is German, as what offices
    and councils write is.
    """
    language = language_of(page) if page is not None else GERMAN
    shown = get_language() or GERMAN
    return "" if language == shown else format_html(' lang="{}"', language)


@register.simple_tag
def json_ld(data):
    """schema.org data as a data block; empty without data."""
    return schema_org.json_ld(data) if data else ""


@register.simple_tag(takes_context=True)
def breadcrumb(context, *parts):
    """`{% breadcrumb label url label url … here %}`: the way from the home page to here."""
    request = context["request"]
    *pairs, here = parts
    home = context["frame"].home_url if "frame" in context else "/"
    crumbs = [(_("Home"), home), *zip(pairs[::2], pairs[1::2], strict=True)]
    schema = schema_org.breadcrumb_list(
        [*crumbs, (here, request.get_full_path())], request.build_absolute_uri
    )
    return format_html(
        '<nav class="breadcrumb" aria-label="{}"><ol>{}'
        '<li aria-current="page">{}</li></ol></nav>{}',
        _("You are here"),
        format_html_join("", '<li><a href="{1}">{0}</a></li>', crumbs),
        here,
        schema_org.json_ld(schema),
    )


@register.simple_tag(takes_context=True)
def show_teasers(context, place, choice=None, **about):
    """The teasers that the apps offer for a place (core.registries.slots), in their order.

    choice: {name: shown}, what an editor has arranged.
    """
    request = context.get("request")
    frame = context.get("frame")
    hidden = frame.hidden if frame else navigation.hidden_on(Site.find_for_request(request))
    shown = []
    for teaser in slots.arranged(place, choice or {}):
        if hidden and navigation.part_of(teaser.context) in hidden:
            continue
        values = teaser.context(request, **about)
        if values is not None:
            shown.append(render_to_string(teaser.template, values, request))
    return mark_safe("".join(shown))  # noqa: S308  (rendered templates)
