"""`{% load jobs %}`: a deadline in words, a mail with its subject."""

from urllib.parse import quote

from django import template
from django.utils.translation import gettext as _

from home.jobs import formatting

register = template.Library()
register.filter("deadline", formatting.deadline)


@register.filter
def mail_to(job) -> str:
    """The mailto: address for an application, with the job in the subject."""
    what = " ".join(filter(None, [job.reference, job.title]))
    subject = _("Application: %(what)s") % {"what": what}
    return f"mailto:{job.apply_email}?subject={quote(subject)}"
