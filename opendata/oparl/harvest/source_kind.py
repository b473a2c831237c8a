"""The kind of source "oparl"."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.utils.translation import gettext_lazy as _

from harvest.registry import SourceKind, register

from ..models import SOURCE_KIND

# {name: () -> context manager that gives an address} for the option `served_by`
_servers: dict[str, Callable[[], AbstractContextManager[str]]] = {}


def register_kinds():
    """Called once, by OParlConfig.ready()."""
    register(SourceKind(SOURCE_KIND, _("OParl (council information system)"), harvest))


def register_server(name: str, server: Callable[[], AbstractContextManager[str]]):
    """Offer a server that runs only while it is read, to sources with this name in the option
    `served_by`. server(): starts it and gives its address; it ends with the `with`."""
    _servers[name] = server


@contextmanager
def served(source) -> Iterator[None]:
    """A context in which the source can be read: the server of its option `served_by`, if it names
    one, answers at the option `served_at`, which is not saved."""
    server = _servers.get(str(source.options.get("served_by", "")))
    if server is None:
        yield
        return
    options = source.options
    with server() as address:
        source.options = {**options, "served_at": address}
        try:
            yield
        finally:
            source.options = options


def harvest(job):
    """Read the council's objects and publish them."""
    from .sync import harvest

    with served(job.source):
        return harvest(job)
