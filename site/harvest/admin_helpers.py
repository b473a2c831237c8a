"""Permissions and buttons for sources, runs and imported rows."""

from django.contrib.admin.utils import quote
from django.utils.translation import gettext as _
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper

from .models import Run


class SourcePermissionHelper(PermissionHelper):
    """Besides Django's four: `harvest.run_source` starts runs."""

    def user_can_run(self, user):
        return self.user_has_specific_permission(user, "run_source")


class ViewOnlyPermissionHelper(PermissionHelper):
    """Rows that runs write are read-only for people."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class RunPermissionHelper(ViewOnlyPermissionHelper):
    """Besides looking: `harvest.release_run` releases held runs."""

    def user_can_release(self, user):
        return self.user_has_specific_permission(user, "release_run")


class SourceButtonHelper(ButtonHelper):
    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        if self.permission_helper.user_can_run(self.request.user):
            classes = self.finalise_classname(classnames_add or [], classnames_exclude)
            start = {
                "url": self.url_helper.get_action_url("start", quote(obj.pk)),
                "label": _("Run…"),
                "classname": classes,
                "title": _("Run this source now, in full, or as a dry run"),
            }
            buttons.insert(0, start)
        return buttons


class RunButtonHelper(ButtonHelper):
    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        held = obj.status == Run.Status.HELD and not obj.dry_run and obj.released_at is None
        if held and self.permission_helper.user_can_release(self.request.user):
            release = {
                "url": self.url_helper.get_action_url("release", quote(obj.pk)),
                "label": _("Release…"),
                "classname": self.finalise_classname(classnames_add or [], classnames_exclude),
                "title": _("See what would be withdrawn, and release it"),
            }
            buttons.append(release)
        return buttons
