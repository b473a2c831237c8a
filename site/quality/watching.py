"""The wiring of reviews, links and completeness; `QualityConfig.ready` calls it."""

import logging
from datetime import time

from django.db import transaction
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)


def register_watching():
    register_jobs()
    register_signals()
    from .checks.userbar import register_teaser
    from .general_checks import register_checks
    from .todo import register_todos

    register_checks()
    register_teaser()
    register_todos()


def register_jobs():
    from core.registries.periodic import MONDAY, Job, register

    register(
        Job(
            "review-digest",
            gettext_lazy("The week's checks by mail"),
            digest,
            at=time(6),
            weekday=MONDAY,
        )  # fmt: skip
    )
    register(
        Job(
            "review-reminders",
            gettext_lazy("Reminders to check content"),
            remind,
            at=time(7),
            weekday=MONDAY,
        )  # fmt: skip
    )
    register(Job("links", gettext_lazy("Check of all links"), check_links, at=time(2)))
    register(
        Job("completeness", gettext_lazy("Look for what is missing"), refresh_gaps, at=time(4))
    )


def digest() -> str:
    from .reviews.sending import send_digest

    return f"{send_digest()} mails"


def remind() -> str:
    from .reviews.sending import remind_owners

    return f"{remind_owners()} mails"


def check_links() -> str:
    from .links import nightly

    return nightly.check_links()


def refresh_gaps() -> str:
    from . import completeness

    return completeness.refresh_all()


# --- When something is published or taken away ---------------------------------------------


def register_signals():
    from django.db.models.signals import post_delete
    from wagtail.signals import published, unpublished

    published.connect(on_published, dispatch_uid="quality.published")
    unpublished.connect(on_unpublished, dispatch_uid="quality.unpublished")
    # Named one by one: a receiver for all models would make every bulk deletion a slow one.
    for model in watched_models():
        post_delete.connect(on_deleted, sender=model, dispatch_uid=f"quality.{model._meta.label}")


def watched_models():
    from django.apps import apps
    from wagtail.documents.models import AbstractDocument
    from wagtail.models import Page

    from core.reviewed import Reviewed

    watched = (Page, AbstractDocument, Reviewed)
    return [model for model in apps.get_models() if issubclass(model, watched)]


def on_published(sender, instance, **kwargs):
    """Its links are checked at once, and what it lacks is noted. Publishing never fails by this."""
    from . import completeness
    from .links import storing

    try:
        with transaction.atomic():
            storing.check_internal(storing.remember(instance))
            _recheck_links_to(instance)
            completeness.refresh(instance)
    except Exception:
        logger.exception("%s could not be checked", instance)


def on_unpublished(sender, instance, **kwargs):
    _forget(instance)
    _recheck_links_to(instance)


def on_deleted(sender, instance, **kwargs):
    _forget(instance)
    _recheck_links_to(instance)


def _forget(instance):
    from . import completeness
    from .links import storing

    if instance.pk is not None:
        storing.forget(instance)
        completeness.forget(instance)


def _recheck_links_to(instance):
    """Others link to it: their links work now, or no longer."""
    from wagtail.documents.models import AbstractDocument
    from wagtail.models import Page

    from .links.storing import check_internal
    from .models import Link

    kinds = {Page: "page", AbstractDocument: "document"}
    kind = next((name for model, name in kinds.items() if isinstance(instance, model)), "")
    if kind:
        check_internal(Link.objects.filter(target=f"{kind}:{instance.pk}"))
