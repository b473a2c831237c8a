"""What follows when editors publish: derived columns and the search index."""

from django.utils import timezone

from search import indexing

from . import derive
from .models import Service


def refresh_service_of_supplement(instance, **kwargs):
    """A supplement was published or unpublished (connected in apps.py)."""
    _refresh(instance.service_id)


def refresh_service_without_supplement(instance, **kwargs):
    """A supplement was deleted: an imported service shows its source's texts again.

    An own service goes with it. One that citizens have seen stays as withdrawn, so that its
    address can say so (410).
    """
    service = Service.objects.filter(pk=instance.service_id).first()
    if service is None:
        return
    if service.is_own and instance.first_published_at is None:
        service.delete()
        return
    if service.is_own:
        Service.objects.filter(pk=service.pk).update(withdrawn_at=timezone.now())
    _refresh(service.pk)


def _refresh(service_id):
    # The pages' "changed since" and the API's count from here.
    Service.objects.filter(pk=service_id).update(changed_at=timezone.now())
    derive.refresh([service_id])
    indexing.update(Service.objects.filter(pk=service_id))
