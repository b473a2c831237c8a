"""Bulk actions on users, by the same rules as the form of a single user."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.views import bulk_actions

from . import rights
from .proof import ProvenFormView
from .role_log import RecordsRoles


class _ActsOnOthers(ProvenFormView, RecordsRoles):
    """Not on oneself, and not on administrators unless one is one; with one's own password."""

    template_name = "accounts/bulk_action.html"

    def check_perm(self, obj):
        user = self.request.user
        return super().check_perm(obj) and user != obj and (
            user.is_superuser or not obj.is_superuser
        )  # fmt: skip


class RoleForm(bulk_actions.assign_role.RoleForm):
    """Offers the roles that this user may give."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].label = _("Role")
        self.fields["role"].queryset = Group.objects.filter(pk__in=rights.grantable_groups(user))


class AssignRole(_ActsOnOthers, bulk_actions.AssignRoleBulkAction):
    wagtails_template = bulk_actions.AssignRoleBulkAction.template_name
    form_class = RoleForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}


class SetActive(_ActsOnOthers, bulk_actions.SetActiveStateBulkAction):
    wagtails_template = bulk_actions.SetActiveStateBulkAction.template_name


class Delete(_ActsOnOthers, bulk_actions.DeleteBulkAction):
    wagtails_template = bulk_actions.DeleteBulkAction.template_name


ALL = (AssignRole, SetActive, Delete)
