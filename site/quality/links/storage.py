"""Storage of links: the uses in each piece of content, and the state of each target."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from quality.models import Link, LinkUse
from quality.models.links import LONGEST_URL, digest_of

from .extracting import FoundLink, links_in
from .internal import is_internal, own_hosts, state_of

PAGES = "pages"


def store_links(
    content, links: Iterable[FoundLink] | None = None, source: str = PAGES
) -> list[Link]:
    """Store the links of this content, and drop those it no longer has. Returns them."""
    found = links_in(content) if links is None else links
    found = [link for link in found if 0 < len(link.target) <= LONGEST_URL]
    targets = _targets(link.target for link in found)
    kind = ContentType.objects.get_for_model(content)
    uses = [
        LinkUse(
            link=targets[link.target],
            source=source,
            content_type=kind,
            object_id=content.pk,
            title=str(content)[:300],
            text=link.text[:300],
            sentence=link.sentence,
        )
        for link in found
    ]
    # Most content is the same every night: nothing is written then.
    if sorted(map(_identity, uses)) != sorted(map(_identity, uses_of(content))):
        with transaction.atomic():
            uses_of(content).delete()
            LinkUse.objects.bulk_create(uses)
    return list(targets.values())


def uses_of(content):
    kind = ContentType.objects.get_for_model(content)
    return LinkUse.objects.filter(content_type=kind, object_id=content.pk)


def _identity(use):
    return use.link_id, use.source, use.title, use.text, use.sentence


def discard(content):
    """Drop the links of content that is gone."""
    uses_of(content).delete()


def _targets(targets: Iterable[str]) -> dict[str, Link]:
    digests = {digest_of(target): target for target in targets}
    known = {link.digest for link in Link.objects.filter(digest__in=digests)}
    hosts = own_hosts()
    new = [
        Link(target=target, digest=digest, internal=is_internal(target, hosts))
        for digest, target in digests.items()
        if digest not in known
    ]
    # Two editors may publish the same new link at the same moment.
    Link.objects.bulk_create(new, ignore_conflicts=True)
    return {link.target: link for link in Link.objects.filter(digest__in=digests)}


def check_internal(links: Iterable[Link]):
    """Check links to this site at once."""
    now = timezone.now()
    for link in links:
        if link.internal:
            link.record(*state_of(link.target), now=now)


def broken_uses_of(content):
    """The uses of broken links in this content."""
    broken = uses_of(content).filter(link__in=Link.objects.broken())
    return broken.select_related("link").order_by("pk")


def tidy() -> int:
    """Drop targets that are used nowhere; those with an editor's decision stay."""
    unused = Link.objects.exclude(pk__in=LinkUse.objects.values("link")).filter(ignored=False)
    return unused.delete()[0]
