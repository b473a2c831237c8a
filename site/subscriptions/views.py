"""Pages for those who follow something. Nobody logs in: a signed link is the key.

A link only shows: mail programs and virus scanners open links by themselves. What changes anything
is a button (POST). Without a session there is nothing that a foreign page could abuse, so the forms
need no CSRF cookie; readers get none at all.
"""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import error_page
from submissions import confirmations
from submissions.guards import HOUR, INVALID, TOO_MANY, secret_form_page
from submissions.signed_links import Expired
from submissions.throttle import allow, network_of

from . import double_opt_in, signed_links, topics
from .forms import AddressForm, SignUpForm
from .frequency import Rhythm

PER_ADDRESS = 5  # mails an hour that others could make us send
PER_NETWORK = 30
UNAVAILABLE = 503


@secret_form_page
def index(request):
    """What this is, and a form that sends the link to one's own list."""
    form = AddressForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            status = _send(request, form, lambda: double_opt_in.send_link(_address(form)))
            if status == 200:
                return _to(request, "requested")
        else:
            status = INVALID
    context = {"form": form, "offers": _offers(), "state": request.GET.get("stand", "")}
    return render(request, "subscriptions/index.html", context, status=status)


@secret_form_page
def sign_up(request, topic):
    """The form that begins to follow something. The answer never tells who follows already."""
    offer, parameters = _chosen(topic, request.GET.dict())
    if offer is None:
        return error_page(request, "subscriptions/nothing.html", 404)
    form = (AddressForm if offer.reminds else SignUpForm)(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            rhythm = form.cleaned_data.get("rhythm", Rhythm.DAILY)
            status = _send(
                request,
                form,
                lambda: double_opt_in.ask(offer, parameters, _address(form), rhythm),
            )
            if status == 200:
                return _to(request, "requested")
        else:
            status = INVALID
    context = {
        "form": form,
        "what": offer.describe(parameters),
        "url": offer.url(parameters),
        "reminds": offer.reminds,
    }
    return render(request, "subscriptions/sign_up.html", context, status=status)


@require_safe
@never_cache
def requested(request):
    """Look into your mailbox."""
    return render(request, "subscriptions/requested.html")


confirm = confirmations.page(double_opt_in.PURPOSE)


@secret_form_page
def manage(request, token):
    """All that an address follows: another rhythm, an end to one, an end to all."""
    try:
        subscriber = signed_links.read_manage(token)
    except Expired:
        return _to(request, "index", stand="abgelaufen")
    if subscriber is None:
        return _to(request, "ended")
    if request.method == "POST":
        return _change(request, subscriber)
    context = {
        "subscriptions": subscriber.subscriptions.all(),
        "rhythms": Rhythm.choices,
        "state": request.GET.get("stand", ""),
        "address": subscriber.address,
        "end": signed_links.end_path(subscriber),
    }
    return render(request, "subscriptions/manage.html", context)


def _change(request, subscriber):
    if "all" in request.POST:
        double_opt_in.end_all(subscriber)
        return _to(request, "ended")
    followed = {str(one.pk): one for one in subscriber.subscriptions.all()}
    ended = followed.pop(request.POST.get("end", ""), None)
    now = timezone.now()
    for pk, one in followed.items():
        # Also what was chosen before another button was pressed.
        rhythm = request.POST.get(f"rhythm-{pk}")
        if rhythm in Rhythm.values and not one.reminds:
            one.change_rhythm(rhythm, now)
    if ended is None:
        return _to_list(request, subscriber, "gespeichert")
    if double_opt_in.end(ended):
        return _to_list(request, subscriber, "beendet")
    return _to(request, "ended")


@secret_form_page(anybody_may_send="Mail programs send it without asking (RFC 8058).")
def end(request, token):
    """RFC 8058: one POST, no redirect, ends everything; a GET shows the button."""
    subscriber = signed_links.read_end(token)
    if subscriber and request.method == "POST":
        double_opt_in.end_all(subscriber)
        subscriber = None
    if subscriber is None:
        return render(request, "subscriptions/ended.html")
    context = {
        "subscriptions": subscriber.subscriptions.all(),
        "manage": signed_links.manage_path(subscriber),
    }
    return render(request, "subscriptions/end.html", context)


@require_safe
@never_cache
def ended(request):
    """Nothing is left."""
    return render(request, "subscriptions/ended.html")


# --- What the pages share ------------------------------------------------------------------


def _send(request, form, send) -> int:
    """Send unless there were too many; the status to answer with, the error in the form."""
    counted = allow("mail", _address(form), PER_ADDRESS, HOUR)
    if not (counted and allow("network", network_of(request), PER_NETWORK, HOUR)):
        form.add_error(
            None,
            _("This was asked for too often within a short time. Please try again in an hour."),
        )
        return TOO_MANY
    try:
        send()
    except double_opt_in.NotSent:
        form.add_error(
            None, _("At the moment we cannot send mails. Please try again in a few minutes.")
        )
        return UNAVAILABLE
    return 200


def _address(form) -> str:
    return form.cleaned_data["address"]


def _chosen(name, raw):
    """The topic and its clean parameters; None when there is no such thing to follow."""
    offer = topics.find(name)
    try:
        return (offer, offer.clean(raw)) if offer else (None, {})
    except ValidationError:
        return None, {}


def _offers():
    """What can be followed without choosing anything first: [(name, address)]."""
    found = [(topic, _chosen(topic.name, {})) for topic in topics.topics()]
    return [
        (topic.describe(parameters), signed_links.sign_up_path(topic.name, parameters))
        for topic, (offer, parameters) in found
        if offer
    ]


def _to(request, name, **query):
    return redirect(_with(reverse(f"subscriptions:{name}"), **query))


def _to_list(request, subscriber, state):
    return redirect(_with(signed_links.manage_path(subscriber), stand=state))


def _with(path, **query):
    return f"{path}?{urlencode(query)}" if query else path
