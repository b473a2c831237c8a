"""Who reads what citizens sent (only of forms that the user may change), and who sets up ways."""

from core.registries.role_permissions import (
    DEPARTMENT_EDITOR,
    EDIT,
    EDITORIAL_TEAM,
    OPERATOR,
    allow,
    named,
)


def register():
    for role in (EDITORIAL_TEAM, DEPARTMENT_EDITOR):
        allow(role, *named("forms.submission", "view"), of_a_site=True)
    allow(OPERATOR, *named("forms.endpoint", *EDIT))
