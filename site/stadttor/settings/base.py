"""What every installation shares. Engines and secrets come from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"
env = environ.FileAwareEnv()

# Everything the embedded engines write lies in one folder.
VAR_DIR = Path(env("STADTTOR_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- The house -------------------------------------------------------------------------

INSTALLED_APPS = [
    # floor 4
    "stadttor",
    # floor 3
    "home",
    "home.news",
    "home.places",
    "home.forms",
    # floor 2
    "services",
    "opendata.oparl",
    # floor 1
    "search",
    # floor 0
    "core",
    "directory",
    "harvest",
    "alerts",
    "quality",
    "accounts",
    "frame",
    "subscriptions",
    "previews",
    # Wagtail
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.users_app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    # Django
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.SiteLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "frame.middleware.SiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionEndMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "quality.usage.middleware.UsageMiddleware",
    "frame.middleware.GonePagesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "stadttor.urls"
WSGI_APPLICATION = "stadttor.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frame.context_processors.site_frame",
            ],
        },
    }
]

# --- Engines: an embedded default, the real one by one variable ---------------------------

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
    "default": env.cache_url("REDIS_URL", default="locmemcache://stadttor"),
    # The map's background: at about 20 kB a tile, 10,000 of them take 200 MB.
    "tiles": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "tiles",
        "TIMEOUT": 60 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": env.int("MAP_CACHED_TILES", default=10_000)},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

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
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Only where no web server or object storage stands in front.
SERVE_MEDIA = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language, time, numbers ---------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [SITE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Security ------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
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

# --- Wagtail -------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env("SITE_NAME", default="Lindenfurt")
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
# As Germans type a date.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_I18N_ENABLED = True
# All editors work in the city; with one zone nobody is asked.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.login_forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "accounts.login_forms.PasswordResetForm"  # noqa: S105
# Pages for members only ask for the same login, with its limits and its second factor.
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
# The editor's browser talks to nobody else.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILIMAGES_IMAGE_MODEL = "core.CityImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.CityDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "xlsx", "zip", "mp4", "webm", "vtt"]
WAGTAILDOCS_CONTENT_TYPES = {"vtt": "text/vtt"}

# --- Stadttor ------------------------------------------------------------------------------

# Addresses of web servers on other machines whose X-Forwarded-For tells the reader's address.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
# Where faults of security are reported (RFC 9116): "mailto:…" or "https://…"; empty: not told.
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
# The city's own area: ARS, 12 digits, text. Fills {ars} in links and chooses responsibilities.
STADTTOR_ARS = env("STADTTOR_ARS", default="")
# Whether search engines are asked to leave the pages of council members alone.
OPARL_PERSONS_NOINDEX = env.bool("OPARL_PERSONS_NOINDEX", default=True)
# Who is told when a source fails, is held or falls silent, besides the source's own contacts.
HARVEST_ALERT_EMAILS = env.list("HARVEST_ALERT_EMAILS", default=[])
HARVEST_USER_AGENT = env(
    "HARVEST_USER_AGENT", default="Stadttor/1.0 (+https://stadttor.example/harvest)"
)
# Hosts in private networks that a source may be read from (names or addresses).
HARVEST_PRIVATE_HOSTS = env.list("HARVEST_PRIVATE_HOSTS", default=[])
# The latest runs of each source are kept, and for so many days those that have changed something.
HARVEST_KEPT_RUNS = env.int("HARVEST_KEPT_RUNS", default=200)
# The nightly check of links: how many addresses, and seconds between two of one host.
LINK_CHECK_PER_NIGHT = env.int("LINK_CHECK_PER_NIGHT", default=3000)
LINK_CHECK_PAUSE = env.float("LINK_CHECK_PAUSE", default=1.0)
LINK_CHECK_USER_AGENT = env(
    "LINK_CHECK_USER_AGENT", default="Stadttor-Linkcheck/1.0 (+https://stadttor.example/links)"
)
HARVEST_KEPT_CHANGES_DAYS = env.int("HARVEST_KEPT_CHANGES_DAYS", default=365)

# Whether the site counts page views, downloads and searches by itself, without anything personal.
USAGE_IS_COUNTED = env.bool("USAGE_IS_COUNTED", default=True)
# How often a process writes down what it has counted; 0: only when told to.
USAGE_FLUSH_SECONDS = env.int("USAGE_FLUSH_SECONDS", default=60)

# The map's background: a service of tiles in Web Mercator, which this site fetches and passes on.
# Empty: no background. Default: basemap.de of the states and the BKG (its rows come first: y, x).
MAP_TILE_URL = env(
    "MAP_TILE_URL",
    default="https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/de_basemapde_web_raster_farbe"
    "/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png",
)
MAP_ATTRIBUTION = env("MAP_ATTRIBUTION", default="© GeoBasis-DE / BKG, CC BY 4.0")
MAP_ATTRIBUTION_URL = env("MAP_ATTRIBUTION_URL", default="https://basemap.de/")
# The city in degrees: west, south, east, north; half of it is added on each side. Empty: Germany.
MAP_BOUNDS = env.list("MAP_BOUNDS", default=[])

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
}
