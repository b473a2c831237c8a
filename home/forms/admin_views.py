"""One submission in the admin: answers, files, what became of it, downloads."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.contrib.forms.utils import get_forms_for_user

from submissions import deliveries

from . import records
from .formatting import shown
from .models import Submission


@never_cache
@require_safe
def submission(request, pk):
    found = _visible(request, pk)
    answers = [
        (question["label"], shown(question["type"], found.form_data.get(question["name"])))
        for question in found.questions
        if question["type"] != "file"
    ]
    context = {
        "submission": found,
        "answers": answers,
        "files": _labelled_files(found),
        "page": found.page.specific,
    }
    return render(request, "forms/admin/submission.html", context)


@never_cache
@require_safe
def download(request, pk, ending):
    """The submission in our own format."""
    found = _visible(request, pk)
    record = records.record_of(found)
    content, kind = {
        "json": (records.as_json, "application/json"),
        "xml": (records.as_xml, "application/xml"),
    }[ending]
    return _as_file(content(record), kind, f"{found.receipt.number}.{ending}")


@require_POST
def deliver_again(request, pk):
    found = _visible(request, pk)
    for delivery in found.deliveries.owed():
        deliveries.again(delivery)
    if found.deliveries.owed().exists():
        messages.warning(request, _("Not everything could be sent. The reason stands below."))
    else:
        messages.success(request, _("Everything has been sent."))
    return redirect("form_submission", found.pk)


def _labelled_files(found):
    labels = {question["name"]: question["label"] for question in found.questions}
    files = list(found.attachments.all())
    for file in files:
        # The question may be gone from the form, and from what was kept of it.
        file.label = labels.get(file.field) or _("Attached file")
    return files


def may_read(user, submission: Submission) -> bool:
    """Not those of forms of others."""
    return get_forms_for_user(user).filter(pk=submission.page_id).exists()


def _visible(request, pk) -> Submission:
    """Raises Http404, PermissionDenied."""
    found = get_object_or_404(Submission.objects.select_related("receipt", "page"), pk=pk)
    if not may_read(request.user, found):
        raise PermissionDenied
    return found


def _as_file(content, media_type, name):
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
