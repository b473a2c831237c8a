"""The menu of reports: a few groups, and every report in one of them."""

import pytest
from django.contrib.auth.models import User
from wagtail.admin.menu import SubmenuMenuItem, reports_menu

from accounts import groups
from tests.services.editing.support import member_of

pytestmark = pytest.mark.django_db


def menu_of(rf, user):
    """{heading or report: addresses of what stands there}."""
    request = rf.get("/admin/")
    request.user = user
    return {
        item.label: [one.url for one in _reports(item, request)]
        for item in reports_menu.menu_items_for_request(request)
    }


def _reports(item, request):
    is_group = isinstance(item, SubmenuMenuItem)
    return item.menu.menu_items_for_request(request) if is_group else [item]


def test_every_report_stands_in_a_group(rf):
    user = User.objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    shown = menu_of(rf, user)
    assert len(shown) == 4
    assert all(len(reports) > 1 for reports in shown.values())
    known = [item.url for item in reports_menu.registered_menu_items]
    assert sorted(url for reports in shown.values() for url in reports) == sorted(known)


def test_nobody_sees_a_report_in_a_group_that_she_may_not_see(rf):
    shown = menu_of(rf, member_of(groups.DEPARTMENT_EDITOR))
    reports = [url for urls in shown.values() for url in urls]
    assert reports
    assert "/admin/reports/anmeldungen/" not in reports
    assert "/admin/benachrichtigungen/" not in reports
