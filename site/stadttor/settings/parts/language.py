"""Language, time, numbers."""

from django.utils.translation import gettext_lazy as _

from .paths import SITE_DIR

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# The second one says some of Wagtail's own texts in other words; what stands here comes first.
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale_wagtail"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
