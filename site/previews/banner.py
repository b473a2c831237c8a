"""What stands above every preview: that it is a draft, until when, and what else it shows."""

from dataclasses import dataclass

from django.utils.http import urlencode
from wagtail.models import Page

from .models import PreviewLink, address


@dataclass(frozen=True)
class Preview:
    """A preview being shown: which link, by which token, which page of it, in which mode."""

    link: PreviewLink
    token: str
    pk: int | None
    mode: str

    @property
    def pages(self) -> list[tuple[str, str, bool]]:
        """[(title, address, whether it is shown now)] of a whole section; else empty."""
        if not self.link.section:
            return []
        root = self.link.target
        pages = [(root.draft_title or root.title, address(self.token), self.pk is None)]
        for page in self.link.section:
            shown = page.pk == self.pk
            pages.append((page.draft_title or page.title, address(self.token, page.pk), shown))
        return pages

    def modes(self, shown) -> list[tuple[str, str, bool]]:
        """The same for the ways in which one thing can be looked at: languages, the thanks of a
        form."""
        here = address(self.token, self.pk)
        found = [
            (label, f"{here}?{urlencode({'ansicht': name})}" if name else here, name == self.mode)
            for name, label in shown.preview_modes
        ]
        return found if len(found) > 1 else []

    @property
    def addresses(self) -> dict[str, str]:
        """{path of a page as readers know it: its address in this preview}."""
        if not isinstance(self.link.target, Page):
            return {}
        pages = [(self.link.target, None), *((page, page.pk) for page in self.link.section)]
        return {
            parts[2]: address(self.token, pk)
            for page, pk in pages
            if (parts := page.get_url_parts()) and parts[2]
        }


def banner(request, page=None):
    """The teaser (core.registries.slots) at the top of a preview; nothing on any other page."""
    preview = getattr(request, "shown_preview", None)
    if preview is None:
        return None
    return {
        "link": preview.link,
        "pages": preview.pages,
        "modes": getattr(request, "preview_modes_shown", []),
    }
