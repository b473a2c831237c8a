"""News, events and public notices: each a list of pages, with feeds."""

from .categories import Category
from .documents import NoticeDocument, Seal
from .events import EventIndexPage, EventPage, ExtraDate, Occurrence, SkippedDate
from .news import NewsIndexPage, NewsPage, RelatedPage
from .notices import PublicNoticeIndexPage, PublicNoticePage

__all__ = [
    "Category",
    "EventIndexPage",
    "EventPage",
    "ExtraDate",
    "NewsIndexPage",
    "NewsPage",
    "NoticeDocument",
    "Occurrence",
    "PublicNoticeIndexPage",
    "PublicNoticePage",
    "RelatedPage",
    "Seal",
    "SkippedDate",
]
