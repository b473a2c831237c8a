"""Worklist items for expired job offers that are still published."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.registries.worklist import Item, Todo, register

from ..models import JobPage

SHOWN = 5


def items(request) -> list[Item]:
    """For the pages that this user may change."""
    may_change = policy_registry.get_by_type(Page).instances_user_has_permission_for(
        request.user, "change"
    )
    over = JobPage.objects.filter(pk__in=may_change.values("pk")).live().expired()
    text = _("Job offer is over: %(title)s")
    return [
        Item(
            text % {"title": page.draft_title or page.title},
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in over.order_by("apply_until", "pk")[:SHOWN]
    ]


def register_worklist():
    """Called once, by JobsConfig.ready()."""
    register(Todo("jobs", gettext_lazy("Jobs"), items, 62))
