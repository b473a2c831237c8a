"""Style sheets of the public pages: what belongs to which bundle, in which order.

Every page loads the two bundles, which core.bundles writes, and no sheet besides but its site's
colours. An app registers its own sheets in AppConfig.ready(), so that what it shows on other
pages is styled there, too. The admin's sheets are no concern of this registry.
"""

VENDOR = "bundles/vendor.css"  # what others wrote: changes when they do
SITE = "bundles/site.css"

_FOREIGN = ("vendor/kern/kern.min.css", "vendor/fonts/fonts.css")
_FIRST = ("css/tokens.css", "css/base.css")
_COMPONENTS = tuple(
    f"css/components/{name}.css"
    for name in (
        *("header", "search", "nav", "section-nav", "breadcrumb", "page", "hero", "footer"),
        *("letters", "cards", "lists", "filter", "badge", "notice", "languages", "toc", "contact"),
        *("pagination", "follow", "errors", "block", "accordion", "video", "data-table"),
        *("documents", "contact-form", "map", "event"),
    )
)
# Last, for it takes away what the others give.
_PRINT = ("css/print.css",)

_of_apps: list[tuple[str, ...]] = []


def register(*sheets: str) -> None:
    """Offer an app's sheets by their names below its static/, the first first."""
    if sheets not in _of_apps:
        _of_apps.append(sheets)


def bundles() -> dict[str, tuple[str, ...]]:
    """{bundle: its sheets in their order}.

    Apps are made ready from the highest layer down (INSTALLED_APPS): turned round here, so that
    the higher has the last word.
    """
    of_apps = [sheet for sheets in reversed(_of_apps) for sheet in sheets]
    return {VENDOR: _FOREIGN, SITE: (*_FIRST, *_COMPONENTS, *of_apps, *_PRINT)}
