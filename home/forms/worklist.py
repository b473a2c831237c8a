"""What of the forms needs a hand today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.forms.utils import get_forms_for_user

from core.registries.worklist import Item
from submissions.models import Delivery

from . import retention

SHOWN = 5


def items(request) -> list[Item]:
    """Of the forms whose submissions this user may read."""
    mine = get_forms_for_user(request.user).values("pk")
    return [*_undelivered(mine), *_overdue(mine)]


def _undelivered(pages):
    failed = Delivery.objects.failed().filter(submission__page__in=pages)
    rows = failed.order_by("pk").prefetch_related("target__receipt")[:SHOWN]
    text = _("%(way)s failed: %(number)s")
    return [
        Item(
            text % {"way": row.way_label, "number": row.target.receipt.number},
            reverse("form_submission", args=[row.object_id]),
            urgent=True,
        )
        for row in rows
    ]


def _overdue(pages):
    count = retention.overdue().filter(page__in=pages).count()
    if not count:
        return []
    text = ngettext(
        "submission is kept too long: see whether the nightly job runs and hand-overs work",
        "submissions are kept too long: see whether the nightly job runs and hand-overs work",
        count,
    )
    return [Item(text, reverse("wagtailforms:index"), count=count, urgent=True)]
