"""Import of streets and dates from files: first compared and shown, then written, all or nothing.

    made = importing.plan(upload)      writes nothing; raises ValidationError if it is no table
    importing.apply(upload, made)      one transaction

A file with a fault in any row is not imported: half a calendar is worse than the previous one.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core import caching
from home.waste.models.uploads import Upload
from search import indexing

from . import calendar_files, date_plan, date_rows, sheet, street_plan


def plan(upload: Upload) -> "street_plan.StreetPlan | date_plan.DatePlan":
    """Compare an upload (also an unsaved one) with the calendar."""
    content = bytes(upload.content)
    is_calendar = calendar_files.is_calendar(content)
    if upload.holds == Upload.Holds.STREETS:
        if is_calendar:
            raise ValidationError(
                _(
                    "This is a calendar file. It can be uploaded as dates of one area, not as "
                    "streets."
                )
            )
        return street_plan.plan(sheet.read(content), upload.is_whole)
    if is_calendar:
        read = calendar_files.read(content, upload.area)
    else:
        read = date_rows.read(sheet.read(content), upload.area)
    return date_plan.plan(read, upload.is_whole)


def apply(upload: Upload, made, user) -> None:
    """Write a plan. Raises ValidationError when rows have faults."""
    if made.faults:
        raise ValidationError("This plan has faults.")
    with transaction.atomic():
        made.write()
        log(upload, "waste.import", user=user, data={"rows": made.number})
    indexing.follow()
    caching.invalidate()
