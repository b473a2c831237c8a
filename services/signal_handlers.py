"""What follows when editors save: derived columns and the search index.

Runs write in bulk, without signals, and derive by themselves.
"""

from django.db.models import Q
from django.utils import timezone

from search import indexing
from services.composing import derive
from services.models import Service


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


def refresh_services_of_unit(instance, created, **kwargs):
    """A unit was saved: hidden, it is no longer responsible for anything."""
    if created:
        return
    named = Q(responsibilities__unit=instance) | Q(supplement__units__unit=instance)
    _refresh_changed(Service.objects.filter(named))


def refresh_services_of_online_service(instance, created, **kwargs):
    """An online service was saved: hidden, it is no longer a way in."""
    if not created:
        _refresh_changed(Service.objects.filter(responsibilities__online_service=instance))


def _refresh(service_id):
    # The list's "changed since my last look" and the API's `updated` count from here.
    Service.objects.filter(pk=service_id).update(changed_at=timezone.now())
    derive.refresh([service_id])
    indexing.update(Service.objects.filter(pk=service_id))


def _refresh_changed(services):
    changed = derive.refresh(set(services.values_list("pk", flat=True)))
    Service.objects.filter(pk__in=changed).update(changed_at=timezone.now())
