"""Views of the contact form: one receives it, another says thank you."""

import logging

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.fields import StreamField
from wagtail.models import Page

from submissions import guards
from submissions.guards import KEPT_RECEIPT, form_page, uncached
from submissions.receipts import new_number
from submissions.signed_links import SignedLink
from submissions.throttle import network_of

from .contact_form import ContactFormBlock, recipient_of
from .places import shown
from .sending import ContactForm, send

logger = logging.getLogger(__name__)

SENT = SignedLink("content.blocks.contact-form", "contact_form:sent", KEPT_RECEIPT)
PER_NETWORK = 5  # messages in an hour
PER_OFFICE = 60
UNSENT = _(
    "Your message could not be sent. Nothing is lost: please try again in a few minutes, or call "
    "us."
)


@form_page(refuses_itself=True)
def contact_form(request, page_id, block_id):
    """The form on a page of its own; after an error with all the input."""
    page, value = find_block(page_id, block_id)
    form = ContactForm(request.POST if request.method == "POST" else None)
    number, status = _send(request, form, page, value) if form.is_bound else ("", 200)
    if number:
        return redirect(SENT.path(number, page.pk))
    context = {"origin": page, "value": value, "form": form, "unit": shown(value.get("unit"))}
    return render(request, "blocks/contact_form_page.html", context, status=status)


@uncached
@require_safe
def sent(request, receipt):
    """The page after sending, with the receipt number; for a day."""
    number, page_id = SENT.read(receipt)
    page = Page.objects.live().filter(pk=page_id).first()
    context = {"number": number, "origin": page}
    return render(request, "blocks/contact_form_sent.html", context)


def find_block(page_id, block_id):
    """(page, value) of a contact form on a published page. Raises Http404."""
    page = Page.objects.live().filter(pk=page_id).first()
    if page is None:
        raise Http404
    page = page.specific
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for child in getattr(page, field.name):
                if child.id == str(block_id) and isinstance(child.block, ContactFormBlock):
                    return page, child.value
    raise Http404


def _send(request, form, page, value):
    """(receipt number, 200), or ("", status) with the errors in the form."""
    recipient = recipient_of(value)
    status = guards.check(
        request,
        form,
        _limits(request, recipient) if recipient else [],
        foreign=_("Please check your message and send it once more from here."),
        too_many=_("Too many messages within an hour. Please try again later."),
    )
    if status:
        return "", status
    number = new_number("K")
    try:
        if not recipient:
            raise OSError(f"the contact form on page {page.pk} has no recipient")
        subject = value.get("subject") or page.title
        send(form, recipient, subject, number, page.get_full_url(request) or "")
    except OSError:
        logger.exception("A message could not be sent")
        form.add_error(None, UNSENT)
        return "", 503
    return number, 200


def _limits(request, recipient):
    return [
        ("contact-form", network_of(request), PER_NETWORK),
        ("contact-form-office", recipient, PER_OFFICE),
    ]
