"""The address book in the admin: offices and the days on which they are closed."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .closure_views import ClosureViewSet
from .viewsets import UnitChooserViewSet, UnitViewSet


class OfficesGroup(ViewSetGroup):
    """Offices, whichever app brings them in."""

    menu_label = _("Offices")
    menu_name = "offices"
    menu_icon = "group"
    menu_order = 160
    items = (UnitViewSet(), ClosureViewSet())


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [OfficesGroup(), UnitChooserViewSet()]
