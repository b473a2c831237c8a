"""Where an editor can make a page, and of which type."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .reserved_slugs import outside_wastebasket


def places_of(user):
    """The pages (a queryset) below which this user may add others."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "add").filter(alias_of=None)
    return outside_wastebasket(pages)


def has_place(model, user) -> bool:
    """Whether there is one for another page of this type."""
    if not model.is_creatable:
        return False
    above = ContentType.objects.get_for_models(*model.allowed_parent_page_models()).values()
    places = places_of(user).filter(content_type__in=above)
    return any(model.can_create_at(place) for place in places.iterator(chunk_size=100))
