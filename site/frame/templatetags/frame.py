"""Tags for parts of every page that depend on the site and on the page's place in the tree."""

from dataclasses import dataclass
from urllib.parse import quote

from django import template
from django.urls import translate_url
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from core import schema_org
from frame.context_processors import frame_for
from frame.page_frame import page_frame as surroundings

register = template.Library()
PAGES = "wagtail_serve"


@dataclass(frozen=True)
class Switch:
    """A link to another language; is_exact: to this page, otherwise to the home page."""

    code: str
    name: str
    url: str
    is_exact: bool


@register.simple_tag(takes_context=True)
def page_frame(context):
    """The PageFrame (frame.page_frame) of the page shown, None on the pages of apps.

    A view that shows a part of a page at an address of its own gives `part`, a Link to it.
    """
    page, request = context.get("page"), context.get("request")
    if request is None or not isinstance(page, Page):
        return None
    site = Site.find_for_request(request)
    is_fresh = getattr(request, "is_preview", False)
    found = surroundings(page, site, _frame(context), fresh=is_fresh)
    part = context.get("part")
    return found.around(part) if part else found


@register.simple_tag(takes_context=True)
def language_switches(context):
    """The other languages of the site, as links to this page or else to their home page.

    A view of an app that knows better gives `translations`, {language code: address}.
    """
    request, here, frame = context.get("request"), context.get("here"), _frame(context)
    if request is None or len(frame.home_urls) < 2:
        return []
    active = translation.get_language()
    current = active if active in frame.home_urls else next(iter(frame.home_urls))
    found = []
    for code, home in frame.home_urls.items():
        if code == current:
            continue
        exact = _translated(context, request, here, code)
        name = translation.get_language_info(code)["name_local"]
        found.append(Switch(code, name[:1].upper() + name[1:], exact or home, bool(exact)))
    return found


def _translated(context, request, here, code):
    """The address of the shown page in another language, "" without one."""
    if here is not None:
        return here.translations.get(code, "")
    if "translations" in context:
        return context["translations"].get(code, "")
    match = request.resolver_match
    if match is None or match.url_name == PAGES or getattr(request, "is_error", False):
        return ""
    address = translate_url(request.path, code)
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


@register.simple_tag(takes_context=True)
def language_form(context, link):
    """The link to Leichte Sprache or Gebärdensprache: of this page, if it has one."""
    here = context.get("here")
    exact = here.variants.get(link.icon, "") if here is not None else ""
    return {"url": exact or link.url, "is_exact": bool(exact)}


@register.simple_tag(takes_context=True)
def absolute(context, url):
    """The address with the host that the site is known by."""
    request, frame = context.get("request"), _frame(context)
    if not url or "://" in url or request is None:
        return url
    host = request.get_host().partition(":")[0]
    if frame.hostname in ("", "localhost", host):
        return f"{request.scheme}://{request.get_host()}{url}"
    return f"{frame.root_url}{url}"


@register.simple_tag(takes_context=True)
def mail_link(context, title, url):
    """A mailto: address that recommends a page."""
    text = _("I would like to recommend this page to you:") + f"\r\n\r\n{title}\r\n{url}\r\n"
    return f"mailto:?subject={quote(str(title))}&body={quote(text)}"


@register.simple_tag(takes_context=True)
def page_breadcrumb(context):
    """The way from the home page to the page of the tree; nothing on a home page."""
    here = context.get("here")
    if here is None or here.is_home or not here.crumbs:
        return ""
    crumbs = [(crumb.label, crumb.url) for crumb in here.crumbs]
    schema = schema_org.breadcrumb_list(
        [*crumbs, (here.here.label, here.here.url)], lambda url: absolute(context, url)
    )
    return format_html(
        '<nav class="breadcrumb" aria-label="{}"><ol>{}'
        '<li aria-current="page">{}</li></ol></nav>{}',
        _("You are here"),
        format_html_join("", '<li><a href="{1}">{0}</a></li>', crumbs),
        here.here.label,
        schema_org.json_ld(schema),
    )


@register.filter
def is_below(url, address):
    """Whether a page's address lies below a link's: "/rathaus/" is above "/rathaus/kontakt/"."""
    target = str(address).partition("?")[0]
    return target not in ("", "/") and str(url).startswith(target)


def _frame(context):
    found = context.get("frame")
    if found is not None:
        return found
    return frame_for(context["request"])
