"""Storage of submissions: each once, as a whole or not at all."""

import hashlib
import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from core.text.slugs import german_slug
from submissions import deliveries, private_files, receipts
from submissions.throttle import allow, network_of

from . import ways
from .models import FormPage, Receipt, Submission

FINGERPRINT_LIFETIME = timedelta(hours=1)
# A form is no means to flood somebody's mailbox: so many confirmations in an hour.
PER_ADDRESS = 5
HOUR = 60 * 60


class Closed(Exception):
    """Between the check and the writing somebody took the last place, or the time was over."""


def submit(form, page, request, opened=None) -> Submission:
    """Store a valid form with its files; of a form sent twice the first stays. Raises Closed.

    opened: what tells this reader's form from another's, if not the time stamp in it.
    """
    mark = fingerprint(form, page, request, opened)
    with private_files.together() as store, transaction.atomic():
        # One at a time for each form: so neither doubles nor one too many slip through.
        FormPage.objects.select_for_update(of=["self"]).get(pk=page.pk)
        known = Submission.objects.filter(fingerprint=mark).select_related("receipt").first()
        if known is not None:
            return known
        if page.closed_reason:
            raise Closed
        submission = Submission.objects.create(
            page=page,
            receipt=issue_receipt(page),
            form_data=form.answers(),
            questions=form.questions(),
            language=get_language(),
            delete_on=timezone.localdate() + timedelta(days=page.retention_days),
            fingerprint=mark,
        )
        for name, file in form.attached().items():
            store(submission, name, file)
        deliveries.put(submission, ways.KIND, _ways(page, submission))
    deliveries.start(submission)
    return submission


def issue_receipt(page) -> Receipt:
    prefix = page.receipt_prefix or german_slug(page.title).replace("-", "")[:2].upper() or "F"
    return receipts.issue(
        prefix,
        lambda number: Receipt.objects.create(number=number, page=page, form_title=page.title),
    )


def fingerprint(form, page, request, opened=None) -> str:
    """The same for the same answers from the same opened form and browser, on the same day."""
    files = {
        name: hashlib.sha256(_read(file)).hexdigest() for name, file in form.attached().items()
    }
    agent = request.headers.get("User-Agent", "")
    opened = opened or form.data.get("opened")
    sent = [page.pk, opened, form.answers(), files, network_of(request), agent]
    salt = f"home.forms.double.{timezone.localdate()}"
    return salted_hmac(salt, json.dumps(sent), algorithm="sha256").hexdigest()


def expired_fingerprints(now):
    """Submissions whose fingerprint is no longer needed."""
    before = now - FINGERPRINT_LIFETIME
    return Submission.objects.exclude(fingerprint=None).filter(submit_time__lt=before)


def clear_fingerprints() -> int:
    return expired_fingerprints(timezone.now()).update(fingerprint=None)


def _ways(page, submission):
    if page.addresses:
        yield ways.Way.OFFICE
    address = submission.form_data.get(page.confirmation_field)
    if address and allow("form-confirmation", address.lower(), PER_ADDRESS, HOUR):
        yield ways.Way.SENDER
    if page.endpoint_id:
        yield ways.Way.ENDPOINT


def _read(file) -> bytes:
    file.seek(0)
    return file.read()
