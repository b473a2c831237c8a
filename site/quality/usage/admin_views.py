"""Views on usage: a page's figures, synonyms for searches, redirects for missing addresses."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.contrib.redirects.views import CreateView
from wagtail.models import Page

from quality.models import Counted, Feedback
from quality.reports import may_read_feedback, may_see_reports

from . import synonyms
from .statistics import months

REMARKS_SHOWN = 20


@require_safe
def subject(request):
    """`key`: one page's twelve months, and its feedback."""
    if not (may_see_reports(request.user) or may_read_feedback(request.user)):
        raise PermissionDenied
    key = request.GET.get("key", "").replace("\x00", "")
    counted = Counted.objects.filter(kind=Counted.Kind.VIEW, key=key).first()
    page = _page(key)
    said = Feedback.objects.on(key)
    if not (counted or page or said.exists()):
        raise Http404
    context = {
        "key": key,
        "page_title": _("Usage and feedback"),
        "header_icon": "view",
        "title": page.title if page else str(counted or said[0].title),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
        "public_url": (page.url if page else "") or (counted.path if counted else said[0].path),
        "months": months(key, timezone.localdate()),
        "sums": said.sums().first(),
        "remarks": said.with_remark()[:REMARKS_SHOWN],
        "here": request.get_full_path(),
    }
    return render(request, "quality/admin/subject.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def word(request):
    """`word`: make it a synonym of a page or service. `q`: its name, to choose it by."""
    if not may_see_reports(request.user):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    wanted = " ".join(asked.get("word", "").replace("\x00", "").split())[:100]
    if not wanted:
        raise Http404
    if request.method == "POST":
        return _add_word(request, wanted)
    query = request.GET.get("q", "")[:100]
    context = {
        "page_title": _("Another word"),
        "header_icon": "search",
        "word": wanted,
        "query": query,
        "found": synonyms.find(query, request.user),
    }
    return render(request, "quality/admin/word.html", context)


def _add_word(request, wanted):
    name, _colon, pk = request.POST.get("target", "").partition(":")
    try:
        edit_url = synonyms.add(name, int(pk), wanted, request.user)
    except (KeyError, ObjectDoesNotExist, OverflowError) as error:
        raise Http404 from error
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("quality_nothing_found")
    messages.success(
        request,
        format_html(
            "{} <a href='{}'>{}</a>",
            _("“%(word)s” is noted.") % {"word": wanted},
            edit_url,
            _("Look at it"),
        ),
    )
    return redirect("quality_nothing_found")


class AddRedirect(CreateView):
    """Wagtail's form for a redirect, with the missing address (`from`) filled in."""

    def get_initial(self):
        return {"old_path": self.request.GET.get("from", "")[:255]}


def _page(key):
    pk = key.removeprefix("page:")
    if pk == key or not pk.isdecimal() or len(pk) > 9:
        return None
    return Page.objects.filter(pk=pk).first()
