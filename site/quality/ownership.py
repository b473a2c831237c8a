"""Ownership of work: a department editor's is that of her own offices, the team's is everything."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.units import is_bound, own_units

from .content import reviewed_models

# What `?unit=` says for all of the user's offices together.
OWN = "own"


def has_own_work_only(user) -> bool:
    """Whether the front page shows only the work of the user's offices."""
    return is_bound(user) and not user.has_perm("quality.view_link")


def choice_of_own(user) -> list[tuple[str, str]]:
    """The option "own offices" of a filter, for users who have offices."""
    return [(OWN, _("my offices"))] if own_units(user) else []


def of_own_offices(user) -> Q:
    """A condition for rows (`content_type`, `object_id`) about content of the user's offices."""
    found = Q(pk__in=[])
    for model in reviewed_models():
        kind = ContentType.objects.get_for_model(model)
        keys = model._default_manager.filter(unit__in=own_units(user)).values("pk")
        found |= Q(content_type=kind, object_id__in=keys)
    return found
