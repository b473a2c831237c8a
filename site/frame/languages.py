"""The languages in which pages can be written."""

from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Site


def make_locales(**kwargs):
    """A locale for every language of the settings. Idempotent; runs after every migration."""
    present = set(Locale.all_objects.values_list("language_code", flat=True))
    Locale.all_objects.bulk_create(
        Locale(language_code=code) for code in get_content_languages() if code not in present
    )


def home_pages(site: Site) -> dict[str, object]:
    """{language code: home page} of a site, published ones only; its own language comes first."""
    root = site.root_page
    others = root.get_translations().live().public().select_related("locale")
    homes = {page.locale.language_code: page for page in others}
    return {root.locale.language_code: root, **homes}
