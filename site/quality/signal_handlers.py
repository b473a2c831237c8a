"""Signal handlers for content that is published, unpublished or deleted (connected in apps.py)."""

import logging

from django.apps import apps
from django.db import transaction
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from core.reviewed import Reviewed

from . import completeness
from .links import storage
from .models import Link

logger = logging.getLogger(__name__)


def checked_models():
    """All models whose content is checked.

    Named one by one: a receiver for all models would make every bulk deletion a slow one.
    """
    checked = (Page, AbstractDocument, Reviewed)
    return [model for model in apps.get_models() if issubclass(model, checked)]


def check_published(sender, instance, **kwargs):
    """Check the links of published content and store its gaps. Publishing never fails by this."""
    try:
        with transaction.atomic():
            storage.check_internal(storage.store_links(instance))
            _recheck_links_to(instance)
            completeness.refresh(instance)
    except Exception:
        logger.exception("%s could not be checked", instance)


def discard_unpublished(sender, instance, **kwargs):
    """Drop links and gaps of content that is unpublished or deleted."""
    if instance.pk is not None:
        storage.discard(instance)
        completeness.discard(instance)
    _recheck_links_to(instance)


def _recheck_links_to(instance):
    """Check links from other content to this one: they work now, or no longer."""
    kinds = {Page: "page", AbstractDocument: "document"}
    kind = next((name for model, name in kinds.items() if isinstance(instance, model)), "")
    if kind:
        storage.check_internal(Link.objects.filter(target=f"{kind}:{instance.pk}"))
