"""Where private files lie: STORAGES["private"], a folder or a bucket that no web server shows."""

from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateFolder(FileSystemStorage):
    """A folder outside of MEDIA_ROOT, for the site's own user alone; its files have no address."""

    def __init__(self, **options):
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        super().__init__(**{**modes, **options})

    def url(self, name):
        raise ValueError("A private file has no address.")


def private() -> Storage:
    return storages["private"]
