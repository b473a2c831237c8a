"""The two mails that a submission sends. Raise OSError (smtplib's errors too) when unsent."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from submissions.signed_links import absolute

from .formatting import shown_answers
from .models import FormPage


def to_office(delivery) -> None:
    """Tell the office; with the answers only if the form says so."""
    submission = delivery.target
    page = FormPage.objects.get(pk=submission.page_id)
    if not page.addresses:
        return
    sender = submission.form_data.get(page.confirmation_field)
    with translation.override(page.locale.language_code):
        _mail(
            f"{page.title} [{submission.receipt.number}]",
            "forms/mail/office.txt",
            {
                **_about(submission, page),
                "answers": shown_answers(submission)
                if page.office_mail == FormPage.OfficeMail.ANSWERS
                else [],
                "url": absolute(reverse("form_submission", args=[submission.pk])),
            },
            page.addresses,
            delivery,
            reply_to=[sender] if sender else None,
        ).send()


def to_sender(delivery) -> None:
    """Confirm to whom the address belongs that was given for it."""
    submission = delivery.target
    page = FormPage.objects.get(pk=submission.page_id)
    address = submission.form_data.get(page.confirmation_field)
    if not address:
        return
    with translation.override(submission.language):
        subject = gettext("We have received: %(title)s [%(number)s]") % {
            "title": page.title,
            "number": submission.receipt.number,
        }
        context = {
            **_about(submission, page),
            "answers": shown_answers(submission) if page.shows_answers else [],
        }
        _mail(subject, "forms/mail/sender.txt", context, [address], delivery).send()


def _about(submission, page):
    return {
        "page": page,
        "number": submission.receipt.number,
        "received_at": submission.submit_time,
        "delete_on": submission.delete_on,
        "attachments": submission.attachments.all(),
    }


def _mail(subject, template, context, to, delivery, reply_to=None):
    # A subject is one line, whatever a title holds.
    subject = " ".join(subject.split())
    body = render_to_string(template, context)
    headers = {
        # RFC 3834: no machine answers this mail.
        "Auto-Submitted": "auto-generated",
        "Message-ID": delivery.message_id(*to),
    }
    return EmailMessage(
        subject, body, settings.DEFAULT_FROM_EMAIL, to, reply_to=reply_to, headers=headers
    )
