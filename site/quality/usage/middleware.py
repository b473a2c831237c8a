"""Counting of readers' requests, after the response: also of pages from the cache."""

import logging

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from .events import sighting_of
from .flusher import count

logger = logging.getLogger(__name__)


class UsageMiddleware:
    """Stands outside of redirects and inside of compression. An error here breaks no page."""

    def __init__(self, get_response):
        if not settings.USAGE_IS_COUNTED:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        try:
            sighting = sighting_of(request, response)
        except Exception:
            logger.exception("A request could not be counted")
            return response
        if sighting:
            count(sighting)
        return response
