"""Work on single objects in the background, by the queue's worker (`manage.py db_worker`)."""

from django_tasks import task

from .harvest.files import fetching as files


@task()
def fetch_file(pk: int) -> str:
    """Fetch a file that was asked for; what became of it, a value of File.Fetched."""
    return files.fetch_requested(pk)
