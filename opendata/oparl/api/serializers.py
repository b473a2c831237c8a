"""Serialisation of rows as objects of OParl 1.1, by the schema's declarations.

Every level costs a fixed number of queries, however many rows: references are looked up once per
type, embedded objects are loaded and written together. References to hidden objects are left out,
as are vendors' own properties.
Source: OParl 1.1.1, schema/*.json; omit_internal: chapter 2.5.
"""

from collections import defaultdict

from django.db.models import CharField, Value

from core.safe_links import web_address
from opendata.oparl.mapping import holders_of, mapping_of
from opendata.oparl.models import MODELS
from opendata.oparl.schema import TYPES
from opendata.oparl.schema.declaring import Property, properties
from opendata.oparl.visibility import Visibility

from .links import LISTS, SCHEMA, Addresses
from .times import created, text_of

# What lists leave out where they are asked to.
INTERNAL = {
    "Body": {"legislativeTerm"},
    "Person": {"membership"},
    "Meeting": {"auxiliaryFile", "agendaItem"},
    "AgendaItem": {"auxiliaryFile"},
    "Paper": {"auxiliaryFile", "location"},
}
# What points back to those that hold a file or a place: {type: {who holds it: property}}.
HOLDERS = {
    "File": {"Meeting": "meeting", "AgendaItem": "agendaItem", "Paper": "paper"},
    "Location": {
        "Body": "bodies",
        "Organization": "organizations",
        "Person": "persons",
        "Meeting": "meetings",
        "Paper": "papers",
    },
}
# {type: the reference to what embeds it}; left out where it is embedded.
BACK = {"Membership": "person", "AgendaItem": "meeting", "Consultation": "paper"}
BACK |= {"LegislativeTerm": "body"}
# The site is the system of all bodies; a meeting's body is no property of the standard's.
ELSEWHERE = {("Body", "system"), ("Meeting", "body")}
# Large, and nobody's business here.
UNREAD = {"File": ("raw", "search_text")}
TIMES = frozenset({"created", "modified"})


def declared(type: str) -> list[Property]:
    """The properties of a type, each once, in the standard's order."""
    return list({made.name: made for made in properties(TYPES[type]).values()}.values())


class Writer:
    """omit: leave out embedded objects, as for 1.1's `omit_internal`."""

    def __init__(self, addresses: Addresses, shown: Visibility, omit: bool = False):
        self.addresses = addresses
        self.shown = shown
        self.omit = omit
        self._seen: dict[str, dict[int, bool]] = defaultdict(dict)

    def objects(self, type: str, rows) -> list[dict]:
        """The objects of the rows in their order; tombstones of withdrawn and hidden ones."""
        rows = list(rows)
        seen = self.shown.among(MODELS[type], rows)
        written = self._written(type, [row for row in rows if row.pk in seen], inside=False)
        return [written.get(row.pk) or self.tombstone(type, row) for row in rows]

    def tombstone(self, type: str, row) -> dict:
        return {**self._head(type, row), "deleted": True}

    def _left_out(self, type: str) -> set[str]:
        return INTERNAL.get(type, set()) if self.omit else set()

    def _head(self, type: str, row) -> dict:
        return {
            "id": self.addresses.id(type, row.pk),
            "type": SCHEMA + type,
            "created": text_of(created(row)),
            # Ours: clients that ask for changes must get what the site has learnt since.
            "modified": text_of(row.changed_at),
        }

    def _written(self, type: str, rows: list, inside: bool) -> dict[int, dict]:
        """{pk: object}. inside: to be embedded, without back-references."""
        found = {row.pk: self._head(type, row) for row in rows}
        if not rows:
            return found
        self._plain(type, rows, found)
        links = self._links(type, found)
        self._references(type, rows, found, links)
        self._embedded(type, rows, found, links)
        if inside:
            for one in found.values():
                one.pop(BACK.get(type), None)
        elif type in HOLDERS:
            self._back(type, found)
        return found

    # --- Values -------------------------------------------------------------------------

    def _plain(self, type, rows, found):
        columns = [made for made in declared(type) if made.read and made.name not in TIMES]
        for row in rows:
            one = found[row.pk]
            for made in columns:
                value = getattr(row, made.field)
                if value not in ("", None, [], {}):
                    one[made.name] = text_of(value)
            page = self.addresses.page(type, row.pk, row.web)
            one.update({"web": page} if page else {})
            for name in LISTS.get(type, ()):
                one[name] = self.addresses.list(type, row.pk, name)
            _complete(type, row, one)
            for name in self._left_out(type):
                one.pop(name, None)
        if type == "Body":
            self._body(rows, found)

    def _body(self, rows, found):
        for row in rows:
            one = found[row.pk]
            one["system"] = self.addresses.root
            # The site's System speaks for several sources; each body's own licence goes first.
            license = row.license or (row.system.license if row.system else "")
            one.pop("license", None)
            one.update({"license": license} if web_address(license) else {})

    # --- References ---------------------------------------------------------------------

    def _references(self, type, rows, found, links):
        mapping = mapping_of(type)
        pointing = defaultdict(list)
        for made in declared(type):
            is_reference = made.target and not (made.whole or made.external)
            if not is_reference or (type, made.name) in ELSEWHERE:
                continue
            if made.field in mapping.references:
                pairs = [(row.pk, getattr(row, f"{made.field}_id")) for row in rows]
            elif made.field in links:
                pairs = links[made.field]
            elif (type, made.name) == ("Organization", "membership"):
                pairs = self._memberships(found)
            else:
                continue
            pointing[made.target].append((made, [pair for pair in pairs if pair[1]]))
        for target, properties_ in pointing.items():
            self._look_up(target, {pk for _made, pairs in properties_ for _owner, pk in pairs})
            for made, pairs in properties_:
                self._refer(made, target, pairs, found)

    def _refer(self, made: Property, target: str, pairs, found):
        for owner, pk in pairs:
            if not self._seen[target][pk]:
                continue
            id = self.addresses.id(target, pk)
            if made.many:
                found[owner].setdefault(made.name, []).append(id)
            else:
                found[owner][made.name] = id

    def _look_up(self, type: str, pks: set[int]):
        """The visible ones of these; one query per response."""
        seen = self._seen[type]
        unknown = pks - seen.keys()
        if unknown:
            shown = self.shown.visible(MODELS[type]).filter(pk__in=unknown).order_by()
            seen.update(dict.fromkeys(unknown, False))
            seen.update(dict.fromkeys(shown.values_list("pk", flat=True), True))

    def _links(self, type, owners) -> dict[str, list[tuple[int, int]]]:
        """{field: (owner, target) in the source's order}, all lists of a type in one query."""
        found, queries = {}, {}
        for links in mapping_of(type).links:
            found[links.field] = []
            entries = links.through.objects.filter(
                **{f"{links.owner}__in": list(owners), f"{links.target}__isnull": False}
            )
            queries[links.field] = (entries, links.owner, "position", links.target)
        for field, owner, _position, target in sorted(_together(queries)):
            found[field].append((owner, target))
        return found

    def _memberships(self, owners):
        rows = MODELS["Membership"].objects.filter(organization__in=list(owners))
        return rows.filter(withdrawn_at=None).order_by("pk").values_list("organization", "pk")

    def _back(self, type, found):
        """The back-references from these files or places to their holders."""
        names, queries = {}, {}
        for holder in holders_of(type):
            name = HOLDERS[type].get(holder.model.__name__)
            if not name:
                continue
            place = f"{holder.model.__name__}.{holder.field}"
            names[place] = (name, holder.model.__name__)
            owners = self.shown.visible(holder.model).order_by()
            if holder.links:
                owner, target = holder.links.owner, holder.links.target
                entries = holder.links.through.objects.filter(
                    **{f"{target}__in": list(found), f"{owner}__in": owners.values("pk")}
                )
                queries[place] = (entries, target, owner)
            else:
                owners = owners.filter(**{f"{holder.field}__in": list(found)})
                queries[place] = (owners, holder.field, "pk")
        for place, held, owner in sorted(set(_together(queries))):
            name, holding = names[place]
            ids = found[held].setdefault(name, [])
            id = self.addresses.id(holding, owner)
            if id not in ids:
                ids.append(id)

    # --- What is embedded ---------------------------------------------------------------

    def _embedded(self, type, rows, found, links):
        mapping = mapping_of(type)
        left_out = self._left_out(type)
        held = defaultdict(list)
        for made in declared(type):
            if not made.whole or made.name in left_out:
                continue
            if made.field in mapping.children:
                self._children(made, mapping, found)
            elif made.field in links:
                held[made.target].append((made, links[made.field]))
            else:
                # A person's place is a URL in 1.0, and an object besides in 1.1.
                field = "location" if made.field == "location_object" else made.field
                pairs = [(row.pk, getattr(row, f"{field}_id")) for row in rows]
                held[made.target].append((made, [pair for pair in pairs if pair[1]]))
        for target, properties_ in held.items():
            inner = self._load(target, {pk for _made, pairs in properties_ for _owner, pk in pairs})
            for made, pairs in properties_:
                _put(made, pairs, inner, found)

    def _children(self, made: Property, mapping, found):
        model, parent = mapping.children[made.field]
        rows = self._rows(made.target).filter(**{f"{parent}__in": list(found)})
        rows = list(rows.order_by(*model._meta.ordering, "pk"))
        inner = self._written(made.target, rows, inside=True)
        _put(made, [(getattr(row, f"{parent}_id"), row.pk) for row in rows], inner, found)

    def _load(self, type: str, pks: set[int]) -> dict[int, dict]:
        if not pks:
            return {}
        return self._written(type, list(self._rows(type).filter(pk__in=pks)), inside=True)

    def _rows(self, type: str):
        return readable(self.shown.visible(MODELS[type]))


def readable(rows):
    """The rows without columns that no response needs."""
    return rows.defer(*UNREAD.get(rows.model.__name__, ("raw",)))


def _together(queries: dict[str, tuple]) -> list[tuple]:
    """(name, *columns) of all of them in one query. queries: {name: (rows, *columns)}"""
    parts = [
        rows.order_by().annotate(asked=Value(name, CharField())).values_list("asked", *columns)
        for name, (rows, *columns) in queries.items()
    ]
    return list(parts[0].union(*parts[1:], all=True)) if parts else []


def _put(made: Property, pairs, inner: dict[int, dict], found: dict[int, dict]):
    for owner, pk in pairs:
        if pk not in inner:
            continue
        if made.many:
            found[owner].setdefault(made.name, []).append(inner[pk])
        else:
            found[owner][made.name] = inner[pk]


def _complete(type: str, row, one: dict):
    """Add properties that 1.1 demands and the source may lack."""
    if type == "Body":
        one.setdefault("name", row.short_name or row.url)
        one.setdefault("legislativeTerm", [])
    elif type == "AgendaItem":
        one.setdefault("order", 0)
    elif type == "File":
        one.setdefault("accessUrl", row.download_url or row.external_service_url or row.url)
