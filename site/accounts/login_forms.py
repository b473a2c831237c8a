"""Forms for logging in, and for the link to a new password."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms import auth

from submissions.throttle import allow, network_of

from .tasks import mail_reset_link

HOUR = 3600
LINKS_PER_ADDRESS = 3
LINKS_PER_NETWORK = 20


class LoginForm(auth.LoginForm):
    """The login form, with a message of its own for throttled attempts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")

    def get_invalid_login_error(self):
        if getattr(self.request, "login_is_refused", False):
            return forms.ValidationError(
                _(
                    "There were too many attempts. Please wait 15 minutes, or ask the operators to "
                    "unlock your account. A forgotten password can be renewed by mail."
                ),
                code="refused",
            )
        return super().get_invalid_login_error()


class PasswordResetForm(auth.PasswordResetForm):
    """Responds alike, and as fast, whether or not the address is known."""

    def save(self, request=None, **options):
        address = self.cleaned_data["email"]
        if allow("password-reset", address.casefold(), LINKS_PER_ADDRESS, HOUR) and allow(
            "password-reset-from", network_of(request), LINKS_PER_NETWORK, HOUR
        ):
            mail_reset_link.enqueue(address, get_language())
