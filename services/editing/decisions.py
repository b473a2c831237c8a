"""Decisions on own texts whose source has changed: keep the own text, or take the source's.

Both create a revision, so that the history shows them and can undo them. A draft stays a draft.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import transaction
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.permissions import policy_registry

from core.text.html import plain_text
from services.composing.layers import source_html
from services.models import Supplement, SupplementModule


@dataclass(frozen=True)
class Difference:
    """The source's old and new text, with deletions and insertions marked."""

    before: SafeString
    now: SafeString


def pending() -> QuerySet[SupplementModule]:
    """Published own texts whose source has changed."""
    return (
        SupplementModule.objects.filter(source_moved_on=True, supplement__live=True)
        .select_related("supplement__service__source", "supplement__service__base")
        .order_by("supplement_id", "id")
    )


def pending_for(user) -> QuerySet[SupplementModule]:
    """Those of them that the user may change."""
    policy = policy_registry.get_by_type(Supplement)
    return pending().filter(supplement__in=policy.instances_user_has_permission_for(user, "change"))


def difference(module: SupplementModule) -> Difference:
    """The difference word by word, without markup."""
    now = source_html(module.supplement.service, module.code, module.language)
    old, new = plain_text(module.replaced_html).split(), plain_text(now).split()
    before, after = [], []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        before.append(_marked(old[i1:i2], "" if same else "del"))
        after.append(_marked(new[j1:j2], "" if same else "ins"))
    return Difference(_joined(before), _joined(after))


def keep_own_text(module: SupplementModule, user):
    """Keep the own text; the new text of the source counts as seen."""
    _decide(module, user, lambda row, service: row.remember_source(service))


def take_source_text(module: SupplementModule, user):
    """Show the source's text again; the own one stays in the form, unused."""

    def use_source(row, service):
        row.mode = SupplementModule.Mode.KEEP
        row.remember_source(service)

    _decide(module, user, use_source)


@transaction.atomic
def _decide(module, user, change):
    supplement = module.supplement
    draft = supplement.get_latest_revision_as_object()
    has_draft = supplement.has_unpublished_changes
    _apply(supplement, module, change)
    supplement.save_revision(user=user, log_action=True, clean=False).publish(user=user)
    if has_draft:
        _apply(draft, module, change)
        draft.save_revision(user=user, clean=False)


def _apply(supplement, module, change):
    for row in supplement.modules.all():
        if (row.code, row.language) == (module.code, module.language):
            change(row, supplement.service)
            supplement.modules.add(row)


def _marked(words, tag):
    text = " ".join(words)
    if not tag or not text:
        return format_html("{}", text)
    return format_html("<del>{}</del>" if tag == "del" else "<ins>{}</ins>", text)


def _joined(pieces):
    return format_html_join(" ", "{}", ((piece,) for piece in pieces if piece))
