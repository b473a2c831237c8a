"""Rows that wait for being indexed."""

from django.db import models
from django.utils import timezone


class Waiting(models.Model):
    """A row that was written in bulk and is not in the index yet as it stands now."""

    # "oparl.paper"
    model = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "row that waits for the index"
        verbose_name_plural = "rows that wait for the index"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.model} {self.object_id}"
