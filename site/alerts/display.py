"""Selection of the alerts that a page shows now.

Running and coming alerts are cached for a minute with their times; each page looks at the
clock. So an alert comes and goes without anybody publishing, and a page costs no query for it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from core import caching

from . import sections
from .models import Alert, Severity

SECONDS = 60
AT_ONCE = 3


@dataclass(frozen=True)
class ShownAlert:
    """One alert as readers see it. text: clean HTML; link: (text, address), either may be "".

    paths: of the pages (in all languages) below which it shows; sites: primary keys, none: all.
    """

    pk: int | None
    version: str
    title: str
    text: str
    severity: Severity
    link: tuple[str, str]
    starts_at: datetime
    ends_at: datetime
    updated_at: datetime
    may_be_dismissed: bool
    url: str
    language: str = "de"
    everywhere: bool = True
    sites: frozenset[int] = frozenset()
    paths: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether it is written in another language than the page that shows it."""
        return self.language != get_language()

    def runs_at(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


def here(request, page: Page | None = None) -> list[ShownAlert]:
    """The alerts of the page that a request asks for, the worst first."""
    if not hasattr(request, "_alerts"):
        request._alerts = _here(request, page)
    return request._alerts


def running(request) -> list[ShownAlert]:
    """All alerts of the site, wherever they show, the worst first."""
    site = Site.find_for_request(request)
    now = timezone.now()
    return [
        alert
        for alert in _kept()
        if alert.runs_at(now) and (not alert.sites or (site and site.pk in alert.sites))
    ]


def shown_from(alert: Alert) -> ShownAlert:
    """An alert with its links resolved; also an unsaved one."""
    keys = {page.translation_key for page in alert.pages.all()}
    paths = Page.objects.filter(translation_key__in=keys).values_list("path", flat=True)
    return ShownAlert(
        pk=alert.pk,
        version=alert.version,
        title=alert.title,
        text=expand_db_html(alert.text),
        severity=alert.kind,
        link=_link(alert),
        starts_at=alert.starts_at,
        ends_at=alert.ends_at,
        updated_at=alert.last_published_at or alert.starts_at,
        may_be_dismissed=alert.may_be_dismissed,
        url=alert.get_absolute_url() if alert.pk else "",
        language=alert.language,
        everywhere=alert.everywhere,
        sites=frozenset(site.pk for site in alert.sites.all()),
        paths=tuple(paths) if keys else (),
        parts=tuple(alert.parts),
    )


def _here(request, page):
    found = running(request)
    parts = sections.parts_of(request, (part for alert in found for part in alert.parts))
    path = page.path if page is not None else ""
    return [
        alert
        for alert in found
        if alert.everywhere
        or parts.intersection(alert.parts)
        or (path and path.startswith(alert.paths))
    ]


def _kept() -> list[ShownAlert]:
    key = f"alerts-{caching.generation()}"
    found = cache.get(key)
    if found is None:
        found = _not_over()
        cache.set(key, found, SECONDS)
    return found


def _not_over():
    alerts = Alert.objects.not_over(timezone.now()).select_related("link_page")
    shown = [shown_from(alert) for alert in alerts.prefetch_related("sites", "pages")]
    return sorted(shown, key=lambda alert: (alert.severity.rank, -alert.starts_at.timestamp()))


def _link(alert):
    page = alert.link_page
    if page is not None and page.live and page.url:
        return alert.link_text or page.title, page.url
    if alert.link_url:
        return alert.link_text, alert.link_url
    return "", ""


# --- In the frame of every page ------------------------------------------------------------


def at_top(request, page=None):
    """The teaser at the top of every page (core.registries.slots)."""
    alerts = _of_frame(request, page)
    if not alerts:
        return None
    return {"alerts": alerts[:AT_ONCE], "more": len(alerts) - AT_ONCE}


def in_head(request, page=None):
    """Look and script, where there is something to show."""
    return {} if _of_frame(request, page) else None


def _of_frame(request, page):
    match = getattr(request, "resolver_match", None)
    if request is None or (match is not None and match.namespace == "alerts"):
        return []
    return here(request, page)
