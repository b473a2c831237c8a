"""Views that take a reader's answer: a yes or no, and a remark. Nothing of the reader is stored.

Protection against bots: the signed reference of the page, and submissions.guards.
"""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quality.models import Feedback
from submissions.guards import HOUR, INVALID, TOO_MANY, form_page
from submissions.signed_links import SignedLink
from submissions.throttle import allow, network_of

from .forms import RemarkForm
from .subjects import SALT, read_reference

PER_NETWORK = 30
REMARK = SignedLink(SALT, "quality:feedback-remark", timedelta(hours=1))
ANSWERS = {"ja": True, "nein": False}


@form_page
@require_POST
def vote(request):
    """Keep a yes or a no; then the page where a remark can be added."""
    helped = ANSWERS.get(request.POST.get("hilfreich", ""))
    subject = read_reference(request.POST.get("seite", ""))
    if helped is None or subject is None or request.POST.get("leave_empty"):
        old = _("The page was open for too long. Please load it again and answer once more.")
        return _refused(request, old, INVALID)
    if not allow("feedback", network_of(request), PER_NETWORK, HOUR):
        many = _("Too many answers within an hour. Please try again later.")
        return _refused(request, many, TOO_MANY)
    feedback = Feedback.objects.create(
        kind=subject.kind, key=subject.key, title=subject.title, path=subject.path, helped=helped
    )
    return redirect(REMARK.path(feedback.pk))


@form_page
def remark(request, token):
    """Thanks, and room for a remark; it can be written once, within an hour."""
    (pk,) = REMARK.read(token)
    feedback = get_object_or_404(Feedback, pk=pk)
    has_remark = bool(feedback.reason or feedback.text)
    form = RemarkForm(request.POST if request.method == "POST" else None, helped=feedback.helped)
    status = 200
    if form.is_bound and not has_remark:
        if form.is_valid():
            _store(feedback, form.cleaned_data)
            return redirect(request.path)
        status = INVALID
    context = {"feedback": feedback, "form": form, "has_remark": has_remark}
    return render(request, "quality/feedback/remark.html", context, status=status)


def _store(feedback, remark):
    without_remark = Feedback.objects.filter(pk=feedback.pk, reason="", text="")
    without_remark.update(reason=remark.get("reason", ""), text=remark["text"])


def _refused(request, why, status):
    return render(request, "quality/feedback/refused.html", {"why": why}, status=status)
