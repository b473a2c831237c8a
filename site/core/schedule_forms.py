"""Form fields for wall-clock times, also in the nights when the clocks change."""

from datetime import UTC

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone


class ClockField(forms.DateTimeField):
    """Takes every time of the clock, where Django refuses two hours a year.

    Of the hour that comes twice in autumn the first is meant; a time in the hour that is left out
    in spring is as long after midnight as it says, and so an hour later by the clock.
    """

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
        with timezone.override(UTC):
            shown = super().to_python(value)
        return shown.replace(tzinfo=timezone.get_current_timezone())
