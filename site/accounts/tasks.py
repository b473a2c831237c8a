"""Background tasks: mails that are sent after the response."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm

TEMPLATES = "wagtailadmin/account/password_reset/"


@task()
def mail_reset_link(address: str, language: str):
    """Mail the link to a new password to whoever has this address. Links lead to BASE_URL."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    form = PasswordResetForm({"email": address})
    with override(language):
        if form.is_valid():
            form.save(
                domain_override=base.netloc,
                use_https=base.scheme == "https",
                subject_template_name=f"{TEMPLATES}email_subject.txt",
                email_template_name=f"{TEMPLATES}email.txt",
            )


@task()
def mail_role_changes(addresses: list[str], by: str, lines: list[str]):
    """Notify the other administrators of changed roles, and of who changed them."""
    with override("de"):
        subject = f"[{settings.WAGTAIL_SITE_NAME}] " + gettext("Roles were changed")
        body = render_to_string("accounts/mail/roles.txt", {"by": by, "lines": lines})
    for address in addresses:
        EmailMessage(subject, body, to=[address]).send()
