"""The catalogue in the admin: menu group, registries, addresses, front page."""

from django.urls import path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from services.choosers import ServiceChooserViewSet
from services.editing import admin_views
from services.editing.modeladmins import ResponsibilityAdmin
from services.editing.permissions import SupplementPolicy, ViewOnlyPolicy
from services.editing.viewsets import CatalogueGroup
from services.models import Form, Service, Supplement

for model in (Service, Form):
    register_permission_policy(model, ViewOnlyPolicy(model), exact_class=True)
register_permission_policy(Supplement, SupplementPolicy(Supplement), exact_class=True)

# Read-only, so a registry of modeladmin among the viewsets of the group.
RESPONSIBILITIES = ResponsibilityAdmin()
RESPONSIBILITIES.add_to_admin_menu = False
RESPONSIBILITIES.register_with_wagtail()


# As a snippet, so that the rights to publish and lock supplements exist after a migration.
register_snippet(CatalogueGroup)


@hooks.register("register_admin_viewset")
def register_choosers():
    return [ServiceChooserViewSet()]


@hooks.register("register_catalogue_menu_item")
def responsibilities():
    return RESPONSIBILITIES.get_menu_item(50)


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
