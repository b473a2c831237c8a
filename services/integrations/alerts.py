"""Life situations as parts of the site that an alert may be limited to (alerts.sections)."""

from alerts.sections import Section
from services.models import LifeSituation

SITUATION = "services:life_situation"
SERVICE = "services:service"


def choices():
    """[(slug, title)], those below others indented."""
    return [
        (node.slug, f"{'– ' * (node.depth + 1)}{node.title}")
        for node in LifeSituation.objects.tree()
        if not node.hidden
    ]


def slugs_of(request) -> set[str]:
    """The life situations that a page lies in, with those above: that of a life situation, or of
    a service that belongs to some."""
    match = request.resolver_match
    if match.view_name == SITUATION:
        here = LifeSituation.objects.filter(slug=match.kwargs["slug"])
    elif match.view_name == SERVICE:
        here = LifeSituation.objects.filter(services__slug=match.kwargs["slug"])
    else:
        return set()
    slugs, above = set(), set(here.values_list("slug", "parent_id"))
    while above:
        slugs |= {slug for slug, _parent in above}
        parents = {parent for _slug, parent in above if parent}
        rows = LifeSituation.objects.filter(pk__in=parents).exclude(slug__in=slugs)
        above = set(rows.values_list("slug", "parent_id"))
    return slugs


LIFE_SITUATIONS = Section("life-situation", choices, slugs_of)
