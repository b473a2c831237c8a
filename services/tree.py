"""Life situations as a tree: every node after its parent, siblings in the editors' order."""

from services.models import LifeSituation


def in_tree_order(**conditions) -> list[LifeSituation]:
    """All nodes (that meet `conditions`) depth first; each gets `depth`, 0 at the top.

    A node whose parent is left out stands at the top.
    """
    nodes = list(LifeSituation.objects.filter(**conditions).order_by("position", "title", "pk"))
    known = {node.pk for node in nodes}
    children = {}
    for node in nodes:
        children.setdefault(node.parent_id if node.parent_id in known else None, []).append(node)
    found = []
    waiting = [(node, 0) for node in reversed(children.get(None, []))]
    while waiting:
        node, depth = waiting.pop()
        node.depth = depth
        found.append(node)
        waiting += [(child, depth + 1) for child in reversed(children.get(node.pk, []))]
    return found
