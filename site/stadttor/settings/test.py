"""Settings of the tests: fast hashes, plain files, tasks at once or when needed, no mail leaves."""

import tempfile

from .base import *  # noqa: F403
from .base import DATABASES, env

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DEBUG = False

if env("TEST_DATABASE_URL", default=""):
    DATABASES["default"] = env.db_url("TEST_DATABASE_URL")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "tests.lazy_tasks.Backend"}}
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": MEMORY, "LOCATION": "default"},
    # In the same place, so that emptying that one empties both.
    "pages": {"BACKEND": MEMORY, "LOCATION": "default", "KEY_PREFIX": "pages"},
    "tiles": {"BACKEND": MEMORY, "LOCATION": "tiles"},
}
# Tests write down by themselves what was counted.
USAGE_FLUSH_SECONDS = 0
# Tests of the map start a tile service of their own.
MAP_TILE_URL = ""
MEDIA_ROOT = tempfile.mkdtemp(prefix="stadttor-media-")
SERVE_MEDIA = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "submissions.storage.PrivateFolder",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="stadttor-private-")},
    },
    # Plain names: a test needs no collectstatic.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
HARVEST_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
LINK_CHECK_PAUSE = 0
# Tests of the cluster name their own.
SEARCH_URL = env("TEST_SEARCH_URL", default="")
STADTTOR_ARS = ""
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
