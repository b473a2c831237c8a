"""Copies of an SQLite database that lies in memory, taken and put back page by page."""

import sqlite3
import time

from django.db import connection

TRIES = 100


class DatabaseCopy:
    """The database as it was when this was made; `put_back()` makes it so again.

    The connection is taken once: beside Playwright's event loop Django hands out another one.
    """

    def __init__(self):
        connection.ensure_connection()
        self.live = connection.connection
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        self.live.backup(self.copy)

    def put_back(self):
        """Waits for answers that a server still gives to a page that was left."""
        for attempt in range(TRIES):
            try:
                self.copy.backup(self.live)
                break
            except sqlite3.OperationalError:
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.1)
