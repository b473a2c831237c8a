"""Link lists: pages of this website and addresses elsewhere; other apps add kinds of their own."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.models import Site

from .base import LISTS, CityBlock, heading


@dataclass(frozen=True)
class Link:
    """A line of a link list. host: of an address elsewhere."""

    title: str
    url: str
    text: str = ""
    host: str = ""


_SHOWN_TEXT = _("What stands there; left empty, the title.")


class LinkItem(StructBlock):
    """One link. Subclasses implement `link(value, request) -> Link | None`.

    None: the target does not exist (any more).
    """

    title = CharBlock(required=False, label=_("Link text"), max_length=200, help_text=_SHOWN_TEXT)
    text = CharBlock(required=False, label=_("Explanation"), max_length=300)

    class Meta:
        label_format = "{title}"


class PageLink(LinkItem):
    """A link to a page of the tree; its address follows the page."""

    page = PageChooserBlock(label=_("Page"))

    class Meta:
        label = _("Page of this website")
        icon = "doc-empty-inverse"
        form_layout = ["page", "title", "text"]

    def link(self, value, request):
        page = value.get("page")
        if not page or not page.live:
            return None
        title = value.get("title") or page.title
        return Link(title, page.get_url(request) or "", value.get("text") or "")


class ExternalLink(LinkItem):
    """A link that leaves this website."""

    url = URLBlock(label=_("Address"))
    title = CharBlock(
        label=_("Link text"), max_length=200, help_text=_("What the reader finds there.")
    )

    class Meta:
        label = _("Address elsewhere")
        icon = "link-external"
        form_layout = ["url", "title", "text"]

    def link(self, value, request):
        url = value.get("url") or ""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return Link(value.get("title") or host, url, value.get("text") or "", host)


class LinkStream(StreamBlock):
    """Links of several kinds."""

    page = PageLink()
    external = ExternalLink()

    class Meta:
        icon = "link"


class LinksBlock(CityBlock):
    """A list of further links. Subclasses may offer more kinds of links."""

    heading = heading()
    links = LinkStream(label=_("Links"), min_num=1)

    class Meta:
        label = _("Links")
        icon = "link"
        group = LISTS
        description = _("Pages of this website and addresses elsewhere, which are marked.")
        template = "blocks/links.html"
        label_format = "{heading}"

    def sample(self):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        page = site and site.root_page
        return {
            "heading": gettext("More on this"),
            "links": [
                *([("page", {"page": page, "title": "", "text": ""})] if page else []),
                (
                    "external",
                    {
                        "url": "https://www.ausweisapp.example/",
                        "title": gettext("The app for your identity card"),
                        "text": gettext("With it you identify yourself online."),
                    },
                ),
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = context.get("request")
        links = (child.block.link(child.value, request) for child in value["links"])
        context["links"] = [link for link in links if link and link.url]
        return context

    def get_searchable_content(self, value):
        words = [value.get("heading") or ""]
        for child in value["links"]:
            words += [child.value.get("title") or "", child.value.get("text") or ""]
        return [word for word in words if word]
