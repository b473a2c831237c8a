"""The council in the admin's menu."""

from wagtail_modeladmin.options import modeladmin_register

from .editing.modeladmins import CouncilGroup

modeladmin_register(CouncilGroup)
