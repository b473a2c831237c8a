"""The style sheet of a site's colours, and robots.txt."""

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import public_page

from .context_processors import frame_for
from .models import Theme
from .models.theme import PREVIEW_SALT
from .site_frame import theme_url

FOR_EVER = "public, max-age=31536000, immutable"
PREVIEW_SECONDS = 3600
CSS = "text/css; charset=utf-8"


@require_safe
def theme(request, digest):
    """The present colours; their address changes with them, so it may be cached for ever."""
    style_sheet = frame_for(request).style_sheet
    if not style_sheet:
        raise Http404
    today = theme_url(style_sheet)
    if request.path != today:
        # A page that a browser or a proxy still keeps asks for the colours of before.
        return redirect(today)
    return HttpResponse(style_sheet, content_type=CSS, headers={"Cache-Control": FOR_EVER})


@require_safe
@never_cache
def theme_preview(request, signed):
    """Colours that are not saved yet, as the editor's preview has signed them."""
    try:
        values = signing.loads(signed, salt=PREVIEW_SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature as fault:
        raise Http404 from fault
    return HttpResponse(Theme(**values).style_sheet, content_type=CSS)


@require_safe
@public_page(knows=())
def robots_txt(request):
    """The paths that search engines should leave alone, and the address of the site's sitemap."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")
