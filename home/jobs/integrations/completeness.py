"""Completeness checks of job offers (quality.completeness)."""

from django.utils.translation import gettext_lazy as _

from quality.completeness import Check, is_empty, register

from ..models import JobPage


def register_checks():
    """Called once, by JobsConfig.ready()."""
    register(
        JobPage,
        Check("introduction", _("no introduction"), lambda job: is_empty(job.introduction)),
        Check("body", _("nothing is written on it"), lambda job: is_empty(job.body)),
        Check("job-deadline", _("no deadline"), _lacks_deadline),
        Check("job-way", _("nobody learns how to apply"), lambda job: not job.accepts_applications),
        Check("job-place", _("no place of work"), lambda job: not job.place.town),
    )


def _lacks_deadline(job):
    return job.apply_until is None and not job.until_filled
