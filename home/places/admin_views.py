"""CSV files in the admin: download, upload, preview of the changes, import."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import permission_denied

from core.formats import tables

from . import csv_rows, importing
from .forms import UploadForm
from .models import DirectoryPage, Upload

SHOWN_ROWS = 200


def may_import(user) -> bool:
    """Whether the user may import files: they add and change places."""
    return user.has_perms(["places.add_place", "places.change_place"])


@require_GET
def directories(request):
    """All directories with their number of places and links to their CSV files."""
    if not request.user.has_perm("places.change_place"):
        return permission_denied(request)
    found = DirectoryPage.objects.annotate(
        total=Count("places"),
        hidden=Count("places", filter=Q(places__is_shown=False)),
        off_map=Count("places", filter=Q(places__latitude=None, places__unit=None)),
    ).order_by("title")
    return render(
        request,
        "places/admin/directories.html",
        {"directories": found, "may_import": may_import(request.user)},
    )


@require_GET
def download(request, pk, format):
    """All places of a directory, hidden ones too, as the upload reads them. format: csv or xlsx."""
    if not request.user.has_perm("places.change_place"):
        return permission_denied(request)
    page = get_object_or_404(DirectoryPage, pk=pk)
    places = page.all_places().order_by("sort_key", "pk")
    lines = (csv_rows.row(place, page.facet_list) for place in places)
    name = f"{page.slug}-{timezone.localdate():%Y-%m-%d}"
    return tables.response(name, format, csv_rows.header(page.facet_list), lines)


def upload(request, pk):
    """Store a file and compare it; an unreadable file is reported at once."""
    if not may_import(request.user):
        return permission_denied(request)
    page = get_object_or_404(DirectoryPage, pk=pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(tables.MOST_BYTES + 1)
        try:
            importing.plan(page, content)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            Upload.delete_old()
            kept = Upload.objects.create(
                directory=page,
                user=request.user,
                name=file.name[:200],
                content=content,
                hide_missing=form.cleaned_data["hide_missing"],
            )
            return redirect("place_upload_preview", kept.pk)
    return render(
        request,
        "places/admin/upload.html",
        {
            "directory": page,
            "form": form,
            "columns": csv_rows.header(page.facet_list),
            "download_url": reverse("place_download", args=[page.pk, "xlsx"]),
        },
    )


def preview(request, pk):
    """The changes that the file would make. Nothing is written before the editor confirms."""
    kept = _own(request, pk)
    made = _plan(kept)
    return render(
        request,
        "places/admin/preview.html",
        {"upload": kept, "directory": kept.directory, "plan": made, "most": f":{SHOWN_ROWS}"},
    )


@require_POST
def import_upload(request, pk):
    """Import the file as shown; if places have changed meanwhile, show the preview again first."""
    kept = _own(request, pk)
    made = _plan(kept)
    if request.POST.get("digest") != made.digest:
        messages.warning(
            request, _("Places have been changed meanwhile. Please look at the preview again.")
        )
        return redirect("place_upload_preview", kept.pk)
    importing.apply(kept.directory, made, request.user)
    messages.success(request, _summary(made))
    if made.faulty:  # it stays, so that the rows that were left out can still be had
        return redirect("place_upload_preview", kept.pk)
    kept.delete()
    return redirect("place_directories")


@require_GET
def faults(request, pk):
    """The rows that cannot be imported, to be corrected and uploaded again."""
    kept = _own(request, pk)
    return tables.response("fehler", "xlsx", *importing.faults_as_table(_plan(kept)))


@require_POST
def discard(request, pk):
    kept = _own(request, pk)
    kept.delete()
    messages.success(request, _("The file was discarded. Nothing was changed."))
    return redirect("place_directories")


def _own(request, pk) -> Upload:
    """The upload, for its own user only."""
    if not may_import(request.user):
        raise PermissionDenied
    return get_object_or_404(Upload.objects.select_related("directory"), pk=pk, user=request.user)


def _plan(kept) -> importing.Plan:
    return importing.plan(kept.directory, bytes(kept.content), kept.hide_missing)


def _summary(made) -> str:
    parts = [
        ngettext("%(n)s place entered.", "%(n)s places entered.", len(made.created))
        % {"n": len(made.created)},
        ngettext("%(n)s place changed.", "%(n)s places changed.", len(made.updated))
        % {"n": len(made.updated)},
    ]
    if made.hidden:
        parts.append(
            ngettext("%(n)s place hidden.", "%(n)s places hidden.", len(made.hidden))
            % {"n": len(made.hidden)}
        )
    if made.faulty:
        parts.append(
            ngettext("%(n)s row left out.", "%(n)s rows left out.", len(made.faulty))
            % {"n": len(made.faulty)}
        )
    return " ".join(parts)
