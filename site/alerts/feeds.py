"""The present alerts for programs: Atom (RFC 4287) and JSON."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.formats import feeds
from core.http import public_page
from core.text.html import plain_text

from .display import ShownAlert, running
from .models import Alert


@require_safe
@public_page(knows=())
def atom(request):
    """An entry's id stays; `updated` marks a changed alert. Alerts that are over leave the feed."""
    site = Site.find_for_request(request)
    over = Alert.objects.of_site(site).over(timezone.now())
    feed = feeds.Feed(
        id=feeds.identity(request, "alerts"),
        title=_("Alerts of %(site)s") % {"site": site.site_name if site else ""},
        link=request.build_absolute_uri(reverse("alerts:index")),
        entries=[_entry(alert, request) for alert in running(request)],
        changed_at=over.values_list("ends_at", flat=True).first(),
    )
    return feeds.atom(request, feed)


def _entry(alert: ShownAlert, request) -> feeds.Entry:
    return feeds.Entry(
        id=feeds.identity(request, "alert", str(alert.pk)),
        title=f"{alert.severity.label}: {alert.title}",
        link=request.build_absolute_uri(alert.url),
        text=plain_text(alert.text),
        published=alert.starts_at,
        updated=max(alert.updated_at, alert.starts_at),
        categories=[alert.severity.value],
    )


@require_safe
@public_page(knows=())
def json(request):
    """{"alerts": [{id, severity, severity_label, title, text (plain), language, link, url,
    starts_at, ends_at, updated_at}]}, times in ISO 8601."""
    alerts = [_as_json(alert, request) for alert in running(request)]
    return JsonResponse({"alerts": alerts}, json_dumps_params={"ensure_ascii": False})


def _as_json(alert: ShownAlert, request):
    link = alert.link[1]
    return {
        "id": alert.pk,
        "severity": alert.severity.value,
        "severity_label": str(alert.severity.label),
        "title": alert.title,
        "text": plain_text(alert.text),
        "language": alert.language,
        "link": request.build_absolute_uri(link) if link else None,
        "url": request.build_absolute_uri(alert.url),
        "starts_at": _local(alert.starts_at),
        "ends_at": _local(alert.ends_at),
        "updated_at": _local(alert.updated_at),
    }


def _local(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")
