"""Background tasks: mails that are sent after the response.

A task that is run again, because its process was killed, sends the same Message-ID.
"""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django_tasks import task
from wagtail.admin.forms import auth

from core.mail import message_id

logger = logging.getLogger(__name__)
TEMPLATES = "wagtailadmin/account/password_reset/"


class ResetForm(auth.PasswordResetForm):
    """Wagtail's, whose mail has an identifier of its own. task: the key of the task."""

    def __init__(self, task, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task

    def send_mail(self, subject_template_name, email_template_name, context,
                  from_email, to_email, html_email_template_name=None):  # fmt: skip
        """As Django's: a mail server that fails is told in the log only."""
        message = EmailMessage(
            "".join(render_to_string(subject_template_name, context).splitlines()),
            render_to_string(email_template_name, context),
            from_email,
            [to_email],
            headers={"Message-ID": message_id("accounts.reset", self.task, to_email)},
        )
        try:
            message.send()
        except OSError:
            logger.exception("no link to a new password for user %s", context["user"].pk)


@task(takes_context=True)
def mail_reset_link(context, address: str, language: str):
    """Mail the link to a new password to whoever has this address. Links lead to BASE_URL."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    form = ResetForm(context.task_result.id, {"email": address})
    with override(language):
        if form.is_valid():
            form.save(
                domain_override=base.netloc,
                use_https=base.scheme == "https",
                subject_template_name=f"{TEMPLATES}email_subject.txt",
                email_template_name=f"{TEMPLATES}email.txt",
            )


@task(takes_context=True)
def mail_role_changes(context, addresses: list[str], by: str, lines: list[str]):
    """Notify the other administrators of changed roles, and of who changed them."""
    with override("de"):
        subject = f"[{settings.WAGTAIL_SITE_NAME}] " + gettext("Roles were changed")
        body = render_to_string("accounts/mail/roles.txt", {"by": by, "lines": lines})
    for address in addresses:
        identity = message_id("accounts.roles", context.task_result.id, address)
        EmailMessage(subject, body, to=[address], headers={"Message-ID": identity}).send()
