"""Signed links by which owners of content review it without a login.

A link names the content, the address it was sent to, and the requested review. It is valid
for 60 days, for that review only, and only while that address is the owner's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from quality.content import published
from quality.models import ChangeRequest
from submissions.signed_links import SignedLink

from .due import SOON

WITHIN = timedelta(days=60)
LINK = SignedLink("quality.review", "quality:review", WITHIN)


@dataclass(frozen=True)
class Question:
    """The question behind a link. content: None if it is gone or no longer published."""

    content: object
    address: str
    review_on: str

    @property
    def is_owners(self) -> bool:
        return self.content.owner_email.casefold() == self.address.casefold()

    @property
    def is_answered(self) -> bool:
        """Whether somebody has reviewed the content since, or moved the date."""
        if str(self.content.review_on or "") != self.review_on:
            return True
        checked = self.content.reviewed_at
        asked_from = date.fromisoformat(self.review_on) - SOON
        return checked is not None and timezone.localdate(checked) >= asked_from

    @property
    def wish(self) -> ChangeRequest | None:
        """The open change request of this owner."""
        wishes = ChangeRequest.objects.open().about(self.content)
        return wishes.filter(address__iexact=self.address).first()


def path_of(content_type_id: int, pk: int, address: str, review_on: str) -> str:
    return LINK.path(content_type_id, pk, address, review_on)


def read(token: str) -> Question:
    """Raises Expired, or BadSignature for a forged link."""
    kind, pk, address, review_on = LINK.read(token)
    content_type = ContentType.objects.filter(pk=kind).first()
    model = content_type.model_class() if content_type else None
    content = published(model).filter(pk=pk).first() if model else None
    return Question(content, address, review_on)
