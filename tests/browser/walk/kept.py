"""The city as it was when it stood: every form is walked in the same one.

Browser tests run on SQLite, whose test database lies in memory.
"""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from submissions.storage import private
from tests.database_copy import DatabaseCopy


class Kept:
    """`put_back()` makes database and files what they were when this was made."""

    def __init__(self):
        self.database = DatabaseCopy()
        folders = Path(settings.MEDIA_ROOT), Path(private().location)
        paths = (path for folder in folders for path in folder.rglob("*"))
        self.files = {path: path.read_bytes() for path in paths if path.is_file()}

    @property
    def changes(self) -> int:
        """How many rows were written up to now."""
        return self.database.live.total_changes

    def put_back(self):
        self.database.put_back()
        cache.clear()
        for path, content in self.files.items():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
