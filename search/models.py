"""Rows of the search: what can be found, and what waits for being indexed."""

from django.db import models
from django.utils import timezone


class Document(models.Model):
    """A thing as the search knows it; search.documents makes it of what its kind says.

    The stems are analysed text (search.german), each once and joined by blanks. What is shown of a
    hit is read from the thing itself.
    """

    # search.registry.SearchKind.name, and the primary key in that kind's queryset.
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    # Of a page in the tree: a site finds its own alone. "" for everything else.
    path = models.CharField(max_length=255, blank=True)
    title = models.TextField()
    date = models.DateField(null=True, blank=True)
    topics = models.JSONField(default=list, blank=True)
    boost = models.FloatField(default=1.0)
    # Keys of search.german.form_words.WANTED, joined by blanks.
    offers = models.CharField(max_length=100, blank=True)
    title_stems = models.TextField(blank=True)
    alias_stems = models.TextField(blank=True)
    heading_stems = models.TextField(blank=True)
    # Words of title, aliases and headings as written: they correct typos and explain compounds.
    words = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    body_stems = models.TextField(blank=True)
    # The beginning of its text as written, for the sentence that a hit shows.
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = "document of the search"
        verbose_name_plural = "documents of the search"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="search_document_once"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.title}"


class Waiting(models.Model):
    """A row that was written and is not in the index yet as it stands now."""

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
