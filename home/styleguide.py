"""The component page: every block and every shared component, as readers see them. For staff."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from core.text.html import plain_text

from .blocks import PageBody

ICONS = "img/icons.svg"
COLOURS = (
    "brand",
    "brand-soft",
    "brand-glow",
    "action",
    "good",
    "line",
    "surface",
    "text",
    "muted",
)
LOOKS = ("info", "success", "warning", "danger")
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)"')


@dataclass(frozen=True)
class BlockSample:
    """A block with its preview value. html: "" while the city has no content for it."""

    name: str
    label: str
    description: str
    group: str
    html: str


@require_safe
@require_admin_access
def styleguide(request):
    """All blocks by their own preview values, then the components that pages share."""
    return render(
        request,
        "home/styleguide.html",
        {
            "blocks": shown_blocks(request),
            "icons": icon_names(),
            "colours": COLOURS,
            "looks": LOOKS,
        },
    )


def shown_blocks(request) -> list[BlockSample]:
    blocks = PageBody().child_blocks.items()
    return [
        BlockSample(
            name, block.label, block.get_description(), block.meta.group, _rendered(block, request)
        )
        for name, block in blocks
    ]


def _rendered(block, request) -> str:
    html = block.render(block.get_preview_value(), {"request": request})
    return html if plain_text(html) else ""


@lru_cache
def icon_names() -> list[str]:
    """The drawings of our sprite, in its order."""
    return _SYMBOL.findall(Path(finders.find(ICONS)).read_text())
