"""When mails go out: every day, or on Mondays, early in the morning where the city is."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MORNING = time(5)
MONDAY = 0


class Rhythm(models.TextChoices):
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly, on Mondays")


def next_after(moment: datetime, rhythm: str) -> datetime:
    """The first morning after `moment` at which a mail of this rhythm goes out."""
    day = timezone.localdate(moment)
    while True:
        morning = timezone.make_aware(datetime.combine(day, MORNING))
        if morning > moment and (rhythm == Rhythm.DAILY or day.weekday() == MONDAY):
            return morning
        day += timedelta(days=1)
