"""Apps, middleware and templates."""

from .paths import SITE_DIR

INSTALLED_APPS = [
    # The order of the layers (docs/architecture/README.md), the highest first.
    "demo",
    "home",
    "home.news",
    "home.places",
    "home.forms",
    "home.jobs",
    "home.waste",
    "services",
    "opendata.oparl",
    "search",
    "content",
    "quality",
    "frame",
    "accounts",
    "directory",
    "harvest",
    "subscriptions",
    "alerts",
    "previews",
    "submissions",
    "core",
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
    "core.input.StorableInputMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.CleanQueryMiddleware",
    "core.middleware.SiteLanguageMiddleware",
    "frame.german_links.GermanLinksMiddleware",
    "django.middleware.common.CommonMiddleware",
    "frame.middleware.SiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.page_passwords.PagePasswordMiddleware",
    "accounts.middleware.SessionEndMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "core.middleware.SafeLinksMiddleware",
    "quality.usage.middleware.UsageMiddleware",
    "frame.middleware.GonePagesMiddleware",
    "frame.moved.MovedPagesMiddleware",
]

FORM_RENDERER = "core.text.forms.Renderer"

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
