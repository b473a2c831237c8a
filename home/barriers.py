"""Reports of barriers: stored, mailed, answered within a month, then deleted.

A report is kept before it is mailed, so that no trouble of the mail server loses it.
"""

from django import forms
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.caching import cached
from core.registries.worklist import Item
from core.safe_links import own_address
from submissions import deliveries, receipts
from submissions.delivery_kinds import Kind, Way
from submissions.honeypot import HoneypotForm

from .models import AccessibilityStatementPage, BarrierReport

TEXT_LENGTH = 5000
PAGE_LENGTH = 500
RECEIPT_PREFIX = "B"
KIND, CONTACT = "barriers", "contact"


class BarrierForm(HoneypotForm):
    """What cannot be used, and where; name and e-mail only for those who want an answer."""

    text = forms.CharField(
        label=_("What can you not read or use?"),
        help_text=_("In your own words. It helps to know what you wanted to do."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Please say what you cannot read or use."),
            "max_length": _("Please shorten your text to %(limit_value)s characters."),
        },
    )
    page = forms.CharField(
        label=_("On which page? (optional)"),
        required=False,
        max_length=PAGE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": _("Please shorten the address to %(limit_value)s characters.")
        },
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_("Only if you want an answer."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Enter a whole mail address, for example name@example.org.")},
    )
    field_order = ["text", "page", "name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "barriere-%s", "label_suffix": "", **kwargs})

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_page(self):
        return " ".join(self.cleaned_data["page"].split())


def page_from_query(value: str) -> str:
    """The address on this site in the footer's link; "" for anything else."""
    return own_address(value)[:PAGE_LENGTH]


def statement_for(site) -> AccessibilityStatementPage | None:
    """The published accessibility statement of a site."""
    if site is None:
        return None
    found = AccessibilityStatementPage.objects.live().descendant_of(site.root_page)
    return found.order_by("path").first()


def has_statement(site) -> bool:
    """The same as a quick answer, kept like the frame."""
    return cached(f"barriers-{site.pk}", lambda: statement_for(site) is not None)


def footer_link(request, page=None, **about):
    """The teaser of every page's footer; it tells the form where the reader is."""
    site = Site.find_for_request(request) if request else None
    if site is None or not has_statement(site):
        return None
    return {"url": reverse("home:barrier"), "here": request.path}


def create_report(form: BarrierForm, statement: AccessibilityStatementPage) -> BarrierReport:
    """Store a report and mail it; one that cannot be mailed now is mailed later."""
    report = receipts.issue(
        RECEIPT_PREFIX,
        lambda number: _create(statement, receipt=number, **form.cleaned_data),
    )
    deliveries.start(report)
    return report


def _create(statement, **values) -> BarrierReport:
    report = BarrierReport.objects.create(statement=statement, **values)
    deliveries.put(report, KIND, [CONTACT])
    return report


def mail_report(delivery) -> None:
    """Mail a report to the contact of the statement, if there is one still."""
    report = delivery.target
    statement = report.statement
    if statement is None:
        return
    mail = EmailMessage(
        gettext("Barrier reported [%(receipt)s]") % {"receipt": report.receipt},
        render_to_string("home/mail/barrier.txt", {"report": report, "statement": statement}),
        settings.DEFAULT_FROM_EMAIL,
        [statement.contact_email],
        reply_to=[report.email] if report.email else None,
        headers={"Message-ID": delivery.message_id(statement.contact_email)},
    )
    mail.send()
    BarrierReport.objects.filter(pk=report.pk).update(mailed_at=timezone.now())


def delivery_kind() -> Kind:
    """The mail is tried until it gets through: the law wants an answer."""
    return Kind(KIND, {CONTACT: Way(_("mail to the contact"), mail_report)}, gives_up=False)


def expired(now=None):
    """Reports that need be kept no longer."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    answered = Q(answered_on__lt=today - BarrierReport.KEPT_AFTER_ANSWER)
    return BarrierReport.objects.filter(
        answered | Q(created_at__lt=now - BarrierReport.KEPT_AT_MOST)
    )


def worklist_items(request) -> list[Item]:
    """Worklist items for reports that wait for an answer."""
    if not request.user.has_perm("home.change_barrierreport"):
        return []
    count = BarrierReport.objects.filter(answered_on=None).count()
    if not count:
        return []
    late = timezone.now() - BarrierReport.ANSWER_WITHIN
    urgent = BarrierReport.objects.filter(answered_on=None, created_at__lt=late).exists()
    text = ngettext("reported barrier to answer", "reported barriers to answer", count)
    return [Item(text, reverse("barrier_reports:index"), count=count, urgent=urgent)]
