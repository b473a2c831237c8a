"""The present alerts for programs: Atom (RFC 4287) and JSON."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.html import plain_text
from core.http import public_page

from .showing import Shown, running


@require_safe
@public_page(knows=())
def atom(request):
    """An entry's id stays; its update tells a changed alert. What is over leaves the feed."""
    alerts = running(request)
    feed = Atom1Feed(
        title=_("Alerts of %(site)s") % {"site": _site_name(request)},
        link=request.build_absolute_uri(reverse("alerts:index")),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(request.path),
    )
    for alert in alerts:
        url = request.build_absolute_uri(alert.url)
        feed.add_item(
            title=_printable(f"{alert.severity.label}: {alert.title}"),
            link=url,
            description=_printable(plain_text(alert.text)),
            unique_id=url,
            pubdate=alert.starts_at,
            updateddate=max(alert.updated_at, alert.starts_at),
            categories=[alert.severity.value],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
@public_page(knows=())
def json(request):
    """{"alerts": [{id, severity, severity_label, title, text (plain), link, url, starts_at,
    ends_at, updated_at}]}, times in ISO 8601."""
    alerts = [_as_json(alert, request) for alert in running(request)]
    return JsonResponse({"alerts": alerts}, json_dumps_params={"ensure_ascii": False})


def _as_json(alert: Shown, request):
    link = alert.link[1]
    return {
        "id": alert.pk,
        "severity": alert.severity.value,
        "severity_label": str(alert.severity.label),
        "title": alert.title,
        "text": plain_text(alert.text),
        "link": request.build_absolute_uri(link) if link else None,
        "url": request.build_absolute_uri(alert.url),
        "starts_at": _local(alert.starts_at),
        "ends_at": _local(alert.ends_at),
        "updated_at": _local(alert.updated_at),
    }


def _local(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _site_name(request):
    site = Site.find_for_request(request)
    return site.site_name if site else ""


def _printable(text):
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " ")
