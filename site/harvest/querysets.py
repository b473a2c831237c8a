"""Querysets of sources and runs."""

from django.db import models


class SourceQuerySet(models.QuerySet):
    def enabled(self):
        return self.filter(enabled=True)

    def scheduled(self):
        return self.enabled().filter(interval_hours__gt=0)


class RunQuerySet(models.QuerySet):
    def real(self):
        """Runs that have begun and are no dry runs."""
        return self.filter(dry_run=False).exclude(status=self.model.Status.QUEUED)

    def good(self):
        return self.real().filter(status=self.model.Status.GOOD)

    def running(self):
        return self.filter(status=self.model.Status.RUNNING)

    def queued(self):
        return self.filter(status=self.model.Status.QUEUED)

    def under_way(self):
        return self.filter(status__in=(self.model.Status.QUEUED, self.model.Status.RUNNING))

    def waiting_for_release(self):
        """Held runs that nobody has released and that no later run has made obsolete."""
        later = self.model.objects.filter(
            source=models.OuterRef("source"),
            dry_run=False,
            started_at__gt=models.OuterRef("started_at"),
            status__in=(self.model.Status.GOOD, self.model.Status.HELD),
        )
        return self.filter(
            ~models.Exists(later), status=self.model.Status.HELD, dry_run=False, released_at=None
        )
