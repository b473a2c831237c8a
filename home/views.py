"""Report a barrier: a form of its own address, which knows the page it came from."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from submissions import guards
from submissions.guards import KEPT_RECEIPT, form_page, uncached
from submissions.signed_links import SignedLink
from submissions.throttle import network_of

from .barriers import BarrierForm, create_report, page_from_query, statement_for

REPORTED = SignedLink("home.barrier", "home:barrier-reported", KEPT_RECEIPT)
PER_NETWORK = 5  # reports in an hour


@form_page(refuses_itself=True)
def report_barrier(request):
    """The form; after a fault with everything that was typed."""
    statement = statement_for(Site.find_for_request(request))
    if statement is None:
        raise Http404
    status = 200
    if request.method == "POST":
        form = BarrierForm(request.POST)
        status = guards.check(
            request,
            form,
            [("barrier", network_of(request), PER_NETWORK)],
            foreign=_("Please check your report and send it once more from here."),
            too_many=_("Too many reports within an hour. Please try again later."),
        )
        if status is None:
            report = create_report(form, statement)
            return redirect(REPORTED.path(report.receipt, report.page))
    else:
        form = BarrierForm(initial={"page": page_from_query(request.GET.get("seite", ""))})
    context = {"form": form, "statement": statement}
    return render(request, "home/barrier.html", context, status=status)


@uncached
@require_safe
def barrier_reported(request, receipt):
    """Thanks, with the receipt number, and a way back to the page; for a day."""
    number, page = REPORTED.read(receipt)
    context = {"number": number, "back": page_from_query(page)}
    return render(request, "home/barrier_reported.html", context)
