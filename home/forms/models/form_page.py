"""A form that editors build."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import FormMixin, validate_to_address
from wagtail.search import index

from accounts.unit_forms import CityPageForm
from content.pages import CityPage
from core.fields import BlocksField
from home.blocks import PageBody
from home.forms import condition_faults
from home.forms.builder import CityFormBuilder
from home.forms.conditions import Section, sections
from home.models import PrivacyPage
from home.models.base import CONTENT_PARENTS, DescribedPage

from .questions import FormField
from .submissions import Submission

LONGEST_RETENTION = 3650


class FormPageForm(CityPageForm, WagtailAdminFormPageForm):
    """The editor's form: at most one field gets the confirmation."""

    def clean(self):
        cleaned = super().clean()
        forms = self.formsets["form_fields"].forms if "form_fields" in self.formsets else []
        marked = [
            form
            for form in forms
            if form.cleaned_data.get("gets_confirmation") and not form.cleaned_data.get("DELETE")
        ]
        for form in marked[1:]:
            form.add_error("gets_confirmation", _("Only one field can get the confirmation."))
        condition_faults.check(forms)
        return cleaned

    class Media:
        js = ["forms/editor.js"]


class FormPage(FormMixin, DescribedPage):
    """Readers fill it in; the answers go to an office, and are deleted in time.

    How it is sent and protected: home.forms.views. The state: `closed_reason`.
    """

    class OfficeMail(models.TextChoices):
        NOTE = "note", _("only that something came, with a link")
        ANSWERS = "answers", _("the answers, without files")

    body = BlocksField(
        PageBody(), blank=True, verbose_name=_("content"), help_text=_("Stands above the form.")
    )
    button = models.CharField(
        _("words on the button"), max_length=40, blank=True, help_text=_("Empty: “Send”.")
    )
    thanks = models.TextField(
        _("text after sending"),
        blank=True,
        help_text=_("What happens next, and when the sender hears from you."),
    )

    purpose = models.TextField(
        _("purpose"), help_text=_("What you need the data for, in a sentence or two.")
    )
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=300,
        help_text=_("For example: Art. 6 Abs. 1 Buchst. e DSGVO, § 3 HDSIG."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("delete after days"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_RETENTION)],
        help_text=_("So many days after sending, the answers are deleted from this website."),
    )

    to_address = models.CharField(
        _("mail to"),
        max_length=255,
        blank=True,
        validators=[validate_to_address],
        help_text=_("Several addresses are separated by commas."),
    )
    office_mail = models.CharField(
        _("what the mail to the office says"),
        max_length=8,
        choices=OfficeMail,
        default=OfficeMail.NOTE,
    )
    shows_answers = models.BooleanField(
        _("the mail to the sender holds a copy of the answers"),
        default=False,
        help_text=_("A mail can be read on its way: not for sensitive data."),
    )
    reviews = models.BooleanField(
        _("readers check their answers before sending"),
        default=True,
        help_text=_("On a page of its own. Forms of several pages always have one."),
    )
    receipt_prefix = models.CharField(
        _("letters of the receipt number"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]+\Z", _("Capital letters from A to Z, please."))],
        help_text=_("For example LF. Empty: the first two of the title."),
    )
    endpoint = models.ForeignKey(
        "forms.Endpoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="forms",
        verbose_name=_("hand over to"),
        help_text=_("A system that gets every submission at once. Operators keep the list."),
    )

    opens_at = models.DateTimeField(_("open from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True)
    limit = models.PositiveIntegerField(
        _("most submissions"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For example the places of a course. Then the form closes."),
    )
    closed_text = models.TextField(
        _("text when it is closed"),
        blank=True,
        help_text=_("What else readers can do then. That it is closed the page says anyway."),
    )

    template = "forms/form_page.html"
    form_builder = CityFormBuilder
    base_form_class = FormPageForm
    parent_page_types = CONTENT_PARENTS
    subpage_types: list[str] = []
    page_description = _(
        "A form of your own: fields, files, confirmation by mail, deletion in time. Not for "
        "services that have an online application already."
    )
    preview_modes = [("form", _("Form")), ("sent", _("After sending"))]

    content_panels = [
        *CityPage.content_panels,
        FieldPanel("body"),
        InlinePanel("form_fields", heading=_("Fields"), label=_("Field")),
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("legal_basis"), FieldPanel("retention_days")],
            heading=_("Personal data"),
            help_text=_("Stands above the button (Art. 13 DSGVO)."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("to_address"),
                FieldPanel("office_mail"),
                FieldPanel("shows_answers"),
                FieldRowPanel([FieldPanel("receipt_prefix"), FieldPanel("endpoint")]),
            ],
            heading=_("Where the answers go"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("limit"),
                FieldPanel("closed_text"),
            ],
            heading=_("When the form is open"),
        ),
        MultiFieldPanel(
            [FieldPanel("reviews"), FieldPanel("button"), FieldPanel("thanks")],
            heading=_("Button and thanks"),
        ),
    ]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    @property
    def closed_reason(self) -> str:
        """ "" while it is open; else "early", "late" or "full"."""
        now = timezone.now()
        if self.opens_at and now < self.opens_at:
            return "early"
        if self.closes_at and now >= self.closes_at:
            return "late"
        return "full" if self.is_full else ""

    @property
    def is_full(self) -> bool:
        return bool(self.limit and self.pk) and self.receipts.count() >= self.limit

    @property
    def confirmation_field(self) -> str:
        """The name of the field whose address gets the confirmation, else ""."""
        return next((row.clean_name for row in self._rows() if row.gets_confirmation), "")

    @property
    def addresses(self) -> list[str]:
        """Where the mail to the office goes."""
        return [address.strip() for address in self.to_address.split(",") if address.strip()]

    def clean(self):
        super().clean()
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": _("The form would close before it opens.")})

    def serve(self, request, *args, **kwargs):
        # The form goes to an address of its own (home.forms.views): here everybody gets one page.
        return CityPage.serve(self, request, *args, **kwargs)

    def render_page(self, request, form=None, status=200, **more):
        """The page with this form, which may hold what was typed and what is wrong with it."""
        context = {**self.get_context(request), **more}
        if form is not None:
            context["form"] = form
        return TemplateResponse(request, self.template, context, status=status)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "form": self.form_for(0),
            "step": self.first_step,
            "action": self._action(request),
            "closed": self.closed_reason,
            "privacy": self.privacy_page,
        }

    @property
    def privacy_page(self):
        return PrivacyPage.objects.live().public().filter(locale=self.locale).first()

    def get_preview_context(self, request, mode_name):
        return {**self.get_context(request), "form": self.get_form(), "step": None}

    def serve_preview(self, request, mode_name):
        if mode_name != "sent":
            return super().serve_preview(request, mode_name)
        context = {"origin": self, "number": "LF-7K3M-92", "received_at": timezone.now()}
        return TemplateResponse(request, "forms/sent.html", context)

    def get_form_class(self):
        return self.form_builder(self.all_rows).get_form_class()

    @property
    def sections(self) -> list[Section]:
        """The pages of the form."""
        return sections(self.all_rows)

    @cached_property
    def all_rows(self) -> list[FormField]:
        """The fields, in order."""
        return self._rows()

    @property
    def has_review(self) -> bool:
        return self.reviews or len(self.sections) > 1

    @property
    def first_step(self) -> dict | None:
        """For the template, where the form has several pages (home.forms.steps)."""
        found = self.sections
        if len(found) < 2:
            return None
        return {"number": 1, "count": len(found), "section": found[0], "is_certain": False}

    def form_for(self, number: int, *args, known=None, **kwargs):
        """The form of one of the pages, from 0. known: {name: value} of the answers before."""
        found = self.sections
        form = self.form_builder(found[number].rows).get_form_class()(*args, page=self, **kwargs)
        before = [row for section in found[:number] for row in (section.row, *section.rows)]
        form.rows_before = [row for row in (*before, found[number].row) if row is not None]
        form.known = known or {}
        return form

    def get_submission_class(self):
        return Submission

    def get_submissions(self):
        found = Submission.objects.filter(page=self)
        return found.select_related("receipt").prefetch_related("deliveries")

    def get_submissions_list_view_class(self):
        from home.forms.submission_list import SubmissionList

        return SubmissionList

    def get_data_fields(self):
        """[(name, label)]: of today's fields, and of those that older submissions answered."""
        names = {"receipt": _("Receipt number"), "submit_time": _("Received")}
        names |= {row.clean_name: row.label for row in self._rows() if row.is_asked}
        for questions in self._questions_answered():
            for question in questions:
                names.setdefault(question["name"], question["label"])
        return [*names.items(), ("state", _("Passed on"))]

    def _questions_answered(self):
        found = Submission.objects.filter(page=self).order_by()
        return found.values_list("questions", flat=True).distinct()

    def _rows(self) -> list[FormField]:
        return list(self.get_form_fields())

    def _action(self, request) -> str:
        """Where the form goes; "" where it cannot be sent: in a preview."""
        if self.pk is None or getattr(request, "is_preview", False):
            return ""
        return reverse("forms:send", args=[self.pk])
