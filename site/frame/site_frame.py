"""The frame of a site in the reader's language: the content of header and footer.

It is built once a minute at most (core.caching) and holds plain values only.
"""

from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from core.contacts import phone_address
from core.registries import navigation
from core.registries.navigation import Link, Node

from .languages import home_pages
from .models import HeaderFooter, Theme
from .parts import parts_of

# Addresses of the legal and service pages, in the order of the footer.
FOOTER_SLUGS = ("kontakt", "impressum", "datenschutz", "barrierefreiheit", "sitemap")
LANGUAGE_SLUGS = {"leichte-sprache": "easy-language", "gebaerdensprache": "sign-language"}
LOGO = "max-600x112"


@dataclass(frozen=True)
class Logo:
    """Addresses and size (CSS pixels) of a site's logo; dark_url "" without one for the dark."""

    url: str
    width: int
    height: int
    alt: str
    dark_url: str = ""
    shows_name: bool = True


@dataclass(frozen=True)
class Column:
    """One column of the footer."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Contact:
    """Contact data of the site's owner; every part may be empty."""

    name: str = ""
    lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    shows_115: bool = True

    @property
    def phone_address(self) -> str:
        return phone_address(self.phone)

    @property
    def is_there(self) -> bool:
        return bool(self.lines or self.phone or self.email)


@dataclass(frozen=True)
class Frame:
    """The content of header and footer of every page.

    home_urls: {language code: address of the home page}, published ones; home_paths: the same as
    paths of the tree; variants: {icon: {primary key of a page: address of its other form}};
    root_url: scheme and host of the site; hidden: the parts that the site leaves out
    (core.registries.navigation); searches_own_pages_only: there are other sites, and their pages
    are not found here.
    """

    site_id: int | None = None
    site_name: str = "Stadttor"
    hostname: str = ""
    root_url: str = ""
    home_url: str = "/"
    home_urls: dict[str, str] = field(default_factory=dict)
    home_paths: frozenset[str] = frozenset()
    navigation: tuple[Node, ...] = ()
    languages: tuple[Link, ...] = ()
    variants: dict[str, dict[int, str]] = field(default_factory=dict)
    footer: tuple[Link, ...] = ()
    quick_links: tuple[Link, ...] = ()
    columns: tuple[Column, ...] = ()
    contact: Contact = field(default_factory=Contact)
    channels: tuple[Link, ...] = ()
    logo: Logo | None = None
    theme_url: str = ""
    style_sheet: str = ""
    hidden: frozenset[str] = frozenset()
    no_index: bool = False
    searches_own_pages_only: bool = False


def frame_of(site: Site | None, header_footer=None, theme=None) -> Frame:
    """The frame of a Wagtail site (None: no site yet) in the active language.

    header_footer, theme: settings that are not saved yet, for the editors' preview.
    """
    if site is None:
        return Frame()
    homes = home_pages(site)
    root = homes.get(get_language(), site.root_page)
    special, menu = _top_pages(site, root)
    saved_theme = theme or _setting(Theme, site, "logo", "dark_logo")
    parts = parts_of(site)
    return Frame(
        site_id=site.pk,
        site_name=site.site_name or str(_("Our city")),
        hostname=site.hostname,
        root_url=site.root_url,
        home_url=root.get_url(current_site=site) or "/",
        home_urls={code: page.get_url(current_site=site) or "/" for code, page in homes.items()},
        home_paths=frozenset(page.path for page in homes.values()),
        navigation=menu,
        languages=tuple(
            Link(special[slug].label, special[slug].url, icon)
            for slug, icon in LANGUAGE_SLUGS.items()
            if slug in special
        ),
        variants=navigation.variants(),
        footer=tuple(special[slug] for slug in FOOTER_SLUGS if slug in special),
        logo=_logo(saved_theme),
        theme_url=theme.preview_url if theme else theme_url(saved_theme.style_sheet),
        style_sheet=saved_theme.style_sheet,
        hidden=frozenset(parts.hidden),
        no_index=parts.no_index,
        searches_own_pages_only=not parts.searches_all_sites
        and Site.objects.exclude(pk=site.pk).exists(),
        **_own_words(header_footer or _setting(HeaderFooter, site), site),
    )


def theme_url(style_sheet: str) -> str:
    """The address changes with the content: browsers may keep it for ever. "" without one."""
    if not style_sheet:
        return ""
    return reverse("frame:theme", args=[sha256(style_sheet.encode()).hexdigest()[:16]])


def _setting(model, site, *related):
    """The site's row, or an unsaved default; reading creates none."""
    rows = model.objects.filter(site=site).select_related(*related)
    return rows.first() or model(site=site)


def _top_pages(site, root):
    """({slug in the site's own tree: link} of the special pages, the main menu in two levels)."""
    own = site.root_page
    below = Q(depth=root.depth + 1) | Q(depth=root.depth + 2, show_in_menus=True)
    wanted = root.get_descendants().filter(below)
    if root != own:
        wanted |= own.get_children().filter(slug__in=[*FOOTER_SLUGS, *LANGUAGE_SLUGS])
    pages = list(wanted.live().public().order_by("path").defer_streamfields())
    slugs = {page.translation_key: page.slug for page in pages if page.is_child_of(own)}
    special, menu = {}, []
    for page in pages:
        slug = slugs.get(page.translation_key)
        if slug in FOOTER_SLUGS or slug in LANGUAGE_SLUGS:
            # A translation takes the place of the page in the site's own language.
            if slug not in special or page.is_child_of(root):
                special[slug] = Link(page.title, page.get_url(current_site=site) or "")
        elif page.show_in_menus and page.is_child_of(root):
            menu.append(page)
    return special, tuple(_with_children(page, pages, site) for page in menu)


def _with_children(page, pages, site):
    children = tuple(
        Node(child.title, child.get_url(current_site=site) or "")
        for child in pages
        if child.is_child_of(page)
    )
    return Node(page.title, page.get_url(current_site=site) or "", children)


def _own_words(settings_row: HeaderFooter, site) -> dict:
    """The editors' own content of header and footer, for pages of the active language."""
    language = get_language()
    quick = [link.value for link in settings_row.quick_links]
    columns = [column.value for column in settings_row.columns]
    return {
        "quick_links": _links((link for link in quick if link["language"] == language), site),
        "columns": tuple(
            Column(column["heading"], _links(column["links"], site))
            for column in columns
            if column["language"] == language
        ),
        "contact": Contact(
            settings_row.contact_name or site.site_name,
            tuple(line for line in settings_row.contact_address.splitlines() if line.strip()),
            settings_row.contact_phone,
            settings_row.contact_email,
            settings_row.shows_115,
        ),
        "channels": tuple(
            Link(channel.value["name"] or _name_of(channel), channel.value["url"])
            for channel in settings_row.channels
        ),
    }


def _name_of(channel):
    kinds = dict(channel.block.child_blocks["kind"].field.choices)
    return str(kinds.get(channel.value["kind"], channel.value["kind"]))


def _links(values, site) -> tuple[Link, ...]:
    """Links to what everybody may read; the others are left out until they can be read again."""
    values = list(values)
    chosen = [value["page"].pk for value in values if value["page"]]
    public = Page.objects.filter(pk__in=chosen).live().public().in_bulk() if chosen else {}
    found = []
    for value in values:
        if value["address"]:
            found.append(Link(value["text"], value["address"]))
        elif value["page"] and value["page"].pk in public:
            page = public[value["page"].pk]
            found.append(Link(value["text"] or page.title, page.get_url(current_site=site) or ""))
    return tuple(found)


def _logo(theme: Theme) -> Logo | None:
    if theme.logo is None:
        return None
    light = theme.logo.get_rendition(LOGO)
    dark = theme.dark_logo.get_rendition(LOGO).url if theme.dark_logo else ""
    # Drawn at half its pixels: sharp on dense screens.
    return Logo(
        light.url,
        max(light.width // 2, 1),
        max(light.height // 2, 1),
        "" if theme.shows_name else theme.logo_alt,
        dark,
        theme.shows_name,
    )
