"""The council in the admin's menu."""

from wagtail_modeladmin.options import modeladmin_register

from .modeladmins import CouncilGroup

modeladmin_register(CouncilGroup)
