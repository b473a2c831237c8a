"""Background indexing of bulk writes."""

from django_tasks import task

from . import indexing
from .engines import following


@task()
def catch_up() -> int:
    """Index all marked rows; returns their number."""
    return indexing.catch_up()


@task()
def send() -> int:
    """Tell the search cluster of changed documents; returns the number of marks."""
    return following.send_or_tell()
