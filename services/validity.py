"""Whether something counts today."""

from django.utils import timezone


def is_valid_today(part) -> bool:
    """`part` has valid_from and valid_through: days or None for without limit."""
    today = timezone.localdate()
    return (part.valid_from is None or part.valid_from <= today) and (
        part.valid_through is None or part.valid_through >= today
    )
