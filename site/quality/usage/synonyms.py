"""Synonyms by which the search finds a page or a service: the kinds that accept them.

An app registers its kinds in AppConfig.ready(); pages are there already.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

MOST = 10
LONGEST = 300


@dataclass(frozen=True)
class Candidate:
    """An object that may get the word. name: of its kind."""

    name: str
    pk: int
    title: str


@dataclass(frozen=True)
class SynonymKind:
    """find(text, user) -> [(pk, title)] that the user may change. add(pk, word, user) -> where it
    can be edited further; raises PermissionDenied, or ValueError with words for the editor.
    """

    name: str
    label: str
    find: Callable[..., list[tuple[int, str]]]
    add: Callable[..., str]


_kinds: dict[str, SynonymKind] = {}


def register(kind: SynonymKind) -> None:
    """Offer a kind; registering a name again replaces it."""
    _kinds[kind.name] = kind


def kinds() -> list[SynonymKind]:
    return list(_kinds.values())


def find(text: str, user) -> list[tuple[SynonymKind, list[Candidate]]]:
    """Objects with this name, by kind; kinds without any are left out."""
    text = text.replace("\x00", "").strip()
    if not text:
        return []
    found = [
        (kind, [Candidate(kind.name, pk, title) for pk, title in kind.find(text, user)[:MOST]])
        for kind in kinds()
    ]
    return [(kind, rows) for kind, rows in found if rows]


def add(name: str, pk: int, word: str, user) -> str:
    """Add the word. Raises KeyError for an unknown kind, otherwise as the kind does."""
    return _kinds[name].add(pk, word, user)


# --- Pages ---------------------------------------------------------------------------------


def _pages(text, user):
    may_change = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    found = may_change.live().filter(title__icontains=text, depth__gt=1).order_by("title")
    return list(found.values_list("pk", "title")[:MOST])


def _add_to_page(pk, word, user):
    """Add a synonym to a page; publish it if no other changes wait and the user may publish."""
    page = Page.objects.get(pk=pk).specific
    may = page.permissions_for_user(user)
    if not may.can_edit() or page.locked:
        raise PermissionDenied
    latest = page.get_latest_revision_as_object()
    if not hasattr(latest, "also_called"):
        raise ValueError(_("This kind of page takes no other words."))
    words = [part.strip() for part in latest.also_called.split(",") if part.strip()]
    if word.casefold() not in {known.casefold() for known in words}:
        words.append(word)
    joined = ", ".join(words)
    if len(joined) > LONGEST:
        raise ValueError(_("This page has so many other words already that no more fits."))
    latest.also_called = joined
    had_changes = page.has_unpublished_changes
    revision = latest.save_revision(user=user, log_action=True)
    if page.live and not had_changes and may.can_publish():
        revision.publish(user=user)
    return reverse("wagtailadmin_pages:edit", args=[pk])


PAGES = SynonymKind("page", _("Pages"), _pages, _add_to_page)
