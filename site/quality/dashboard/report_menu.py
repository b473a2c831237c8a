"""The menu of reports in groups: maintenance, readers, usage, logs."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

# (heading, icon, how the addresses of its reports begin below the admin's own). The first that
# fits takes a report; what fits nowhere stands below the groups.
GROUPS = [
    (
        _("Look after content"),
        "check",
        ("pruefungen/", "aenderungswuensche/", "links/", "fehlendes/", "reports/aging-pages/"),
    ),
    (
        _("What readers say"),
        "comment",
        ("rueckmeldungen/", "barrieren/", "benachrichtigungen/"),
    ),
    (_("What is read and sought"), "view", ("nutzung/",)),
    (
        _("Reviews and history"),
        "history",
        (
            *("reports/workflow", "reports/locked/", "reports/site-history/"),
            *("reports/anmeldungen/", "reports/aufbewahrung/", "reports/page-types-usage/"),
        ),
    ),
]


def group_reports(request, items):
    """Hook construct_reports_menu: a few groups; a group of one report needs no heading."""
    left = list(items)
    items[:] = []
    for position, (heading, icon, beginnings) in enumerate(GROUPS):
        found = [item for item in left if _below_admin(item.url).startswith(beginnings)]
        left = [item for item in left if item not in found]
        if len(found) == 1:
            items.append(found[0])
        elif found:
            name = f"reports-{position}"
            group = {"name": name, "icon_name": icon, "order": position}
            items.append(SubmenuMenuItem(heading, Menu(items=found), **group))
    items.extend(left)


def _below_admin(url) -> str:
    return url.partition("/admin/")[2]
