"""Sending a form: the page itself is one for all readers (core.public_forms)."""

from pathlib import Path

from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from core.public_forms import HOUR, RECEIPT_SECONDS, for_one_reader, form_page, refusal
from core.throttle import network_of

from .intake import Closed, take_in
from .models import FormPage, Submission
from .uploads import Quota
from .wording import shown_answers

SALT = "home.forms"
ANSWERS_SECONDS = 30 * 60  # others may use the same computer afterwards
PER_NETWORK = 20  # submissions in an hour
PER_FORM = 600
TOO_LARGE, CLOSED = 413, 409
SCHEMAS = Path(__file__).parent / "schemas"
MEDIA_TYPES = {"json": "application/schema+json", "xsd": "application/xml"}


@form_page(refuses_itself=True)
@sensitive_post_parameters()
@sensitive_variables()
def send(request, page_id):
    """Take a form in; after a fault it comes back with everything that was typed."""
    page = _open_page(request, page_id)
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    form, status = _read(request, page)
    if status is None:
        try:
            submission = take_in(form, page, request)
        except Closed:
            status = CLOSED
        else:
            number = submission.receipt.number
            return redirect("forms:sent", signing.dumps([number, page.pk], salt=SALT))
    return page.render_page(request, form, status)


@for_one_reader
@require_safe
def sent(request, receipt):
    """Thanks, to be printed, with the number to name when one asks again; for a day."""
    number, page_id = signing.loads(receipt, salt=SALT, max_age=RECEIPT_SECONDS)
    page = FormPage.objects.live().filter(pk=page_id).first()
    submission = Submission.objects.filter(receipt__number=number).first()
    context = {
        "origin": page,
        "number": number,
        "received_at": submission and submission.submit_time,
        "answers": _answers(page, submission),
    }
    return render(request, "forms/sent.html", context)


@cache_control(public=True, max_age=HOUR)
@require_safe
def schema(request, ending):
    """The description of our format, for machines."""
    content = (SCHEMAS / f"submission.{ending}").read_bytes()
    return HttpResponse(content, content_type=MEDIA_TYPES[ending])


def _open_page(request, page_id):
    page = FormPage.objects.live().filter(pk=page_id).select_related("locale").first()
    if page is None:
        raise Http404
    if not all(rule.accept_request(request) for rule in page.get_view_restrictions()):
        raise Http404
    return page


def _read(request, page):
    """(form, None), or the form that says what is wrong and the status of the answer."""
    quota = Quota(request)
    request.upload_handlers.insert(0, quota)
    try:
        form = page.get_form(request.POST, request.FILES)
    except (SuspiciousOperation, MultiPartParserError):
        form = page.get_form({})
        form.errors.clear()
        form.add_error(None, _("That was too much text. Please go back and shorten it."))
        return form, TOO_LARGE
    form.refuse_too_large(quota.too_large)
    if form.is_valid() and page.closed_because:
        return form, CLOSED
    return form, refusal(
        request,
        form,
        [("form", network_of(request), PER_NETWORK), ("form-all", page.pk, PER_FORM)],
        foreign=_("Please check your answers and send them once more from here."),
        too_many=_("Too many forms within an hour. Please try again later."),
    )


def _answers(page, submission):
    if page is None or submission is None or not page.shows_answers:
        return []
    age = timezone.now() - submission.submit_time
    return shown_answers(submission) if age.total_seconds() < ANSWERS_SECONDS else []
