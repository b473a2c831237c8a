"""The database as it was when the city stood: every form is walked in the same city.

Browser tests run on SQLite, whose test database lies in memory: it is copied page by page. The
connection is the one that the live server answers with; it is taken before Playwright starts,
beside whose event loop Django hands out another one.
"""

import sqlite3
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

TRIES = 100


class Kept:
    """`put_back()` makes the database what it was when this was made."""

    def __init__(self):
        connection.ensure_connection()
        self.live = connection.connection
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        self.live.backup(self.copy)
        media = Path(settings.MEDIA_ROOT)
        self.files = {path: path.read_bytes() for path in media.rglob("*") if path.is_file()}

    @property
    def changes(self) -> int:
        """How many rows were written up to now."""
        return self.live.total_changes

    def put_back(self):
        """Waits for answers that the server still gives to a page that was left."""
        for attempt in range(TRIES):
            try:
                self.copy.backup(self.live)
                break
            except sqlite3.OperationalError:
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.1)
        cache.clear()
        for path, content in self.files.items():
            if not path.exists():
                path.write_bytes(content)
