"""The blocks of a journey's steps."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from services.blocks import ServiceChooserBlock

TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]


class Role(models.TextChoices):
    """The role of a page or service in a journey."""

    PART = "part", _("part of the step: its page says so, and leads back")
    RELATED = "related", _("helps with the step: its page mentions the journey")
    SECONDARY = "secondary", _("by the way: its page says nothing of the journey")


class Joint(models.TextChoices):
    """The relation of a step to the one before."""

    THEN = "then", _("then: the next step")
    AND = "and", _("and: at the same time as the step before")
    OR = "or", _("or: instead of the step before")


def numbers(joints: Iterable[str]) -> list[int]:
    """The numbers of steps: an alternative shares the number of the step that it replaces."""
    found: list[int] = []
    for joint in joints:
        is_next = not found or joint != Joint.OR
        found.append((found[-1] if found else 0) + is_next)
    return found


class StepLink(blocks.StructBlock):
    """A link of a step: a service, a page of ours, or an external address."""

    service = ServiceChooserBlock(required=False, label=_("Service"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address elsewhere"))
    title = blocks.CharBlock(
        required=False,
        label=_("Text of the link"),
        help_text=_("Empty: the title of the service or page. Needed for an address elsewhere."),
    )
    role = blocks.ChoiceBlock(choices=Role.choices, default=Role.PART, label=_("Belongs"))

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value):
        cleaned = super().clean(value)
        targets = [name for name in ("service", "page", "url") if cleaned.get(name)]
        errors = {}
        if len(targets) != 1:
            message = _("Choose one: a service, a page, or an address elsewhere.")
            errors["service"] = ValidationError(message)
        if targets == ["url"] and not cleaned.get("title"):
            errors["title"] = ValidationError(_("Say in a few words where the link leads."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(
        max_length=100,
        label=_("What is to be done"),
        help_text=_("Begin with what one does, for example “Register your new address”."),
    )
    joint = blocks.ChoiceBlock(choices=Joint.choices, default=Joint.THEN, label=_("Follows"))
    deadline = blocks.CharBlock(
        required=False,
        max_length=100,
        label=_("By when"),
        help_text=_("For example “within two weeks after moving in”."),
    )
    text = blocks.RichTextBlock(required=False, features=TEXT_FEATURES, label=_("Text"))
    links = blocks.ListBlock(StepLink(), default=[], label=_("Services and pages"))

    class Meta:
        icon = "order"
        label = _("Step")
        label_format = "{title}"


class Steps(blocks.StreamBlock):
    """The steps of a journey, in their order."""

    step = StepBlock()

    class Meta:
        min_num = 2
        max_num = 20
