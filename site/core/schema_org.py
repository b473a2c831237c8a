"""schema.org data that search engines read: JSON-LD in a data block, which no CSP stops."""

import json

from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
# As django.utils.html.json_script: nothing in a text can end the script element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def breadcrumb_list(crumbs, absolute) -> dict:
    """BreadcrumbList of [(title, URL)]; `absolute` makes a URL absolute."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(title), "item": absolute(url)}
            for position, (title, url) in enumerate(crumbs, start=1)
        ],
    }


def without_empty(value):
    """The same data without empty texts, lists and objects, at every depth."""
    if isinstance(value, dict):
        pruned = {key: without_empty(item) for key, item in value.items()}
        kept = {key: item for key, item in pruned.items() if item not in (None, "", [], {})}
        return kept if set(kept) - {"@type", "@context"} else {}
    if isinstance(value, (list, tuple)):
        return [item for item in map(without_empty, value) if item not in (None, "", [], {})]
    return value


def json_ld(data: dict) -> SafeString:
    """A `<script type="application/ld+json">` that no text in `data` can break out of."""
    text = json.dumps(without_empty(data), ensure_ascii=False, default=str)
    text = text.translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
