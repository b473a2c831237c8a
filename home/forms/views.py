"""Sending a form: the page itself is one for all readers (submissions.guards)."""

from pathlib import Path

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from submissions import guards
from submissions.guards import (
    FORBIDDEN,
    HOUR,
    INVALID,
    KEPT_RECEIPT,
    form_page,
    is_same_origin,
    secret_form_page,
    uncached,
)
from submissions.honeypot import HoneypotForm
from submissions.signed_links import SignedLink
from submissions.throttle import allow, network_of
from submissions.uploads import Quota, UploadField

from .formatting import shown_answers
from .intake import Closed, submit
from .models import Draft, FormPage, Submission
from .steps import Wizard

SENT = SignedLink("home.forms", "forms:sent", KEPT_RECEIPT)
ANSWERS_SECONDS = 30 * 60  # others may use the same computer afterwards
PER_NETWORK = 20  # submissions in an hour
PER_FORM = 600
BEGUN_PER_NETWORK = 60  # forms begun in an hour
BEGUN_PER_FORM = 2000
TOO_LARGE, CLOSED = 413, 409
_WORDS = {
    "foreign": _("Please check your answers and send them once more from here."),
    "too_many": _("Too many forms within an hour. Please try again later."),
}
SCHEMAS = Path(__file__).parent / "schemas"
MEDIA_TYPES = {"json": "application/schema+json", "xsd": "application/xml"}


@form_page(refuses_itself=True)
@sensitive_post_parameters()
@sensitive_variables()
def send(request, page_id):
    """Take a form in, or its first page; after a fault it comes back with all that was typed."""
    page = _open_page(request, page_id)
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    return _process_page(request, page, None, 0)


@secret_form_page(refuses_itself=True)
@sensitive_post_parameters()
@sensitive_variables()
def step(request, page_id, key, number):
    """One page of a form: shown with what was typed, or taken in. number: from 1."""
    page = _open_page(request, page_id)
    wizard, elsewhere = _wizard(request, page, key)
    if wizard is None:
        return elsewhere
    number -= 1
    if number not in wizard.shown:
        return _to_step(request, page, key, wizard.previous_section(number) or 0)
    if request.method == "POST":
        return _process_page(request, page, wizard, number, key)
    form, status = wizard.form(number), 200
    if "fehler" in request.GET:
        bound = _bound_form(wizard, number)
        form, status = (bound, INVALID) if bound.errors else (form, status)
    return _render(request, page, wizard, number, key, form, status)


@secret_form_page(refuses_itself=True)
@sensitive_post_parameters()
@sensitive_variables()
def review(request, page_id, key):
    """All answers to be checked; from here they are sent."""
    page = _open_page(request, page_id)
    wizard, elsewhere = _wizard(request, page, key)
    if wizard is None:
        return elsewhere
    invalid = wizard.first_invalid()
    if invalid is not None:
        return _to_step(request, page, key, invalid, "?fehler")
    form = HoneypotForm(request.POST if request.method == "POST" else None,
                    initial={"opened": wizard.stamp})  # fmt: skip
    status = 200
    if request.method == "POST":
        if not page.closed_reason:
            status = guards.check(request, form, _limits(request, page), **_WORDS)
            if status is None:
                return _send(request, page, wizard.full_form, wizard)
        else:
            status = CLOSED
    last = wizard.previous_section(len(wizard.sections)) or 0
    context = {
        "page": page,
        "form": form,
        "closed": page.closed_reason,
        "pages": [
            (part, _address("forms:step", page.pk, key, part.number, asked="?pruefen"))
            for part in wizard.review()
        ],
        "action": _address("forms:review", page.pk, key),
        "back": _address("forms:step", page.pk, key, last + 1),
        "privacy": page.privacy_page,
    }
    return render(request, "forms/review.html", context, status=status)


@uncached
@require_safe
def sent(request, receipt):
    """Thanks, to be printed, with the number to name when one asks again; for a day."""
    number, page_id = SENT.read(receipt)
    page = FormPage.objects.live().filter(pk=page_id).first()
    submission = Submission.objects.filter(receipt__number=number).first()
    context = {
        "origin": page,
        "number": number,
        "received_at": submission and submission.submit_time,
        "answers": _answers(page, submission),
        "copy": reverse("forms:copy", args=[receipt]),
    }
    return render(request, "forms/sent.html", context)


@uncached
@require_safe
def copy(request, receipt):
    """The answers as a text file; as long as the page shows them."""
    number, page_id = SENT.read(receipt)
    page = FormPage.objects.live().filter(pk=page_id).first()
    submission = Submission.objects.filter(receipt__number=number).first()
    answers = _answers(page, submission)
    if not answers:
        raise Http404
    context = {"page": page, "number": number, "received_at": submission.submit_time,
               "answers": answers}  # fmt: skip
    text = render_to_string("forms/copy.txt", context).replace("\n", "\r\n")
    # With a mark, so that every editor of texts reads the umlauts.
    response = HttpResponse("\ufeff" + text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{number}.txt")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@cache_control(public=True, max_age=HOUR)
@require_safe
def schema(request, ending):
    """The description of our format, for machines."""
    content = (SCHEMAS / f"submission.{ending}").read_bytes()
    return HttpResponse(content, content_type=MEDIA_TYPES[ending])


def _open_page(request, page_id):
    page = FormPage.objects.live().filter(id=page_id).select_related("locale").first()
    if page is None:
        raise Http404
    if not all(rule.accept_request(request) for rule in page.get_view_restrictions()):
        raise Http404
    return page


def _wizard(request, page, key):
    """(the wizard, None), or (None, a redirect): sent already, or begun too long ago."""
    draft = Draft.find(page, key)
    if draft is None:
        return None, redirect(page.get_url(request) or "/")
    if draft.receipt_id:
        return None, _to_receipt(draft.receipt, page)
    # Remarks of readers keep the address that they are about.
    page.asks_for_feedback = False
    return Wizard(page, draft), None


def _process_page(request, page, wizard, number, key=""):
    form, status = _bind(request, page, wizard, number)
    if status == TOO_LARGE:
        return _render(request, page, wizard, number, key, form, status)
    if wizard is None and status in (None, INVALID) and _needs_draft(page, form):
        if not _may_begin(request, page, form):
            return _render(request, page, None, 0, "", form, FORBIDDEN)
        draft, key = Draft.begin(page)
        wizard = Wizard(page, draft)
        page.asks_for_feedback = False
    if wizard is not None and status in (None, INVALID) and not form.non_field_errors():
        wizard.save_typed(form)
        wizard = Wizard(page, wizard.draft)
        form.stored = {name: file.name for name, file in wizard.files.items()}
        moved = _handle_button(request, page, wizard, number, key)
        if moved is not None:
            return moved
    if status is not None:
        if wizard is not None and status == INVALID and _is_all_kept(form):
            # By an address of its own, so that the browser's own way back works, too.
            asked = "?pruefen&fehler" if "pruefen" in request.GET else "?fehler"
            return _to_step(request, page, key, number, asked)
        return _render(request, page, wizard, number, key, form, status)
    if wizard is None or not page.has_review:
        return _send_at_once(request, page, wizard, number, key, form)
    following = wizard.next_section(number)
    if following is None or "pruefen" in request.GET:
        return redirect(_address("forms:review", page.pk, key))
    return _to_step(request, page, key, following)


def _is_all_kept(form) -> bool:
    """Whether what is wrong can be told from what is kept: not of a file that was refused."""
    files = [name for name, field in form.fields.items() if isinstance(field, UploadField)]
    return not form.non_field_errors() and not any(form.errors.get(name) for name in files)


def _handle_button(request, page, wizard, number, key):
    """Back to the page before, or a file taken away: whatever else is wrong can wait."""
    if request.POST.get("remove"):
        wizard.draft.files.filter(field=request.POST["remove"]).delete()
        return _to_step(request, page, key, number)
    if "back" in request.POST:
        return _to_step(request, page, key, wizard.previous_section(number) or 0)
    return None


def _bind(request, page, wizard, number):
    """(form, None), or the form that says what is wrong and the status of the answer."""
    quota = Quota(request)
    request.upload_handlers.insert(0, quota)
    build = wizard.form if wizard else page.form_for
    try:
        files = request.FILES
        sent = {*files}
        if wizard is not None:
            files = MultiValueDict({**dict(wizard.stored_files().lists()), **dict(files.lists())})
        form = build(number, request.POST, files)
        form.sent_files = sent
    except (SuspiciousOperation, MultiPartParserError):
        form = build(number, {})
        form.errors.clear()
        form.add_error(None, _("That was too much text. Please go back and shorten it."))
        return form, TOO_LARGE
    form.refuse_too_large(quota.too_large)
    if not form.is_valid():
        return form, INVALID
    if page.closed_reason:
        return form, CLOSED
    if not is_same_origin(request):
        form.add_error(None, _WORDS["foreign"])
        return form, FORBIDDEN
    return form, None


def _needs_draft(page, form) -> bool:
    return page.has_review or bool(form.is_bound and form.errors and form.attached())


def _may_begin(request, page, form) -> bool:
    """Whether one more form may be begun; says in the form why not."""
    if not is_same_origin(request):
        form.add_error(None, _WORDS["foreign"])
        return False
    who = [("form-begun", network_of(request), BEGUN_PER_NETWORK),
           ("form-begun-all", page.pk, BEGUN_PER_FORM)]  # fmt: skip
    if not all(allow(what, whom, limit, HOUR) for what, whom, limit in who):
        form.add_error(None, _WORDS["too_many"])
        return False
    return True


def _send_at_once(request, page, wizard, number, key, form):
    status = guards.check(request, form, _limits(request, page), **_WORDS)
    if status is not None:
        return _render(request, page, wizard, number, key, form, status)
    return _send(request, page, form, wizard)


def _send(request, page, form, wizard):
    try:
        submission = submit(form, page, request, wizard and wizard.draft.digest)
    except Closed:
        if wizard is None:
            return page.render_page(request, form, CLOSED)
        return redirect(request.get_full_path())
    if wizard is not None:
        wizard.draft.finish(submission.receipt)
    return _to_receipt(submission.receipt, page)


def _render(request, page, wizard, number, key, form, status):
    more = {}
    if wizard is not None:
        asked = "?pruefen" if "pruefen" in request.GET else ""
        more = {
            "step": wizard.progress(number) if len(wizard.sections) > 1 else None,
            "action": _address("forms:step", page.pk, key, number + 1, asked=asked),
            "has_before": wizard.previous_section(number) is not None,
            "is_kept": True,
        }
    return page.render_page(request, form, status, **more)


def _bound_form(wizard, number):
    """The page bound to what was typed, so that it says what is wrong."""
    return wizard.form(number, wizard.full_form.data, wizard.full_form.files)


def _to_step(request, page, key, number, asked=""):
    return redirect(_address("forms:step", page.pk, key, number + 1, asked=asked))


def _to_receipt(receipt, page):
    return redirect(SENT.path(receipt.number, page.pk))


def _address(name, *args, asked=""):
    """The address with a query; the language of the page stands in it."""
    return reverse(name, args=args) + asked


def _limits(request, page):
    return [("form", network_of(request), PER_NETWORK), ("form-all", page.pk, PER_FORM)]


def _answers(page, submission):
    if page is None or submission is None:
        return []
    age = timezone.now() - submission.submit_time
    return shown_answers(submission) if age.total_seconds() < ANSWERS_SECONDS else []
