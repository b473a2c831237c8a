"""The frame of one page of the tree: breadcrumb, translations, section, picture.

Cached like the frame of the site (core.caching): a recently requested page costs no query.
"""

from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from core.caching import cached
from core.languages import own_language
from core.registries.navigation import Link, Node, nodes_below

from .site_frame import Frame

# What services that show a shared link ask for.
PICTURE = "fill-1200x630|format-jpeg|jpegquality-80"


@dataclass(frozen=True)
class Picture:
    """For sharing: address, size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class PageFrame:
    """crumbs: from the home page to the parent; here: the page itself; translations: {language
    code: address}, the page itself among them; section: the part of the tree that the page lies
    deep in, None elsewhere; variants: {icon: address} of its other forms of language.
    """

    here: Link
    is_home: bool = False
    crumbs: tuple[Link, ...] = ()
    translations: dict[str, str] = field(default_factory=dict)
    section: Node | None = None
    picture: Picture | None = None
    variants: dict[str, str] = field(default_factory=dict)

    @property
    def default_translation(self) -> str:
        """For readers of any other language: the page in the site's own; "" without one."""
        return self.translations.get(own_language(), "")

    def around(self, part: Link) -> "PageFrame":
        """The frame of a view below the page's address: an entry, an archive.

        Its translations lie at the same place below those of the page.
        """
        ending = part.url.removeprefix(self.here.url)
        return replace(
            self,
            here=part,
            is_home=False,
            crumbs=(*self.crumbs, self.here),
            translations={code: f"{url}{ending}" for code, url in self.translations.items()},
            variants={},
        )


def page_frame(page: Page, site: Site | None, frame: Frame, fresh: bool = False) -> PageFrame:
    """The frame of a published page; fresh: of a draft, not from the cache."""
    if site is None or not page.path:
        return PageFrame(Link(page.title, ""))
    if fresh:
        return _build(page, site, frame)
    name = f"page-{site.pk}-{page.pk}-{get_language()}"
    return cached(name, lambda: _build(page, site, frame))


def _build(page, site, frame):
    is_home = page.path in frame.home_paths
    ancestors = [] if is_home else list(page.get_ancestors().live().defer_streamfields())
    home = next((item for item in ancestors if item.path in frame.home_paths), None)
    way = [item for item in ancestors if home and item.depth > home.depth]
    translations = _translations(page, site)
    address = page.get_url(current_site=site) or ""
    return PageFrame(
        here=Link(page.title, address),
        is_home=is_home,
        crumbs=tuple(
            Link(_("Home") if item is home else item.title, item.get_url(current_site=site) or "")
            for item in ([home] if home else []) + way
        ),
        translations=translations,
        section=_section(page, way, site),
        picture=_picture(page),
        variants={icon: pairs[page.pk] for icon, pairs in frame.variants.items()
                  if page.pk in pairs},
    )  # fmt: skip


def _translations(page, site):
    found = Page.objects.filter(translation_key=page.translation_key).live().public()
    return {
        item.locale.language_code: item.get_url(current_site=site) or "/"
        for item in found.select_related("locale").order_by("path").defer_streamfields()
    }


def _section(page, way, site):
    """The branch of the tree that leads to the page, with the neighbours on every level."""
    if not way or not getattr(page, "shows_section", True):
        return None
    top = way[0]
    levels = Q()
    for item in [*way, page]:
        levels |= Q(path__startswith=item.path, depth=item.depth + 1)
    nodes = nodes_below(top, site, levels & Q(show_in_menus=True))
    if not nodes:
        return None
    return Node(top.title, top.get_url(current_site=site) or "", tuple(nodes))


def _picture(page):
    picture = getattr(page, "picture", None)
    if picture is None:
        return None
    rendition = picture.get_rendition(PICTURE)
    return Picture(rendition.url, rendition.width, rendition.height)
