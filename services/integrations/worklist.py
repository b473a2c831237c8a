"""Worklist items for the catalogue (core.registries.worklist)."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import policy_registry

from accounts.units import own_units
from core.registries.worklist import Item, Todo, register
from quality.ownership import OWN, has_own_work_only
from services.editing import decisions
from services.models import Service


def items(request) -> list[Item]:
    """For users who may view services: of all, or of a department editor's own offices."""
    if not policy_registry.get_by_type(Service).user_has_permission(request.user, "view"):
        return []
    services, mine = Service.objects.published(), ""
    if has_own_work_only(request.user):
        services, mine = services.of_units(own_units(request.user)), f"&office={OWN}"
    counts = services.aggregate(
        incomplete=Count(
            "pk", filter=Q(missing_fee=True) | Q(missing_documents=True) | Q(missing_unit=True)
        ),
        without_unit=Count("pk", filter=Q(missing_unit=True)),
    )
    catalogue = reverse("catalogue_services:index")
    found = [
        Item(
            _("own texts whose source has changed"),
            reverse("services_moved_on"),
            decisions.pending_for(request.user).count(),
        ),
        Item(
            _("services without a responsible unit"),
            f"{catalogue}?missing=unit{mine}",
            counts["without_unit"],
        ),
        Item(
            _("incomplete services (no fee, no documents or no unit)"),
            f"{catalogue}?missing=any{mine}",
            counts["incomplete"],
        ),
    ]
    return [item for item in found if item.count]


def register_worklist():
    """Called once, by ServicesConfig.ready()."""
    register(Todo("services", gettext_lazy("Catalogue of services"), items, 55))
