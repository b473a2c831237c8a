"""A city's installation: every engine and secret comes from the environment (docs/operators.md)."""

from .base import *  # noqa: F403
from .base import STORAGES, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ADMINISTRATORS_NEED_SECOND_FACTOR = env.bool("ADMINISTRATORS_NEED_SECOND_FACTOR", default=True)
SILENCED_SYSTEM_CHECKS = [
    # X_FRAME_OPTIONS is not DENY: the editor previews pages in a frame of the same site.
    "security.W019",
    # A preloaded domain cannot go back to HTTP for months: the city decides.
    "security.W021",
]

if env("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT", default=None),
            "querystring_auth": False,
            # Readers ask the city's own host, whose web server passes /media/ on to the storage.
            "custom_domain": env("S3_PUBLIC_HOST", default=f"{ALLOWED_HOSTS[0]}/media"),
        },
    }

if env("S3_PRIVATE_BUCKET", default=""):
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_PRIVATE_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT", default=None),
        },
    }
