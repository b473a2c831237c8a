"""The time of an editor's last look at the list of services."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LastLook(models.Model):
    """The last look of an editor at the list of services.

    Openings within half an hour are one look: the list keeps showing the services that are new
    since the look before.
    """

    ONE_LOOK = timedelta(minutes=30)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    seen_at = models.DateTimeField(default=timezone.now)
    before = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")

    def __str__(self):
        return f"{self.user} {self.seen_at:%d.%m.%Y %H:%M}"

    @classmethod
    def record(cls, user, now=None):
        """Record that `user` opens the list. Returns the time of the previous look, or None."""
        now = now or timezone.now()
        look, first = cls.objects.get_or_create(user=user, defaults={"seen_at": now})
        if not first:
            if now - look.seen_at > cls.ONE_LOOK:
                look.before = look.seen_at
            look.seen_at = now
            look.save(update_fields=["seen_at", "before"])
        return look.before
