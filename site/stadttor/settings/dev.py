"""Embedded defaults: one machine, no server besides this one. `make run` uses it."""

from .base import *  # noqa: F403
from .base import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = [".localhost", "127.0.0.1", "[::1]"]


def _own_secret_key():
    """The key of this working copy: made once, kept outside the repository."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _own_secret_key()

# The demo sources (make demo-sources) listen on loopback.
HARVEST_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
STADTTOR_ARS = env("STADTTOR_ARS", default="069990001001")

SERVE_MEDIA = True

# Without a mail server, mails are files to look at.
EMAIL_FILE_PATH = VAR_DIR / "mails"
if not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "core.mail_files.EmailBackend"
