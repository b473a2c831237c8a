"""Marking content as reviewed (“Checked: still right”)."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, RevisionMixin
from wagtail.permissions import policy_registry

ACTION = "quality.reviewed"


def mark_reviewed(content, user=None, by: str = "") -> None:
    """Record a review; the next one is due in a year.

    by: the reviewer's name, if that is no user. Drafts are updated too, so that publishing one of
    them later does not bring the old date back.
    """
    now = timezone.now()
    values = {"reviewed_at": now}
    if content.review_on is not None:
        values["review_on"] = content.next_review()
    with transaction.atomic():
        type(content)._default_manager.filter(pk=content.pk).update(**values)
        _update_drafts(content, values)
        for name, value in values.items():
            setattr(content, name, value)
        log(content, ACTION, user=user, data={"by": by} if by else None)


def _update_drafts(content, values):
    if not isinstance(content, RevisionMixin | Page):
        return
    values = {name: value.isoformat() for name, value in values.items()}
    wanted = {content.latest_revision_id, content.live_revision_id} - {None}
    for revision in content.revisions.filter(pk__in=wanted) | content.revisions.filter(
        approved_go_live_at__isnull=False
    ):
        revision.content = {**revision.content, **values}
        revision.save(update_fields=["content"])


def may_review(user, content) -> bool:
    """Whether the user may review the content: whoever may edit it."""
    if isinstance(content, Page):
        return content.permissions_for_user(user).can_edit()
    policy = policy_registry.get_by_type(type(content))
    return policy.user_has_permission_for_instance(user, "change", content)
