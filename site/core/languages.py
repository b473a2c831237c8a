"""Language prefixes of addresses: /en/… is English, no prefix is the site's own language.

This holds for pages of the tree and for those of the apps: every address that is reversed while an
English page is rendered stays English. Addresses for programs have no language.
"""

import re
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page

from . import caching

KEPT_SECONDS = 60


def own_language() -> str:
    """The language whose pages have no prefix: the first of WAGTAIL_CONTENT_LANGUAGES."""
    return next(iter(get_content_languages()))


def prefix_of(language: str | None) -> str:
    """ "en/", or "" for the site's own language and for what no page can be written in."""
    known = get_content_languages()
    return f"{language}/" if language in known and language != own_language() else ""


def language_of_path(path: str) -> str:
    """The language that an address ("/en/…") names, "" without a prefix."""
    first = path.lstrip("/").partition("/")[0]
    return first if prefix_of(first) and path.startswith(f"/{first}/") else ""


def language_of(page: Page) -> str:
    """The code of the language that a page is written in; the languages are kept for a minute."""
    codes = cache.get_or_set(f"languages-{caching.generation()}", _codes, KEPT_SECONDS)
    return codes.get(page.locale_id) or page.locale.language_code


def _codes() -> dict[int, str]:
    return dict(Locale.objects.values_list("pk", "language_code"))


class LanguagePrefix:
    """A URL pattern: addresses are made with the prefix of the active language, and read with
    any known prefix or none. The language is set by core.middleware, and for pages of the tree,
    which nothing else may change, by `in_language_of_address`.
    """

    converters = {}

    @property
    def language_prefix(self):
        language = translation.get_language()
        return "" if language == settings.LANGUAGE_CODE else prefix_of(language)

    @property
    def regex(self):
        return re.compile(re.escape(self.language_prefix))

    def match(self, path):
        language = language_of_path(f"/{path}")
        return path[len(prefix_of(language)) :], (), {}

    def check(self):
        return []

    def describe(self):
        return f"'{self}'"

    def __str__(self):
        return self.language_prefix


def in_language(url_of, language: str) -> str:
    """The address that `url_of()` makes for readers of this language."""
    with translation.override(language):
        return url_of()


def in_language_of_address(view):
    """Serve a page of the tree in the language of its address, whatever else the request asks."""

    @wraps(view)
    def serve(request, *args, **kwargs):
        language = language_of_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        return view(request, *args, **kwargs)

    return serve
