"""Blocks for inaccessible content, each with its reason and the alternative until it is fixed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Reason(models.TextChoices):
    """The reason why something is not accessible: one of the three of Directive (EU) 2016/2102."""

    NOT_CONFORM = "not-conform", _("does not meet the requirements yet")
    BURDEN = "burden", _("would be a disproportionate burden")
    OUT_OF_SCOPE = "out-of-scope", _("the law does not ask for it")


class Barrier(blocks.StructBlock):
    """One piece of content that not everybody can use."""

    what = blocks.CharBlock(max_length=200, label=_("What is not accessible"))
    why = blocks.TextBlock(
        required=False,
        rows=2,
        label=_("What is the trouble"),
        help_text=_("For whom, and why; for a disproportionate burden also what was weighed."),
    )
    alternative = blocks.TextBlock(
        required=False,
        rows=2,
        label=_("What helps instead"),
        help_text=_("For example “Call us: we fill in the form with you”."),
    )
    until = blocks.DateBlock(required=False, label=_("To be mended by"))

    class Meta:
        icon = "warning"
        label = _("Barrier")
        label_format = "{what}"


class Barriers(blocks.StreamBlock):
    """All barriers, each under its reason."""

    not_conform = Barrier(label=Reason.NOT_CONFORM.label)
    burden = Barrier(label=Reason.BURDEN.label)
    out_of_scope = Barrier(label=Reason.OUT_OF_SCOPE.label)
