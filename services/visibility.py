"""Visibility of one service to citizens and programs."""

from django.utils import timezone

from .models import Service


def is_gone(service: Service) -> bool:
    """Whether it was public once and is no longer: withdrawn, or out of validity."""
    today = timezone.localdate()
    return bool(service.withdrawn_at or (service.valid_through and service.valid_through < today))


def is_public(service: Service) -> bool:
    today = timezone.localdate()
    return service.visible and (service.valid_from is None or service.valid_from <= today)
