"""Re-authentication before a login is changed: the password and, if there is one, the code.

So an open browser is not enough to take an account over. Wrong proofs count like wrong logins.
"""

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from . import second_factor
from .login_throttle import Attempt

PASSWORD, CODE = "proof_password", "proof_code"
MISSING = _("Nothing was changed. Enter your own password once more.")


class ProofForm(forms.Form):
    """Your own password and code. `is_needed` says whether they are asked for (a callable)."""

    proof_password = forms.CharField(
        label=_("Your own password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    proof_code = forms.CharField(
        label=_("Code of your second factor"),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=_("Six digits from the app on your telephone, or one of your backup codes."),
    )

    def __init__(self, request, *args, is_needed=lambda: True, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.is_needed = request, is_needed
        if second_factor.device_of(request.user) is None:
            del self.fields[CODE]

    def clean(self):
        cleaned = super().clean()
        if self.is_needed() and (fault := self._fault(cleaned)):
            self.add_error(*fault)
        return cleaned

    def _fault(self, cleaned):
        request, user = self.request, self.request.user
        if Attempt.from_request(request, user.get_username()).is_refused():
            return PASSWORD, _("There were too many attempts. Please wait 15 minutes.")
        if not cleaned.get(PASSWORD):
            return PASSWORD, _("Enter your own password to change this.")
        if not user.check_password(cleaned[PASSWORD]):
            second_factor.record_wrong_password(request)
            return PASSWORD, _("The password is not right. Nothing was changed.")
        if CODE in self.fields:
            return self._fault_of_code(cleaned.get(CODE))
        return None

    def _fault_of_code(self, code):
        if not code:
            return CODE, _("Enter the code that your app shows now.")
        if not second_factor.is_right(self.request, code):
            return CODE, _("The code is not right. Nothing was changed.")
        return None

    def save(self):
        """There is nothing to keep: Wagtail's account page saves all its forms."""

    def end_other_sessions(self):
        """Log the user out everywhere else: the password stays, its hash is renewed."""
        user = self.request.user
        user.set_password(self.cleaned_data[PASSWORD])
        user.save(update_fields=["password"])
        update_session_auth_hash(self.request, user)


class ProvenForm:
    """A form that changes a login and asks its sender to re-authenticate.

    request: given to the form. proven_fields: fields that need the proof; None: all.
    """

    proven_fields: frozenset[str] | None = None

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.proof = request and ProofForm(request)

    def _needs_proof(self):
        return self.proven_fields is None or bool(self.proven_fields & set(self.changed_data))

    def _post_clean(self):
        super()._post_clean()
        # Last of all, when everything else is right: a code is good only once.
        if self.proof and not self.errors and self._needs_proof():
            self.proof = ProofForm(self.request, self.data)
            if not self.proof.is_valid():
                # The fields of the proof say what is wrong; this form is not saved.
                self.add_error(None, MISSING)


class ProvenView:
    """Mixin of views that give or take rights: what is sent counts only with the proof.

    Its template shows `view.proof` (accounts/_proof.html).
    """

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def proof(self):
        return ProofForm(self.request)

    def is_proven(self, form) -> bool:
        """Asked last of all, when everything else is right: a code is good only once."""
        self.proof = ProofForm(self.request, self.request.POST)
        if self.proof.is_valid():
            return True
        form.add_error(None, MISSING)
        return False


class ProvenFormView(ProvenView):
    """The same for a view whose form alone decides: a confirmation."""

    def form_valid(self, form):
        return super().form_valid(form) if self.is_proven(form) else self.form_invalid(form)
