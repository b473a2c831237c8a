"""Indexing in the background: of what a run has written by the thousand."""

from django_tasks import task

from . import indexing


@task()
def catch_up() -> int:
    """Index all that waits; how many rows that were."""
    return indexing.catch_up()
