"""Permission policies: imported rows are read-only; supplements belong to the offices responsible
for their service.
"""

from wagtail.permission_policies import ModelPermissionPolicy

from accounts.policies import OwnUnitPolicy
from accounts.units import is_bound, own_units


class ViewOnlyPolicy(ModelPermissionPolicy):
    """Imported rows are read-only for everybody, superusers included."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission({"view"} & set(actions))


class SupplementPolicy(OwnUnitPolicy):
    """Department editors supplement the services of their own offices."""

    def __init__(self, model):
        super().__init__(model, "unit", "units__unit", "service__responsibilities__unit")

    def user_may_start(self, user, service):
        """Whether the user may create the supplement of this service."""
        if not self.user_has_permission(user, "add"):
            return False
        mine = service.responsibilities.filter(unit__in=own_units(user))
        return not is_bound(user) or mine.exists()
