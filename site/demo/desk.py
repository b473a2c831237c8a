"""Open tasks of the demo city's editors (desk.json), from owners, readers and checks.

A change request, a reported barrier, a broken link, and submissions of a form.
"""

import json
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from home.barriers import RECEIPT_PREFIX
from home.forms.models import FormPage, Receipt, Submission
from home.forms.ways import KIND, Way
from home.models import AccessibilityStatementPage, BarrierReport, HomePage
from quality.models import ChangeRequest, IgnoredHost, Link
from submissions.models import Delivery
from submissions.receipts import new_number, number_of

from . import media
from .marks import Marks

NIGHTS = (2, 1)  # ago; a link is told as broken after two


def fill(home: HomePage):
    """Create all of it, for a new city."""
    plan = json.loads((media.CONTENT / "desk.json").read_text("utf-8"))
    marks = Marks(home)
    _wish(marks, plan["wish"])
    _barrier(home, plan["barrier"])
    _links(plan)
    _submissions(marks, plan["submissions"])


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _wish(marks, entry):
    page = Page.objects.get(pk=marks.page(entry["page"])).specific
    ChangeRequest.objects.create(
        content_type=ContentType.objects.get_for_model(page),
        object_id=page.pk,
        title=page.title,
        name=entry["name"],
        address=entry["address"],
        text=entry["text"],
        created_at=_ago(entry["days_ago"]),
    )


def _barrier(home, entry):
    reported = _ago(entry["days_ago"])
    BarrierReport.objects.create(
        receipt=new_number(RECEIPT_PREFIX),
        statement=AccessibilityStatementPage.objects.child_of(home).get(),
        page=entry["page"],
        text=entry["text"],
        created_at=reported,
        mailed_at=reported,
    )


def _links(plan):
    """Invented hosts do not exist: they are not checked, except for the one broken link."""
    IgnoredHost.objects.bulk_create(
        IgnoredHost(host=host, note=plan["host_note"]) for host in plan["hosts"]
    )
    link = Link.objects.get(target=plan["broken_link"])
    for night in NIGHTS:
        link.record(Link.State.BROKEN, gettext("The server cannot be reached."), now=_ago(night))


def _submissions(marks, plan):
    page = FormPage.objects.get(pk=marks.page(plan["page"]))
    fields = [field for field in page.form_fields.all() if field.is_asked]
    questions = [
        {"name": field.clean_name, "label": field.label, "type": str(field.field_type)}
        for field in fields
    ]
    for number, entry in enumerate(plan["answers"], start=1):
        given = [entry["where"], entry["what"], *[""] * len(fields)]
        answers = {field.clean_name: text for field, text in zip(fields, given, strict=False)}
        _submission(page, questions, answers, _ago(entry["days_ago"]), f"DEM{number}")


def _submission(page, questions, answers, at: datetime, signs: str):
    """A submission that the office has received by mail."""
    receipt = Receipt.objects.create(
        number=number_of(page.receipt_prefix, signs),
        page=page,
        form_title=page.title,
        received_at=at,
    )
    made = Submission.objects.create(
        page=page,
        receipt=receipt,
        form_data=answers,
        questions=questions,
        language="de",
        delete_on=timezone.localdate(at) + timedelta(days=page.retention_days),
    )
    Submission.objects.filter(pk=made.pk).update(submit_time=at)
    Delivery.objects.create(
        target=made, kind=KIND, way=Way.OFFICE, state=Delivery.State.DONE, tries=1, done_at=at
    )
