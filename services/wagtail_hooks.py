"""The catalogue in the admin: menu group, registries, addresses, front page."""

from django.urls import path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.policies import OwnUnitPolicy
from directory.models import Closure, OrganisationalUnit
from directory.viewsets import UnitChooserViewSet
from harvest.modeladmins import RunAdmin, SourceAdmin
from services.choosers import ServiceChooserViewSet
from services.editing import admin_views
from services.editing.dashboard import add_sources_panel
from services.editing.modeladmins import ResponsibilityAdmin
from services.editing.permissions import SupplementPolicy, ViewOnlyPolicy
from services.editing.viewsets import CatalogueGroup
from services.models import Form, Service, Supplement

register_permission_policy(Closure, OwnUnitPolicy(Closure, "unit"), exact_class=True)
for model in (Service, Form):
    register_permission_policy(model, ViewOnlyPolicy(model), exact_class=True)
register_permission_policy(Supplement, SupplementPolicy(Supplement), exact_class=True)
register_permission_policy(
    OrganisationalUnit, OwnUnitPolicy(OrganisationalUnit, "pk"), exact_class=True
)

REGISTRIES = [ResponsibilityAdmin(), SourceAdmin(), RunAdmin()]
FIRST_REGISTRY = 50

for registry in REGISTRIES:
    registry.add_to_admin_menu = False
    registry.register_with_wagtail()

hooks.register("construct_homepage_panels", add_sources_panel)


# As a snippet, so that the rights to publish and lock supplements exist after a migration.
register_snippet(CatalogueGroup)


@hooks.register("register_admin_viewset")
def register_choosers():
    return [ServiceChooserViewSet(), UnitChooserViewSet()]


def _menu_item(position, registry):
    hooks.register(
        "register_catalogue_menu_item", lambda: registry.get_menu_item(FIRST_REGISTRY + position)
    )


for position, registry in enumerate(REGISTRIES):
    _menu_item(position, registry)


@hooks.register("register_admin_urls")
def register_catalogue_urls():
    return [
        path(
            "dienstleistungen/katalog/<int:pk>/ergaenzen/",
            admin_views.supplement_service,
            name="services_supplement",
        ),
        path("dienstleistungen/quelle-geaendert/", admin_views.moved_on, name="services_moved_on"),
        path(
            "dienstleistungen/quelle-geaendert/<int:pk>/",
            admin_views.decide,
            name="services_decide",
        ),
    ]
