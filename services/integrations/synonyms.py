"""Unsuccessful searches as new synonyms of a service (quality.usage)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quality.usage.synonyms import SynonymKind
from services.models import Service, Supplement


def find(text, user):
    """Published services with this title that the user may supplement."""
    from ..editing.admin_views import may_supplement

    services = Service.objects.published().filter(title__icontains=text).order_by("sort_key")
    found = services.select_related("supplement").only("pk", "title", "supplement")[:20]
    return [
        (service.pk, service.title)
        for service in found
        if may_supplement(user, service, getattr(service, "supplement", None))
    ]


@transaction.atomic
def add(pk, word, user):
    """Add it to the service's supplement, created if need be; publish it if nothing else waits."""
    from ..editing.admin_views import may, may_supplement, start_supplement

    service = Service.objects.published().get(pk=pk)
    supplement = Supplement.objects.filter(service=service).first()
    if not may_supplement(user, service, supplement) or (supplement and supplement.locked):
        raise PermissionDenied
    may_publish = supplement is None or (supplement.live and not supplement.has_unpublished_changes)
    supplement = supplement or start_supplement(service, user)
    latest = supplement.get_latest_revision_as_object()
    known = {alias.casefold() for alias in latest.alias_list}
    if word.casefold() not in known:
        latest.aliases = "\n".join([*latest.alias_list, word])
        revision = latest.save_revision(user=user, log_action=True)
        if may_publish and may(user, "publish"):
            revision.publish(user=user)
    return reverse(Supplement.snippet_viewset.get_url_name("edit"), args=[supplement.pk])


SERVICES = SynonymKind("service", _("Services"), find, add)
