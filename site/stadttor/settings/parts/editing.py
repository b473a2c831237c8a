"""Settings of Wagtail."""

from .language import TIME_ZONE
from .paths import env

WAGTAIL_SITE_NAME = env("SITE_NAME", default="Lindenfurt")
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
# As Germans type a date.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_I18N_ENABLED = True
# Umlauts are written out (core.slug_forms).
WAGTAIL_ALLOW_UNICODE_SLUGS = False
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
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.upload_forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.upload_forms.DocumentForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.CityDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "xlsx", "zip", "mp4", "webm", "vtt"]
WAGTAILDOCS_CONTENT_TYPES = {"vtt": "text/vtt"}
