"""Signal handlers for changes by editors: derived columns and the search index.

Runs write in bulk, without signals, and derive by themselves.
"""

from django.db.models import Q
from django.utils import timezone

from search import indexing
from services.composing import derive
from services.models import Service


def refresh_service_of_supplement(instance, **kwargs):
    """Refresh the service of a published or unpublished supplement (connected in apps.py)."""
    _refresh(instance.service_id)


def refresh_service_without_supplement(instance, **kwargs):
    """After the deletion of a supplement, show the source's texts of an imported service again.

    An own service is deleted as well. One that citizens have seen stays as withdrawn, so that its
    address answers 410.
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
    """Refresh the services of a saved unit: a hidden one is no longer responsible for anything."""
    if created:
        return
    named = Q(responsibilities__unit=instance) | Q(supplement__units__unit=instance)
    _refresh_changed(Service.objects.filter(named))


def refresh_services_of_online_service(instance, created, **kwargs):
    """Refresh the services of a saved online service: a hidden one is no longer offered."""
    if not created:
        _refresh_changed(Service.objects.filter(responsibilities__online_service=instance))


def index_service_of_synonym(instance, **kwargs):
    """Let the service be found by its other word, or no longer."""
    indexing.mark(Service, [instance.service_id])
    indexing.follow_after_commit()


def _refresh(service_id):
    # The list's "changed since my last look" and the API's `updated` count from here.
    Service.objects.filter(pk=service_id).update(changed_at=timezone.now())
    derive.refresh([service_id])
    indexing.update(Service.objects.filter(pk=service_id))


def _refresh_changed(services):
    changed = derive.refresh(set(services.values_list("pk", flat=True)))
    Service.objects.filter(pk__in=changed).update(changed_at=timezone.now())
