"""What the tests of the harvest share: a source at a fake server, runs, and the state of all."""

from datetime import datetime

from django.db import models as django_models

from harvest.models import Run, Source
from harvest.runs import execute
from opendata.oparl.models import MODELS, Link
from tests.fakes.oparl_council import BERLIN

# Differ from run to run without saying anything about the council.
_BOOKKEEPING = {"id", "source", "imported_at", "changed_at", "created", "modified", "raw"}


def source_at(url: str, name: str = "rat", **values) -> Source:
    return Source.objects.create(name=name, title="Rat", kind="oparl", url=url, **values)


def harvest(source, **wishes):
    """The outcome of one run; what the harvest itself raises is raised."""
    outcome = execute(source, trigger=Run.Trigger.COMMAND, **wishes)
    if outcome.error is not None:
        raise outcome.error
    return outcome


def outcome_of(source, **wishes):
    return execute(source, trigger=Run.Trigger.COMMAND, **wishes)


def live(type: str) -> int:
    return MODELS[type].objects.published().count()


def at(server, path: str):
    """The row of the object at this path of the fake server."""
    type = server.raw(path)["type"].rpartition("/")[2] if path in server.council.objects else ""
    for model in [MODELS[type]] if type else MODELS.values():
        if row := model.objects.filter(url=server.id(path)).first():
            return row
    return None


def from_now_on(server):
    """The council's clock goes on from the present, so that changes are newer than runs."""
    server.council.now = datetime.now(BERLIN)


def state(source) -> dict:
    """{type: {url: columns and references}} of all that is published, to be compared."""
    return {type: _rows(model, source) for type, model in MODELS.items()}


def _rows(model, source):
    columns = [
        field.attname if not field.is_relation else f"{field.name}__url"
        for field in model._meta.concrete_fields
        if field.name not in _BOOKKEEPING
    ]
    rows = model.objects.filter(source=source, withdrawn_at=None).values(*columns)
    found = {row["url"]: row for row in rows}
    for field in model._meta.local_many_to_many:
        for url, links in _links(field, source).items():
            if url in found:
                found[url][field.name] = links
    return found


def _links(field: django_models.ManyToManyField, source) -> dict:
    through: type[Link] = field.remote_field.through
    owner, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    entries = through.objects.filter(**{f"{owner}__source": source}).order_by(owner, "position")
    found = {}
    for url, key, other in entries.values_list(f"{owner}__url", "key", f"{target}__url"):
        found.setdefault(url, []).append((key, other))
    return found
