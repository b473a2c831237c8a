"""One field of a form, or a heading between its fields."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractFormField

from core.text.slugs import german_slug
from submissions.uploads import MEGABYTES, Accepted

# Names that the form itself and the lists of the admin use.
RESERVED = {
    *("opened", "leave_empty", "receipt", "submit_time", "state", "sprache"),
    *("back", "remove"),
}


class FormField(AbstractFormField):
    """A question, its kind and what a right answer looks like.

    clean_name: names the answers everywhere; it stays when the label changes.
    """

    class Kind(models.TextChoices):
        LINE = "singleline", _("text of one line")
        TEXT = "multiline", _("text of several lines")
        EMAIL = "email", _("e-mail address")
        NUMBER = "number", _("a number")
        DATE = "date", _("date")
        DROPDOWN = "dropdown", _("one of a long list of choices")
        RADIO = "radio", _("one of several choices")
        CHECKBOXES = "checkboxes", _("any of several choices")
        CHECKBOX = "checkbox", _("one tick: yes, I agree")
        FILE = "file", _("file to upload")
        HEADING = "heading", _("heading, with an explanation")
        SECTION = "section", _("next page of the form, with a heading")
        HIDDEN = "hidden", _("fixed value that readers do not see")

    class Meaning(models.TextChoices):
        """What browsers fill in by themselves (WCAG 2.2, 1.3.5; HTML, autofill)."""

        NAME = "name", _("name")
        GIVEN_NAME = "given-name", _("given name")
        FAMILY_NAME = "family-name", _("family name")
        EMAIL = "email", _("e-mail address")
        TEL = "tel", _("phone number")
        STREET = "street-address", _("street and house number")
        POSTCODE = "postal-code", _("postcode")
        TOWN = "address-level2", _("town")
        BIRTHDAY = "bday", _("date of birth")
        ORGANISATION = "organization", _("organisation")

    CHOOSING = (Kind.DROPDOWN, Kind.RADIO, Kind.CHECKBOXES)

    page = ParentalKey("forms.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(_("kind"), max_length=16, choices=Kind)
    field_type.required_on_save = True
    required = models.BooleanField(_("must be answered"), default=True)
    help_text = models.TextField(
        _("explanation"), blank=True, help_text=_("Stands between the label and the field.")
    )
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("One in each line. Only where readers choose among several."),
    )
    default_value = models.TextField(
        _("value at the start"),
        blank=True,
        help_text=_("Stands in the field already; of a fixed value, what is stored."),
    )
    meaning = models.CharField(
        _("the reader's own"),
        max_length=20,
        choices=Meaning,
        blank=True,
        help_text=_(
            "If the field asks for this of the reader themself: the browser can fill it in."
        ),
    )
    gets_confirmation = models.BooleanField(
        _("the confirmation goes to this address"),
        default=False,
        help_text=_("Only for one field of the kind “e-mail address”."),
    )
    minimum = models.DecimalField(
        _("at least"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    maximum = models.DecimalField(
        _("at most"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    accepted = models.CharField(
        _("accepted files"), max_length=12, choices=Accepted, default=Accepted.ALL
    )
    max_megabytes = models.PositiveSmallIntegerField(
        _("largest file in megabytes"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MEGABYTES)],
    )

    condition_question = models.CharField(
        _("only if the answer to this question"),
        max_length=255,
        blank=True,
        help_text=_("The label of a question before this one. Empty: it is always asked."),
    )
    condition_answers = models.TextField(
        _("is one of these answers"),
        blank=True,
        help_text=_("One in each line. Empty: as soon as anything is chosen, or the tick is set."),
    )

    panels = [
        FieldRowPanel(
            [FieldPanel("field_type", classname="formbuilder-type"), FieldPanel("required")]
        ),
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("choices", classname="formbuilder-choices"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("meaning"), FieldPanel("gets_confirmation")]),
                FieldRowPanel([FieldPanel("minimum"), FieldPanel("maximum")]),
                FieldRowPanel([FieldPanel("accepted"), FieldPanel("max_megabytes")]),
                FieldPanel("default_value", classname="formbuilder-default"),
            ],
            heading=_("For mail addresses, numbers and files"),
            classname="form-question-options",
        ),
        MultiFieldPanel(
            [FieldPanel("condition_question"), FieldPanel("condition_answers")],
            heading=_("Ask only if"),
            classname="form-question-condition",
        ),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("field of a form")
        verbose_name_plural = _("fields of a form")

    def __str__(self):
        return self.label

    @property
    def is_asked(self) -> bool:
        """Whether it has an answer; headings and pages have none."""
        return self.field_type not in (self.Kind.HEADING, self.Kind.SECTION)

    def get_field_clean_name(self):
        name = german_slug(self.label).replace("-", "_") or "frage"
        return f"{name}_feld" if name in RESERVED else name

    def clean(self):
        super().clean()
        problems = {}
        if self.field_type in self.CHOOSING and not self.choices.strip():
            problems["choices"] = _("Please enter the choices, one in each line.")
        if self.gets_confirmation and self.field_type != self.Kind.EMAIL:
            problems["gets_confirmation"] = _(
                "The confirmation can only go to a field of the kind “e-mail address”."
            )
        if None not in (self.minimum, self.maximum) and self.minimum > self.maximum:
            problems["maximum"] = _("Please enter a number that is not below the smallest one.")
        if problems:
            raise ValidationError(problems)
