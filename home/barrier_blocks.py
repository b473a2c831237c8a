"""What is not accessible, why, and what helps until it is: one block each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Reason(models.TextChoices):
    """Why something is not accessible: the three reasons that Directive (EU) 2016/2102 knows."""

    NOT_CONFORM = "not-conform", _("does not meet the requirements yet")
    BURDEN = "burden", _("would be a disproportionate burden")
    OUT_OF_SCOPE = "out-of-scope", _("the law does not ask for it")


class Barrier(blocks.StructBlock):
    """One thing that not everybody can use."""

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
    """All of them, each under its reason."""

    not_conform = Barrier(label=Reason.NOT_CONFORM.label)
    burden = Barrier(label=Reason.BURDEN.label)
    out_of_scope = Barrier(label=Reason.OUT_OF_SCOPE.label)
