"""Passwords, logins, headers, and the Content-Security-Policy."""

from csp.constants import NONE, SELF

from .paths import env

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS.append({"NAME": "accounts.passwords.GuessableValidator"})
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 4 * 3600
AUTHENTICATION_BACKENDS = ["accounts.backends.ThrottledBackend"]
# A login ends after so many seconds, and after so many without work.
LOGIN_LASTS = SESSION_COOKIE_AGE = 8 * 3600
LOGIN_LASTS_IDLE = 3600
# Groups need a second factor by a permission; whoever may change accounts by this.
ADMINISTRATORS_NEED_SECOND_FACTOR = False
OTP_TOTP_ISSUER = env("SITE_NAME", default="Lindenfurt")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Providers of films whose player may be shown in a page, after a click: host names. Each learns the
# addresses of those who click, so there are none unless a city decides otherwise.
VIDEO_HOSTS = env.list("VIDEO_HOSTS", default=[])

# The city's own Matomo ("https://statistik.example/") and the number of the website there. Both
# empty: no such counter. Pages are counted by the site itself in any case (quality.usage).
MATOMO_URL = env("MATOMO_URL", default="")
MATOMO_SITE_ID = env("MATOMO_SITE_ID", default="")
MATOMO_IS_ON = bool(MATOMO_URL and MATOMO_SITE_ID)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # KERN draws its icons as CSS masks with data: addresses.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *([MATOMO_URL.rstrip("/") + "/"] if MATOMO_IS_ON else [])],
        "media-src": [SELF],
        "frame-src": [f"https://{host}" for host in VIDEO_HOSTS] or [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    }
}
# The editor's own scripts and styles stand partly in the page (stadttor/urls.py).
WAGTAIL_CSP = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
}
