"""Periods of validity."""

from django.utils import timezone


def is_valid_today(part) -> bool:
    """Whether `part` is valid today; valid_from, valid_through: days, or None for no limit."""
    today = timezone.localdate()
    return (part.valid_from is None or part.valid_from <= today) and (
        part.valid_through is None or part.valid_through >= today
    )
