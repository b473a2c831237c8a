"""Sources and their runs in the admin: a menu of their own, and their state on the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from .dashboard import add_sources_panel
from .modeladmins import RunAdmin, SourceAdmin


class SourcesGroup(ModelAdminGroup):
    """The menu of all imports, whichever app they are for."""

    menu_label = _("Sources")
    menu_icon = "download"
    menu_order = 170
    items = (SourceAdmin, RunAdmin)


modeladmin_register(SourcesGroup)
hooks.register("construct_homepage_panels", add_sources_panel)
