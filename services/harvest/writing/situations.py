"""Writer of life situations: the tree of the services' categories and PV-Lagen."""

from core.text.slugs import free_slug
from services.models import LifeSituation, Service

from .base import BATCH

PV_LAGEN = "pvlagen"


class SituationWriter:
    """Creates the nodes that records name, and links the services to them.

    Where the source's editors keep categories of their own, PV-Lagen would show the same tree
    twice; then they are left out, unless Source.options["life_situations"] is "both".
    """

    def __init__(self, context):
        self.context = context
        self._nodes = {
            (node.scheme, node.external_id): node
            for node in LifeSituation.objects.exclude(external_id="")
        }
        self._slugs = set(LifeSituation.objects.values_list("slug", flat=True))
        self._own_scheme = any(scheme != PV_LAGEN for scheme, _id in self._nodes)

    def look_ahead(self, records):
        """Whether any record of the run names a category of the source's own editors."""
        self._own_scheme = self._own_scheme or any(
            category.scheme != PV_LAGEN for record in records for category in record.categories
        )

    def write(self, rows_and_records):
        """Set the life situations of these services from their records."""
        links = []
        for row, record in rows_and_records:
            nodes = {
                self._node(category).pk: None
                for category in record.categories
                if self._is_wanted(category.scheme) and not _is_root(category)
            }
            links += [(row.pk, pk) for pk in nodes]
        through = Service.life_situations.through
        ids = [row.pk for row, _record in rows_and_records]
        through.objects.filter(service_id__in=ids).delete()
        through.objects.bulk_create(
            [through(service_id=service, lifesituation_id=node) for service, node in links],
            batch_size=BATCH,
        )
        self._set_parents(rows_and_records)

    def _is_wanted(self, scheme) -> bool:
        if self.context.source.options.get("life_situations", "auto") == "both":
            return True
        return (scheme == PV_LAGEN) != self._own_scheme

    def _node(self, category) -> LifeSituation:
        """The node of a category: created when new, renamed when its name has changed."""
        key = (category.scheme, category.id)
        title = (category.names.get("de") or category.id)[:300]
        node = self._nodes.get(key)
        if node is None:
            slug = free_slug(title, self._slugs, fallback="lebenslage")
            self._slugs.add(slug)
            node = LifeSituation.objects.create(
                title=title,
                titles=category.names,
                slug=slug,
                scheme=category.scheme,
                external_id=category.id,
                introduction=category.descriptions.get("de", ""),
            )
            self._nodes[key] = node
        elif category.names and node.titles != category.names:
            node.title, node.titles = title, category.names
            node.save(update_fields=["title", "titles"])
        return node

    def _set_parents(self, rows_and_records):
        for _row, record in rows_and_records:
            for category in record.categories:
                node = self._nodes.get((category.scheme, category.id))
                parent = self._nodes.get((category.scheme, parent_id(category)))
                if (
                    node
                    and parent
                    and node.parent_id != parent.pk
                    and not self._below(parent, node)
                ):
                    node.parent = parent
                    node.save(update_fields=["parent"])

    def _below(self, node, ancestor) -> bool:
        """Whether `node` is `ancestor` or lies below it, to prevent cycles."""
        by_pk = {item.pk: item for item in self._nodes.values()}
        while node is not None:
            if node.pk == ancestor.pk:
                return True
            node = by_pk.get(node.parent_id)
        return False


def _is_root(category) -> bool:
    """PV-Lagen 1000000 and 2000000 only say "for citizens" and "for companies"."""
    return category.scheme == PV_LAGEN and category.id.endswith("000000")


def parent_id(category) -> str:
    """The given parent, or for PV-Lagen by the digits: 1020100 lies below 1020000."""
    if category.parent_id or category.scheme != PV_LAGEN or len(category.id) != 7:
        return category.parent_id
    for keep in (5, 3):
        if category.id[keep:].strip("0"):
            return category.id[:keep].ljust(7, "0")
    return ""
