"""System checks of what readers send (`manage.py check`): private files stay private."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.files.storage import FileSystemStorage, storages

from .storage import private


def check_private_storage(app_configs=None, **kwargs) -> list[CheckMessage]:
    """No web server shows where private files lie."""
    if not _is_public(private()):
        return []
    return [
        Error(
            "Private files would lie where everybody can read them.",
            hint='Give STORAGES["private"] a folder outside of MEDIA_ROOT and STATIC_ROOT, or '
            "S3_PRIVATE_BUCKET a bucket of its own.",
            id="submissions.E001",
        )
    ]


def check_private_files_are_shared(app_configs=None, **kwargs) -> list[CheckMessage]:
    """`check --deploy`: where public files lie in an object storage, private ones do, too."""
    is_folder = [isinstance(storage, FileSystemStorage) for storage in _both()]
    if is_folder != [False, True]:
        return []
    return [
        Warning(
            "Files that citizens send lie in a folder of this machine; others cannot read them.",
            hint="Set S3_PRIVATE_BUCKET to a bucket that nobody can read without its keys.",
            id="submissions.W001",
        )
    ]


def _is_public(storage) -> bool:
    if isinstance(storage, FileSystemStorage):
        place = Path(storage.location).resolve()
        shown = [Path(folder).resolve() for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT)]
        return any(place.is_relative_to(folder) for folder in shown)
    public, _private = _both()
    return getattr(public, "bucket_name", "") == getattr(storage, "bucket_name", None)


def _both():
    return storages["default"], private()
