"""Private files: stored with their rows or not at all, read by whom their owner's app says."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.core.files import File
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from .models import PrivateFile
from .storage import private
from .uploads import safe_name

# A file is written before its row: one without a row may be on its way for so long.
ON_ITS_WAY = timedelta(days=1)

logger = logging.getLogger(__name__)
_readers: dict[type[models.Model], Callable[..., bool]] = {}

Store = Callable[[models.Model, str, File], PrivateFile]


def register(model: type[models.Model], may_read: Callable[..., bool]) -> None:
    """Let editors read files of this model's rows: may_read(user, owner)."""
    _readers[model] = may_read


def may_read(user, file: PrivateFile) -> bool:
    """Nobody, unless the app has said who."""
    owner = file.owner
    asked = _readers.get(type(owner))
    return bool(owner and asked and asked(user, owner))


@contextmanager
def together() -> Iterator[Store]:
    """`store(owner, field, file)` for all files of one thing, around its transaction.

    file: as a form's field (submissions.uploads.UploadField) gives it. When the block fails, the
    files that were written are taken away again, as the transaction does with their rows.
    """
    written: list[str] = []
    try:
        yield partial(_store, written)
    except BaseException:
        for name in written:
            private().delete(name)
        raise


def _store(written, owner, field, file) -> PrivateFile:
    name = _new_name()
    written.append(name)
    digest = _sha256(file)
    # A plain File: of an uploaded one the storage would take the temporary file away.
    name = private().save(name, File(file.file))
    return PrivateFile.objects.create(
        owner=owner,
        field=field,
        name=safe_name(file.name),
        media_type=file.media_type,
        size=file.size,
        sha256=digest,
        file=name,
    )


def _new_name() -> str:
    token = secrets.token_hex(20)
    return f"{token[:2]}/{token}"


def _sha256(file) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@receiver(post_delete, sender=PrivateFile)
def delete_file(instance, using, **kwargs):
    """The file goes with its row; what the storage refuses, `delete_strays` takes later."""
    name = instance.file.name
    transaction.on_commit(lambda: private().delete(name), using=using, robust=True)


def delete_strays() -> str:
    """The nightly job: files that no row knows.

    A process was killed between the file and its row, or the storage was down when a row went.
    """
    storage, before, gone = private(), timezone.now() - ON_ITS_WAY, 0
    for name in _strays(storage):
        if storage.get_modified_time(name) < before:
            storage.delete(name)
            gone += 1
    return f"{gone} files without a row deleted" if gone else ""


def _strays(storage) -> Iterator[str]:
    try:
        folders, _files = storage.listdir("")
    except FileNotFoundError:  # nobody has sent a file yet
        return
    for folder in folders:
        _folders, files = storage.listdir(folder)
        names = {f"{folder}/{file}" for file in files}
        known = PrivateFile.objects.filter(file__in=names).values_list("file", flat=True)
        yield from names - set(known)
