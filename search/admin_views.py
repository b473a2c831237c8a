"""The page of the admin that tells why the search answers as it does."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frame.context_processors import frame_for
from quality.reports import may_see_reports

from .explaining import explain
from .scope import kinds_on, paths_on
from .views import question_in


@require_safe
def why(request):
    """`q`: the question. The answers are those of the site whose address the admin has."""
    if not may_see_reports(request.user):
        raise PermissionDenied
    query, frame = question_in(request), frame_for(request)
    question, explained = explain(query, kinds_on(frame), paths_on(frame)) if query else (None, [])
    context = {
        "page_title": _("Why is this first?"),
        "header_icon": "search",
        "query": query[:200],
        "question": question,
        "explained": explained,
    }
    return render(request, "search/admin/why.html", context)
