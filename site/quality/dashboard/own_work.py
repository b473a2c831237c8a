"""An editor's own work: her drafts and her latest edits."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Revision

from quality.content import edit_url, in_bulk

LOOKED_AT = 60  # versions; who saves often has many of one page
SHOWN = 5


@dataclass(frozen=True)
class Work:
    """One text of hers: `is_draft` when her version is the latest and not published."""

    title: str
    url: str
    at: datetime
    is_draft: bool


def own_work(user) -> tuple[list[Work], list[Work]]:
    """(drafts, last edited), the latest first; only what she may still edit."""
    latest = {}
    revisions = Revision.objects.filter(user=user).order_by("-created_at", "-pk")
    for revision in revisions.defer("content")[:LOOKED_AT]:
        latest.setdefault(_key(revision), revision)
    contents = in_bulk(latest)
    works = [
        _work(contents[key], revision, user) for key, revision in latest.items() if key in contents
    ]
    works = [work for work in works if work.url]
    drafts = [work for work in works if work.is_draft]
    return drafts[:SHOWN], [work for work in works if not work.is_draft][:SHOWN]


def _key(revision) -> tuple[int, int]:
    pk = revision.object_id
    return revision.base_content_type_id, int(pk) if pk.isdigit() else pk


def _work(content, revision, user) -> Work:
    is_draft = (
        getattr(content, "has_unpublished_changes", False)
        and content.latest_revision_id == revision.pk
    )
    title = revision.object_str or str(content)
    return Work(title, edit_url(content, user), revision.created_at, is_draft)
