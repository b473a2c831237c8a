"""Background tasks on single objects, for the queue's worker (`manage.py db_worker`)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from .harvest.files import fetching
from .models import File

# A file that was asked for and that no worker has fetched by then may be asked for again.
LOST_AFTER = timedelta(minutes=10)


def request_file(pk: int) -> str:
    """Have a published file fetched in the background; returns its state, a value of File.Fetched.

    WAITING: the worker will fetch it, and write the result to the row. Anything else: there
    is nothing to be done, or (without a queue) it is done. Raises File.DoesNotExist.
    """
    file = File.objects.published().get(pk=pk)
    if file.address and fetching.is_wanted(file):
        asked = Q(fetched=File.Fetched.WAITING, fetched_at__gt=timezone.now() - LOST_AFTER)
        mine = File.objects.filter(pk=pk).exclude(asked)
        if mine.update(fetched=File.Fetched.WAITING, fetched_at=timezone.now()):
            fetch_file.enqueue(pk)
            file.refresh_from_db(fields=["fetched"])
    return str(file.fetched)


@task()
def fetch_file(pk: int) -> str:
    """Fetch a requested file; returns the result, a value of File.Fetched."""
    return fetching.fetch_requested(pk)
