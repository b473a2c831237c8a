"""The views in eight stretches of about the same length, so that workers can share the walk."""

from collections import defaultdict

from .views import View, all_views

NUMBER = 8


def first_part(view: View) -> str:
    """What stands after `admin/`: forms that lead to one another share it."""
    return view.route.split("/")[1]


def stretches() -> list[set[View]]:
    parts = defaultdict(list)
    for view in all_views():
        parts[first_part(view)].append(view)
    shared = [set() for _number in range(NUMBER)]
    for _part, views in sorted(parts.items(), key=lambda item: (-len(item[1]), item[0])):
        min(shared, key=len).update(views)
    return shared
