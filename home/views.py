"""Report a barrier: a form of its own address, which knows the page it came from."""

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from core.blocks.sending import is_from_here
from core.throttle import allow, network_of

from .barriers import BarrierForm, page_asked_for, statement_of, take_down

SALT = "home.barrier"
RECEIPT_SECONDS = 24 * 60 * 60
HOUR = 60 * 60
PER_NETWORK = 5  # reports in an hour
INVALID, FORBIDDEN, TOO_MANY = 422, 403, 429


@csrf_exempt  # nobody is logged in here, and readers get no cookie; see core.blocks.sending
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request):
    """The form; after a fault with everything that was typed."""
    statement = statement_of(Site.find_for_request(request))
    if statement is None:
        raise Http404
    status = 200
    if request.method == "POST":
        form = BarrierForm(request.POST)
        status = _fault(request, form)
        if status is None:
            report = take_down(form, statement)
            receipt = signing.dumps([report.receipt, report.page], salt=SALT)
            return redirect("home:barrier-reported", receipt)
    else:
        form = BarrierForm(initial={"page": page_asked_for(request.GET.get("seite", ""))})
    context = {"form": form, "statement": statement}
    return _unlisted(render(request, "home/barrier.html", context, status=status))


@never_cache
@require_safe
def barrier_reported(request, receipt):
    """Thanks, with the receipt number, and a way back to the page; for a day."""
    try:
        number, page = signing.loads(receipt, salt=SALT, max_age=RECEIPT_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    context = {"number": number, "back": page_asked_for(page)}
    return _unlisted(render(request, "home/barrier_reported.html", context))


def _fault(request, form) -> int | None:
    """The status of an answer to a form that cannot be taken, which then says why."""
    if not form.is_valid():
        return INVALID
    if not is_from_here(request):
        form.add_error(None, _("Please check your report and send it once more from here."))
        return FORBIDDEN
    if not allow("barrier", network_of(request), PER_NETWORK, HOUR):
        form.add_error(None, _("Too many reports within an hour. Please try again later."))
        return TOO_MANY
    return None


def _unlisted(response):
    response["X-Robots-Tag"] = "noindex"
    return response
