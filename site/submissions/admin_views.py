"""A private file for whoever may read it: as a download, never as a page of the site."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import private_files
from .models import PrivateFile

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def private_file(request, pk):
    found = get_object_or_404(PrivateFile, pk=pk)
    if not private_files.may_read(request.user, found):
        raise PermissionDenied
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        logger.exception("Private file %s is not in the storage", found.pk)
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
