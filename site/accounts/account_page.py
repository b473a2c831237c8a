"""One's own account, as Wagtail has it; e-mail and password change with accounts.proof."""

from http import HTTPStatus

from django.contrib.auth.forms import SetPasswordForm
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account

from .proof import ProofForm


class PasswordPanel(account.ChangePasswordPanel):
    """Only the new password: the present one is the proof."""

    form_class = SetPasswordForm


class ProofPanel(account.BaseSettingsPanel):
    name = "proof"
    title = _("Is it you?")
    template_name = "accounts/account_proof.html"
    order = 600

    def __init__(self, request, user, profile, is_needed):
        super().__init__(request, user, profile)
        data = request.POST if request.method == "POST" else None
        self.form = ProofForm(request, data, prefix=self.name, is_needed=lambda: is_needed)

    def get_form(self):
        return self.form

    def ask_again(self):
        """Something else is wrong: the code is not used up."""
        if not hasattr(self.form, "cleaned_data"):
            self.form = ProofForm(self.request, prefix=self.name)


class AccountView(account.AccountView):
    """Mails with new passwords go to the e-mail address: it is as good as a password."""

    @cached_property
    def proof(self):
        return ProofPanel(self.request, self.request.user, None, self._changes_the_login())

    def get_panels(self):
        panels = [self._own(panel) for panel in super().get_panels()]
        # Asked last of all, when everything else is right.
        return [*panels, self.proof]

    def _own(self, panel):
        if isinstance(panel, account.ChangePasswordPanel):
            return PasswordPanel(panel.request, panel.user, panel.profile)
        return panel

    def _changes_the_login(self):
        sent = self.request.POST
        return self._changes_the_password() or (
            self.request.method == "POST"
            and sent.get("name_email-email", "").strip() != self.request.user.email
        )

    def _changes_the_password(self):
        names = ("password-new_password1", "password-new_password2")
        return any(self.request.POST.get(name) for name in names)

    def post(self, request):
        # Made before any other form is looked at: those write into the user.
        proof, is_needed = self.proof, self._changes_the_login()
        response = super().post(request)
        if response.status_code != HTTPStatus.FOUND:
            proof.ask_again()
        elif is_needed and not self._changes_the_password():
            # A new password does so by itself.
            proof.form.end_other_sessions()
        return response
