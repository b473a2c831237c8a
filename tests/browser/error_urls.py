"""The site's addresses, and one that fails for each of the faults a server answers with."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from stadttor.urls import handler404
from stadttor.urls import urlpatterns as site_urls

__all__ = ["handler404", "urlpatterns"]
FAULTS = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}


def fail(request, status):
    raise FAULTS[status]


urlpatterns = [path("fehler/<int:status>/", fail), *site_urls]
