"""Secret links to drafts. Only a digest of the secret is stored: nobody can read a link back."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from submissions.signed_links import digest_of, new_secret

from . import targets

USUAL_DAYS = 7
MOST_DAYS = 30
# Until then an old link says that it has expired; later it is unknown.
KEPT = timedelta(days=90)
# 67 characters: so long a part of an address is taken for a secret, and counted nowhere.
TOKEN_BYTES = 50


class PreviewLinkQuerySet(models.QuerySet):
    def with_token(self, token: str):
        return self.filter(digest=digest_of(token))

    def active(self):
        return self.filter(expires_at__gt=timezone.now(), revoked_at=None)

    def of(self, instance):
        kind = ContentType.objects.get_for_model(targets.model_of(targets.label_of(instance)))
        return self.filter(content_type=kind, object_id=instance.pk)

    def long_over(self, now=None):
        before = (now or timezone.now()) - KEPT
        return self.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))


class PreviewLink(models.Model):
    """One link. It shows the latest draft, or the one of `revision`; with_section: also the
    drafts of all pages below. It works as long as who made it may change what it shows.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.CASCADE, null=True, blank=True, related_name="+"
    )
    with_section = models.BooleanField(_("with all pages below"), default=False)
    note = models.CharField(_("for whom"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    opened = models.PositiveIntegerField(_("opened"), default=0, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def make(cls, instance, user, days=USUAL_DAYS, *, fixed=False, with_section=False, note=""):
        """Returns (link, token); the token is told once and nowhere stored.

        fixed: always show the draft of this moment, whatever is written later.
        """
        token = new_secret(TOKEN_BYTES)
        model = targets.model_of(targets.label_of(instance))
        link = cls.objects.create(
            content_type=ContentType.objects.get_for_model(model),
            object_id=instance.pk,
            revision=instance.latest_revision if fixed else None,
            with_section=with_section and isinstance(instance, Page),
            note=note,
            digest=digest_of(token),
            made_by=user,
            expires_at=timezone.now() + timedelta(days=days),
        )
        return link, token

    @cached_property
    def target(self):
        """What the link shows as it is stored; None when it was deleted."""
        return targets.find(self.content_type, self.object_id)

    @property
    def is_valid(self) -> bool:
        if self.revoked_at or self.expires_at <= timezone.now() or self.target is None:
            return False
        return targets.may_edit(self.made_by, self.target)

    @cached_property
    def section(self) -> list[Page]:
        """The pages below that the link shows too, as the tree has them. What has a reader
        restriction of its own below the page shown stays closed."""
        if not self.with_section or self.target is None:
            return []
        below = self.target.get_descendants()
        closed = PageViewRestriction.objects.filter(page__in=below).select_related("page")
        for restriction in closed:
            below = below.exclude(path__startswith=restriction.page.path)
        return list(below.order_by("path").defer_streamfields())

    def shown(self, pk: int | None = None):
        """The draft to show: of the target, or of a page of the section; None if it is neither."""
        if pk is None or (isinstance(self.target, Page) and pk == self.object_id):
            if self.revision_id:
                return self.revision.as_object()
            return self.target.get_latest_revision_as_object()
        page = next((page.specific for page in self.section if page.pk == pk), None)
        if page is None or not targets.may_edit(self.made_by, page):
            return None
        return page.get_latest_revision_as_object()

    def count(self):
        """One more opening; only the number is kept."""
        type(self).objects.filter(pk=self.pk).update(opened=F("opened") + 1)

    def revoke(self):
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])


def address(token: str, pk: int | None = None) -> str:
    if pk is None:
        return reverse("previews:preview", args=[token])
    return reverse("previews:preview-page", args=[token, pk])
