"""Teasers that apps offer to pages of lower layers or to the home page.

An app registers its teasers in AppConfig.ready(); a template shows a place's teasers with
`{% show_teasers "home" %}`. So the home page composes apps that it does not know, and a unit's page
can list the unit's services though the directory knows no services.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Places that templates ask for.
HOME = "home"
UNIT = "unit"  # about: unit
RELATED = "related"  # about: kind (a name of core.registries.linkable), pk
WAY_ON = "way-on"  # below an error message: where to go from here
NOT_FOUND = "not-found"  # the same, where no page has the address
# Places of every page's frame; about: page, the page of the tree (None: a page of an app).
HEAD = "head"  # inside <head>
PAGE_TOP = "page-top"  # first thing of <main>: alerts, status
PAGE_END = "page-end"  # below the content: feedback
FOOTER = "footer"
# Below the heading of what is shown.
PAGE_HEAD = "page-head"  # about: page, a page of the tree
SERVICE_HEAD = "service-head"  # about: service

_teasers: dict[str, "Teaser"] = {}


@dataclass(frozen=True)
class Teaser:
    """One block of a page.

    context(request, **about) returns the template's context, or None when there is nothing to
    show. `about` is what the place is about (see the places above). Lower positions come first.
    label: what editors call it, where they may choose; "" is never offered for choice.
    """

    name: str
    place: str
    template: str
    context: Callable[..., dict | None]
    position: int = 100
    label: str = ""


def register(teaser: Teaser) -> None:
    """Offer a teaser; registering a name again replaces it."""
    _teasers[teaser.name] = teaser


def at(place: str) -> list[Teaser]:
    """The teasers of one place in their order."""
    found = (teaser for teaser in _teasers.values() if teaser.place == place)
    return sorted(found, key=lambda teaser: (teaser.position, teaser.name))


def arranged(place: str, choice: dict[str, bool]) -> list[Teaser]:
    """The same as an editor has chosen: {name: shown}, in the order wanted; others follow."""
    known = {teaser.name: teaser for teaser in at(place)}
    names = [*(name for name in choice if name in known), *(n for n in known if n not in choice)]
    return [known[name] for name in names if choice.get(name, True)]
