"""Pages that ask whether they helped, and the signed reference that comes back with the answer.

Pages of the tree ask as their editor has chosen; an app names its own pages in
AppConfig.ready(). Pages are cached for everybody, so the reference holds nothing of one reader: it
names the page and the day on which it was shown, and is valid on that day and the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing
from django.db.models import QuerySet
from django.http import Http404
from django.urls import resolve
from django.utils import timezone
from wagtail.models import Page, Site

from quality.models import Feedback
from quality.request_subject import page_key
from quality.usage.anonymise import kept_query

SALT = "quality.feedback"
GOOD_FOR = timedelta(days=1)
SEARCH_VIEW = "search:search"
PAGE, SEARCH = Feedback.Kind.PAGE, Feedback.Kind.SEARCH

_titles: dict[str, Callable[..., str | None]] = {}


@dataclass(frozen=True)
class FeedbackSubject:
    """The subject of the question; title: "" until it is looked up."""

    kind: str
    key: str
    path: str
    title: str = ""


def ask_on(view_name: str, title: Callable[..., str | None]) -> None:
    """Ask on the pages of this view. title(**URL arguments): None if there is no such page."""
    _titles[view_name] = title


def title_of(queryset: Callable[[], QuerySet], field: str = "title"):
    """For ask_on: the title of the object in the address; queryset() -> the public objects."""

    def title(**arguments):
        return queryset().filter(**arguments).values_list(field, flat=True).first()

    return title


def subject_on(request, page=None) -> FeedbackSubject | None:
    """The subject of the question on this page, None when readers are not asked."""
    if getattr(request, "is_preview", False) or getattr(request, "is_error", False):
        return None
    if page is not None:
        is_home = page.pk == _home_pk(request)
        asks = getattr(page, "asks_for_feedback", False) and not is_home
        return FeedbackSubject(PAGE, page_key(page), request.path) if asks else None
    match = getattr(request, "resolver_match", None)
    if match is None:
        return None
    if match.view_name == SEARCH_VIEW:
        words = kept_query(request.GET.get("q", ""))
        return FeedbackSubject(SEARCH, words, request.path) if words else None
    return FeedbackSubject(PAGE, request.path, request.path) if match.view_name in _titles else None


def reference(subject: FeedbackSubject) -> str:
    """The signed reference in the form; the same for all readers of a day."""
    today = timezone.localdate().isoformat()
    return signing.Signer(salt=SALT).sign_object([subject.kind, subject.key, subject.path, today])


def read_reference(text: str) -> FeedbackSubject | None:
    """The subject, with its title; None for a forged or expired reference or a deleted page."""
    try:
        kind, key, path, day = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    if timezone.localdate() - date.fromisoformat(day) > GOOD_FOR:
        return None
    title = key if kind == SEARCH else _title(key, path)
    return FeedbackSubject(kind, key, path, title[:300]) if title else None


def _title(key, path):
    if key.startswith("page:"):
        page = Page.objects.live().filter(pk=key.removeprefix("page:")).only("title").first()
        return page.title if page else ""
    try:
        match = resolve(path)
    except Http404:
        return ""
    title = _titles.get(match.view_name)
    return (title and title(**match.kwargs)) or ""


def _home_pk(request):
    site = Site.find_for_request(request)
    return site.root_page_id if site else None
