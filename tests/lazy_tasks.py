"""Tasks at once, but for two that most tests never see the outcome of.

Every saved object is written into the search index and the index of references: a fifth of the
time of all tests. Here both wait until somebody searches, or asks where something is used. The same
holds for the documents of the site's search, whose marks are followed after a commit: most tests
never commit.
"""

from contextlib import contextmanager

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django_tasks.backends.immediate import ImmediateBackend

SEARCH = "modelsearch.tasks"
REFERENCES = "wagtail.tasks"
_WAITING = {
    (SEARCH, "insert_or_update_object_task"),
    (REFERENCES, "update_reference_index_task"),
}

# {(module, arguments): the function to call with them}, in the order of saving
_waiting: dict[tuple, object] = {}
_running = False


class Backend(ImmediateBackend):
    def enqueue(self, task, args, kwargs):
        module, name = task.func.__module__, task.func.__name__
        if (module, name) not in _WAITING:
            return super().enqueue(task, args, kwargs)
        _waiting[module, tuple(args)] = task.func
        return None


def forget():
    """Drop what waits: the objects went with the test that made them."""
    from search import known

    _waiting.clear()
    known.forget()


def catch_up(module: str):
    """Do what waits of this module. Queries that a test counts are its own, not these."""
    global _running
    if _running:
        return
    due = [key for key in _waiting if key[0] == module]
    if not due:
        return
    _running = True
    try:
        with _unlogged():
            for key in due:
                function = _waiting.pop(key)
                try:
                    function(*key[1])
                except ObjectDoesNotExist:
                    continue  # deleted since, or rolled back
    finally:
        _running = False


@contextmanager
def _unlogged():
    logged, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        yield
    finally:
        connection.force_debug_cursor = logged


def install():
    """Let both indexes catch up before they are read."""
    from modelsearch.backends.base import BaseSearchBackend
    from wagtail.models import ReferenceIndex

    from search import known, searching

    # Never in a thread: its connection would lock tables of a database that lies in memory.
    known.SECONDS = float("inf")
    searching.site_words = _with_marked(searching.site_words)
    for name in ("search", "autocomplete"):
        setattr(BaseSearchBackend, name, _after(getattr(BaseSearchBackend, name), SEARCH))
    manager = ReferenceIndex._default_manager
    manager.get_queryset = _after(manager.get_queryset, REFERENCES)


def _after(function, module):
    def caught_up(*args, **kwargs):
        catch_up(module)
        return function(*args, **kwargs)

    return caught_up


def _with_marked(site_words):
    """The words of the site, after the marked rows are indexed."""

    def caught_up():
        global _running
        if not _running:
            from search import indexing, known

            _running = True
            try:
                with _unlogged():
                    indexing.catch_up()
                    known.refresh()
            finally:
                _running = False
        return site_words()

    return caught_up
