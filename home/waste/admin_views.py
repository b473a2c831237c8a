"""Files in the admin: overview, download, upload, preview of the changes, import."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import permission_denied

from core.formats import tables

from . import importing, rows
from .forms import DateUploadForm, StreetUploadForm
from .models import Area, CollectionDate, Kind, Street, Upload

SHOWN_ROWS = 200
MODELS = {Upload.Holds.STREETS: "street", Upload.Holds.DATES: "collectiondate"}
FORMS = {Upload.Holds.STREETS: StreetUploadForm, Upload.Holds.DATES: DateUploadForm}
COLUMNS = {Upload.Holds.STREETS: rows.STREET_COLUMNS, Upload.Holds.DATES: rows.DATE_COLUMNS}
ROWS = {Upload.Holds.STREETS: rows.street_rows, Upload.Holds.DATES: rows.date_rows}
TITLES = {
    Upload.Holds.STREETS: gettext_lazy("Upload streets"),
    Upload.Holds.DATES: gettext_lazy("Upload collection dates"),
}


def may_see(user) -> bool:
    return user.has_perm("waste.change_collectiondate") or user.has_perm("waste.change_street")


def may_import(user, holds: str) -> bool:
    """Whether the user may import files: they add, change and delete."""
    model = MODELS.get(holds)
    names = [f"waste.{action}_{model}" for action in ("add", "change", "delete")]
    return model is not None and user.has_perms(names)


@require_GET
def files(request):
    """The content of the calendar, with links to its files."""
    if not may_see(request.user):
        return permission_denied(request)
    years = CollectionDate.objects.annotate(year=ExtractYear("day")).values("year", "area__name")
    counted = years.annotate(n=Count("pk")).order_by("year", "area__name")
    return render(
        request,
        "waste/admin/files.html",
        {
            "streets": Street.objects.count(),
            "lost": Street.objects.filter(stretches=None).count(),
            "areas": Area.objects.count(),
            "kinds": Kind.objects.count(),
            "years": counted,
            "ways": [
                (holds, TITLES[holds], may_import(request.user, holds)) for holds in Upload.Holds
            ],
        },
    )


@require_GET
def download(request, holds, format):
    """All rows, as the upload reads them again. format: csv or xlsx."""
    if not may_see(request.user) or holds not in ROWS:
        return permission_denied(request)
    name = f"{holds}-{timezone.localdate():%Y-%m-%d}"
    return tables.response(name, format, COLUMNS[holds], ROWS[holds]())


def upload(request, holds):
    """Store a file and compare it; an unreadable file is reported at once."""
    if not may_import(request.user, holds):
        return permission_denied(request)
    form = FORMS[holds](request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = _kept(request, holds, form)
        try:
            importing.plan(kept)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            kept.save()
            return redirect("waste_preview", kept.pk)
    context = {"form": form, "columns": COLUMNS[holds], "holds": holds, "title": TITLES[holds]}
    context |= {"areas": Area.objects.all(), "kinds": Kind.objects.all()}
    return render(request, "waste/admin/upload.html", context)


def _kept(request, holds, form) -> Upload:
    file = form.cleaned_data["file"]
    return Upload(
        holds=holds,
        user=request.user,
        name=file.name[:200],
        content=file.read(tables.MOST_BYTES + 1),
        is_whole=form.cleaned_data["is_whole"],
        area=form.cleaned_data.get("area"),
    )


def preview(request, pk):
    """The changes that the file would make. Nothing is written before the editor confirms."""
    kept = _own(request, pk)
    made = importing.plan(kept)
    name = "streets" if kept.holds == Upload.Holds.STREETS else "dates"
    context = {"upload": kept, "plan": made, "most": f":{SHOWN_ROWS}", "shown": SHOWN_ROWS}
    return render(request, f"waste/admin/preview_{name}.html", context)


@require_POST
def import_upload(request, pk):
    """Import the file as shown; if the calendar has changed since, show the preview again first."""
    kept = _own(request, pk)
    made = importing.plan(kept)
    if request.POST.get("digest") != made.digest or not made.has_work:
        messages.warning(
            request,
            _("The calendar has been changed meanwhile. Please look at the preview again."),
        )
        return redirect("waste_preview", kept.pk)
    importing.apply(kept, made, request.user)
    kept.delete()
    messages.success(request, _summary(made))
    return redirect("waste_files")


@require_POST
def discard(request, pk):
    _own(request, pk).delete()
    messages.success(request, _("The file was discarded. Nothing was changed."))
    return redirect("waste_files")


def _own(request, pk) -> Upload:
    """The upload, for its own user only."""
    kept = get_object_or_404(Upload.objects.select_related("area"), pk=pk, user=request.user)
    if not may_import(request.user, kept.holds):
        raise PermissionDenied
    return kept


def _summary(made) -> str:
    parts = (
        ngettext("%(n)s new.", "%(n)s new.", len(made.created)) % {"n": len(made.created)},
        ngettext("%(n)s changed.", "%(n)s changed.", len(made.changed)) % {"n": len(made.changed)},
        ngettext("%(n)s deleted.", "%(n)s deleted.", len(made.removed)) % {"n": len(made.removed)},
    )
    return " ".join([_("Taken over:"), *parts])
