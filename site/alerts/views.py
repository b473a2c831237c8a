"""Public views: the present alerts, a single alert, the archive."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.http import public_page

from .display import running, shown_from
from .models import Alert

PER_PAGE = 20


@require_safe
@public_page(knows=())
def index(request):
    """All alerts of the site, wherever they show."""
    return render(request, "alerts/index.html", {"alerts": running(request)})


@require_safe
@public_page(knows=("seite",))
def archive(request):
    past = Alert.objects.over(timezone.now()).of_site(Site.find_for_request(request))
    past = past.select_related("link_page").prefetch_related("sites", "pages")
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"alerts": [shown_from(alert) for alert in page], "listing": page}
    return render(request, "alerts/archive.html", context)


@require_safe
@public_page(knows=())
def alert(request, pk):
    """One alert, from its beginning on; one that is over says so."""
    now = timezone.now()
    begun = Alert.objects.published().filter(starts_at__lte=now)
    found = get_object_or_404(begun.of_site(Site.find_for_request(request)), pk=pk)
    context = {"alert": shown_from(found), "is_over": found.ends_at <= now}
    return render(request, "alerts/alert.html", context)
