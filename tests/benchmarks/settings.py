"""As in production, but embedded: a SQLite file of the run's own (or DATABASE_URL)."""

import tempfile

from stadttor.settings.test import *  # noqa: F403
from stadttor.settings.test import DATABASES, env

if not env("TEST_DATABASE_URL", default="") and DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    FOLDER = tempfile.mkdtemp(prefix="stadttor-bench-")
    DATABASES["default"]["NAME"] = f"{FOLDER}/db.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}
ALLOWED_HOSTS = ["*"]
