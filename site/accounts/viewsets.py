"""Wagtail's views of users and groups, with the rules of accounts.rights."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.generic.models import CopyViewMixin
from wagtail.users.views import groups, users

from . import rights
from .proof import ProvenFormView, ProvenView
from .role_log import RecordsRoles
from .user_forms import AccountCreationForm, AccountEditForm


class CreateView(RecordsRoles, users.CreateView):
    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}


class CopyView(CopyViewMixin, CreateView):
    """Starts a new user from the data of another one; the form posts to the create view."""


class EditView(RecordsRoles, users.EditView):
    """Only administrators change administrators: a new password would give away their rights."""

    def dispatch(self, request, *args, **kwargs):
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}


class DeleteView(ProvenFormView, RecordsRoles, users.DeleteView):
    pass


class UserViewSet(users.UserViewSet):
    add_view_class = CreateView
    copy_view_class = CopyView
    edit_view_class = EditView
    delete_view_class = DeleteView
    delete_template_name = "accounts/confirm_delete.html"
    create_template_name = "accounts/user_create.html"
    edit_template_name = "accounts/user_edit.html"

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm


class OwnRightsOnly:
    """Users grant rights that they have; a group with more rights, or their own, is read-only.

    Administrators change all groups.
    """

    def dispatch(self, request, *args, **kwargs):
        group = Group.objects.filter(pk=kwargs.get("pk")).first()
        if group is not None and not rights.may_change_group(request.user, group):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GivesOwnRightsOnly(ProvenView, RecordsRoles, OwnRightsOnly):
    """The same for the rights that a form would grant; with one's own password."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        # Beside a password browsers take a name for a login's.
        form.fields["name"].widget.attrs["autocomplete"] = "off"
        return form

    def is_valid(self, form):
        if not super().is_valid(form):
            return False
        if not (self.request.user.is_superuser or self._is_covered(form)):
            form.add_error(None, _("You cannot give a right that you do not have yourself."))
        elif self.is_proven(form):
            return True
        self.produced_error_message = self.get_error_message()
        return False

    def _is_covered(self, form):
        """Save, compare, and roll back: only the panel knows which rights it grants."""
        was_new = form.instance.pk is None
        with transaction.atomic():
            group = form.save()
            for panel in self.permission_panel_forms:
                panel.instance = group
                panel.save()
            given = rights.rights_of([group])
            transaction.set_rollback(True)
        if was_new:
            form.instance.pk, form.instance._state.adding = None, True
        return rights.are_covered(given, rights.rights_of_user(self.request.user))


class GroupCreateView(GivesOwnRightsOnly, groups.CreateView):
    pass


class GroupEditView(GivesOwnRightsOnly, groups.EditView):
    pass


class GroupDeleteView(ProvenFormView, RecordsRoles, OwnRightsOnly, groups.DeleteView):
    @property
    def confirmation_message(self):
        number = self.object.user_set.count()
        members = ngettext(
            "The group has %(number)d member, who loses its rights.",
            "The group has %(number)d members, who lose its rights.",
            number,
        )
        return f"{members % {'number': number}} {super().confirmation_message}"


class GroupViewSet(groups.GroupViewSet):
    model = Group
    add_view_class = GroupCreateView
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView
    create_template_name = edit_template_name = "accounts/group_form.html"
    delete_template_name = "accounts/confirm_delete.html"
