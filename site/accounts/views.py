"""Views of an editor's own second factor: verification, set-up, backup codes."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import second_factor
from .login_throttle import Attempt
from .proof import CODE, PASSWORD, ProofForm

CODES = "accounts.codes"


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Asks for the code after the password; after too many wrong ones for the password again."""
    if request.user.is_verified() or second_factor.device_of(request.user) is None:
        return redirect("wagtailadmin_home")
    wrong = False
    if request.method == "POST":
        if _is_refused(request):
            return _send_away(request)
        if second_factor.verify(request, request.POST.get("code", "")):
            return redirect(request.session.pop("accounts.next", "") or "wagtailadmin_home")
        wrong = True
    return render(request, "accounts/verify.html", {"wrong": wrong})


@sensitive_post_parameters("code", PASSWORD, CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request):
    """Shows the key, and asks for a first code from it; and for what one logs in with now."""
    wrong, proof = False, ProofForm(request, request.POST or None)
    # The proof first: a wrong one must not say whether the code was right.
    if request.method == "POST" and proof.is_valid():
        if codes := second_factor.confirm(request, request.POST.get("code", "")):
            proof.end_other_sessions()
            request.session[CODES] = codes
            return redirect("accounts_second_factor")
        wrong = True
    device = second_factor.prepare(request.user)
    context = {
        "page_title": _("Set up the second factor"),
        "header_icon": "key",
        "picture": second_factor.picture(device),
        "key": second_factor.key_to_type(device),
        "wrong": wrong,
        "proof": proof,
        "is_obligatory": second_factor.missing_step(request.user) == second_factor.SET_UP,
    }
    return render(request, "accounts/set_up.html", context)


@require_safe
def overview(request):
    return _overview(request)


def _overview(request, **refused):
    """The state of the second factor, with its actions. New backup codes are shown once.

    refused: {action: its ProofForm with errors}.
    """
    context = {
        "page_title": _("Second factor"),
        "header_icon": "key",
        "device": second_factor.device_of(request.user),
        "left": second_factor.backup_codes_left(request.user),
        "codes": request.session.pop(CODES, []),
        "is_obligatory": second_factor.is_obligatory(request.user),
        "renew_form": ProofForm(request, prefix="renew", auto_id="renew_%s"),
        "off_form": ProofForm(request, prefix="off", auto_id="off_%s"),
        **refused,
    }
    return render(request, "accounts/second_factor.html", context)


@sensitive_post_parameters()
@require_POST
def renew_codes(request):
    proof = ProofForm(request, request.POST, prefix="renew", auto_id="renew_%s")
    if not proof.is_valid():
        return _overview(request, renew_form=proof)
    request.session[CODES] = second_factor.renew_backup_codes(request.user)
    messages.success(request, _("The old backup codes are void. Keep the new ones safe."))
    return redirect("accounts_second_factor")


@sensitive_post_parameters()
@require_POST
def switch_off(request):
    proof = ProofForm(request, request.POST, prefix="off", auto_id="off_%s")
    if second_factor.is_obligatory(request.user):
        messages.error(request, _("Your group needs a second factor, so it stays."))
        return redirect("accounts_second_factor")
    if not proof.is_valid():
        return _overview(request, off_form=proof)
    second_factor.remove(request.user, request)
    proof.end_other_sessions()
    messages.success(request, _("You log in with your password alone from now on."))
    return redirect("accounts_second_factor")


def _is_refused(request):
    return Attempt.from_request(request, request.user.get_username()).is_refused()


def _send_away(request):
    logout(request)
    messages.error(
        request, _("There were too many wrong codes. Please wait 15 minutes and log in again.")
    )
    return redirect("wagtailadmin_login")
