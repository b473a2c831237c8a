"""Engines: an embedded default, the real one by one variable. Files and the log, too."""

from .paths import SITE_DIR, VAR_DIR, env

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/stadttor.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for the writer, and a writer takes its lock at once.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60

CACHES = {
    # Small things that every page asks for: the frame, alerts, numbers of generations.
    "default": env.cache_url("REDIS_URL", default="locmemcache://stadttor"),
    # Whole pages, which readers' addresses make: whatever they push out, it is only pages.
    "pages": {
        **env.cache_url("REDIS_URL", default="locmemcache://stadttor-pages"),
        "KEY_PREFIX": "pages",
    },
    # The map's background: at about 20 kB a tile, 10,000 of them take 200 MB.
    "tiles": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "tiles",
        "TIMEOUT": 60 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": env.int("MAP_CACHED_TILES", default=10_000)},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# A cluster beside the database's own index ("": the database alone), the beginning of its indexes'
# names, and a file of the certificates that it is judged by.
SEARCH_URL = env("SEARCH_URL", default="")
SEARCH_INDEX_PREFIX = env("SEARCH_INDEX_PREFIX", default="stadttor_")
SEARCH_CA_FILE = env("SEARCH_CA_FILE", default="")
# The lists and choosers of the admin.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "german"},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="stadttor@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Files -----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.bundles.BundleFinder",
]
BUNDLES_ROOT = VAR_DIR / "generated"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Only where no web server or object storage stands in front.
SERVE_MEDIA = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What citizens send: outside of MEDIA_ROOT, shown by no web server.
    "private": {
        "BACKEND": "submissions.storage.PrivateFolder",
        "OPTIONS": {"location": VAR_DIR / "private"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Log -------------------------------------------------------------------------------

# On the handler as well: db_worker sets levels of its own on its loggers.
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "level": LOG_LEVEL}
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # It tells of every question; what fails is told by search.engines.
    "loggers": {"elastic_transport": {"level": "ERROR"}},
}
