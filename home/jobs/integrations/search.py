"""Job offers in the site's search."""

from django.utils.translation import gettext_lazy as _

from search.kinds import content_of_page, language_of_page
from search.registry import SearchKind

from .. import formatting
from ..models import JobPage

JOBS = SearchKind(
    name="jobs",
    label=_("Jobs"),
    order=55,
    queryset=lambda: JobPage.objects.live(),
    # By the day: an index does not know what time it is.
    narrowed=lambda pages: pages.public().still_open().select_related("unit", "department"),
    url=lambda page: page.get_url() or "",
    language=language_of_page,
    teaser=formatting.summary,
    document=lambda page: content_of_page(page, headings=[page.search_keywords]),
)
