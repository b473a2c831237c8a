"""Permission policies by office: users read everything and change what is their own.

A user without the permission "edit the content of all offices" is bound to her own. Wagtail's
views, bulk actions and menus ask these policies, so a request that is sent past the interface is
refused as well.
"""

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.reserved_slugs import is_in_wastebasket, outside_wastebasket
from core.reviewed import Reviewed

from .units import is_bound, own_units

CHANGING = {"change", "delete", "publish", "lock", "unlock", "bulk_delete"}


class OwnUnitPolicy(ModelPermissionPolicy):
    """For a model whose rows belong to offices. lookups: query paths from a row to its offices."""

    def __init__(self, model, *lookups):
        super().__init__(model)
        self.lookups = lookups

    def user_has_permission_for_instance(self, user, action, instance):
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        return action not in CHANGING or not is_bound(user) or self._is_own(user, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        found = super().instances_user_has_any_permission_for(user, actions)
        if not is_bound(user) or self.user_has_any_permission(user, set(actions) - CHANGING):
            return found
        return found.filter(pk__in=self.model._default_manager.filter(self._own(user)).values("pk"))

    def _is_own(self, user, instance):
        rows = self.model._default_manager.filter(pk=instance.pk)
        return rows.filter(self._own(user)).exists()

    def _own(self, user):
        return Q(*((f"{path}__in", own_units(user)) for path in self.lookups), _connector=Q.OR)


class UnitPagePolicy(PagePermissionPolicy):
    """Wagtail's rights by page tree, cut down to the user's own offices; deleted pages are out."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        if not is_bound(user) or is_own_page(user, instance):
            return True
        others = set(actions) - CHANGING
        return bool(others) and super().user_has_any_permission_for_instance(user, others, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        found = super().instances_user_has_any_permission_for(user, actions)
        found = outside_wastebasket(found)
        if not is_bound(user) or set(actions) - CHANGING:
            return found
        return found.filter(_own_pages(user))

    def explorable_instances(self, user):
        return outside_wastebasket(super().explorable_instances(user))


class UnitPagePermissionTester(PagePermissionTester):
    """What a user may do with one page of the city (CityPage.permissions_for_user)."""

    def __init__(self, user, page):
        # Nobody does anything with a deleted page but restore it (frame.wastebasket).
        super().__init__(AnonymousUser() if is_in_wastebasket(page) else user, page)
        self.is_foreign = is_bound(user) and not is_own_page(user, page)

    def can_add_subpage(self):
        return super().can_add_subpage() and (not is_bound(self.user) or bool(own_units(self.user)))

    def can_edit(self):
        return super().can_edit() and (not self.is_foreign or self._is_asked_to_review())

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and not self.is_foreign and not self._foreign_below()

    def can_unpublish(self):
        return super().can_unpublish() and not self.is_foreign

    def can_publish(self):
        return super().can_publish() and not self.is_foreign

    def can_lock(self):
        return super().can_lock() and (not self.is_foreign or self._is_asked_to_review())

    def can_unlock(self):
        return super().can_unlock() and (not self.is_foreign or self._is_asked_to_review())

    def can_submit_for_moderation(self):
        return super().can_submit_for_moderation() and not self.is_foreign

    def _is_asked_to_review(self):
        task = self.page.current_workflow_task
        return bool(task and task.user_can_access_editor(self.page, self.user))

    def _foreign_below(self):
        if not is_bound(self.user):
            return False
        return self.page.get_descendants().exclude(_own_pages(self.user)).exists()


def owns_all(user, pages) -> bool:
    """Whether the user may change all of these pages (a queryset), by their offices."""
    return not is_bound(user) or not pages.exclude(_own_pages(user)).exists()


def is_own_page(user, page) -> bool:
    """Whether the page belongs to one of the user's offices; a page without an office to none."""
    return getattr(page.specific, "unit_id", None) in own_units(user)


def _own_pages(user):
    own = Q(pk__in=[])
    for model in apps.get_models():
        if issubclass(model, Reviewed) and issubclass(model, Page):
            own |= Q(pk__in=model.objects.filter(unit__in=own_units(user)).values("pk"))
    return own
