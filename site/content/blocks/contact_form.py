"""A form that sends a message to an office; content.blocks.views receives it."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, EmailBlock
from wagtail.blocks.struct_block import BlockGroup

from directory.models import ContactChannel

from .base import CITY, CityBlock, heading
from .places import office, sample_unit, shown
from .sending import ContactForm
from .text import InlineTextBlock


class ContactFormBlock(CityBlock):
    """Name, e-mail and message; goes by mail to the office or the address of the block."""

    heading = heading(help_text=_("Left empty, “Write to us”."))
    introduction = InlineTextBlock(
        required=False, label=_("Introduction"), help_text=_("For example how soon you answer.")
    )
    unit = office(help_text=_("The message goes to the office's e-mail address."))
    email = EmailBlock(
        required=False,
        label=_("Or to this e-mail address"),
        help_text=_("It is not shown on the page."),
    )
    subject = CharBlock(
        required=False,
        max_length=100,
        label=_("Subject of the mail"),
        help_text=_("Left empty, the title of the page."),
    )

    class Meta:
        label = _("Contact form")
        icon = "mail"
        group = CITY
        description = _("Readers write to an office; the message goes there by e-mail.")
        template = "blocks/contact_form.html"
        label_format = "{heading}"
        always_headed = True
        form_layout = BlockGroup(["heading", "introduction", "unit", "email"], settings=["subject"])

    def sample(self):
        unit = sample_unit()
        if unit and not email_of(unit):
            unit = None
        return {
            "heading": gettext("Write to us"),
            "introduction": "<p>{}</p>".format(gettext("We answer within three working days.")),
            "unit": unit,
            "email": "" if unit else "buergerbuero@lindenfurt.example",
        }

    def problems(self, value):
        unit = value.get("unit")
        if bool(unit) == bool(value.get("email")):
            return {"unit": _("Please choose an office, or enter an e-mail address: one of both.")}
        if unit and not email_of(unit):
            return {
                "unit": _(
                    "The address book has no e-mail address of this office. Please enter an "
                    "address below."
                )
            }
        return {}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["form"] = ContactForm()
        context["unit"] = shown(value.get("unit"))
        context["action"] = _action(context.get("page"), context.get("block_id"))
        return context

    def get_searchable_content(self, value):
        return [value.get("heading") or "", *self._introduction(value)]

    def _introduction(self, value):
        return self.child_blocks["introduction"].get_searchable_content(value["introduction"])


def email_of(unit) -> str:
    """The first e-mail address of an office that citizens see, else ""."""
    unit = shown(unit)
    channels = unit.channels.all() if unit else ()
    return next((item.value for item in channels if item.kind == ContactChannel.Kind.EMAIL), "")


def recipient_of(value) -> str:
    """The recipient of the block's messages; "" when the office has no address any more."""
    return value.get("email") or email_of(value.get("unit"))


def _action(page, block_id) -> str:
    """The target of the form; "" on a page that is not saved yet, or on none."""
    if page is None or page.pk is None or not block_id:
        return ""
    return reverse("contact_form:send", args=[page.pk, UUID(str(block_id))])
