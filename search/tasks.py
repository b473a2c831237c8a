"""Background indexing of bulk writes."""

from django_tasks import task

from . import indexing


@task()
def catch_up() -> int:
    """Index all marked rows; returns their number."""
    return indexing.catch_up()
