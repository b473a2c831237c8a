"""Views of every site besides its pages: robots.txt, security.txt, and errors."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve

from .http import error_page

SECURITY_TXT_DAYS = 90


@require_safe
def security_txt(request):
    """RFC 9116. 404 without a contact in the settings."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now() + timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: de, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def uploaded_file(request, path):
    """A file of MEDIA_ROOT; 404 also for names that are too long for a file."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:
        raise Http404 from error


def page_not_found(request, exception=None):
    """404 with the search and the letters."""
    return error_page(request, "404.html", 404)
