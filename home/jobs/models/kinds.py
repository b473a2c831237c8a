"""Kinds of employment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A kind of employment. The values stand in addresses."""

    FULL_TIME = "vollzeit", _("Full-time")
    PART_TIME = "teilzeit", _("Part-time")
    EITHER = "vollzeit-oder-teilzeit", _("Full-time or part-time")
    TRAINING = "ausbildung", _("Vocational training (Ausbildung)")
    DUAL_STUDY = "duales-studium", _("Dual study programme")
    INTERNSHIP = "praktikum", _("Internship")
    VOLUNTEER = "freiwilligendienst", _("Volunteer year (FSJ, BFD)")
    MINI_JOB = "minijob", _("Mini-job")


def matching(kind: str) -> list[str]:
    """The kinds that match this choice: "full-time or part-time" matches either."""
    if kind in (Kind.FULL_TIME, Kind.PART_TIME):
        return [kind, Kind.EITHER]
    return [kind]
