"""Jobs in the admin: fields of work, and a warning when a published offer has expired already."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import FieldOfWork, JobPage


class FieldOfWorkViewSet(SnippetViewSet):
    """Fields of work, by which readers filter the jobs."""

    model = FieldOfWork
    icon = "tag"
    list_display = ["title"]
    search_fields = ["title"]


register_snippet(FieldOfWorkViewSet)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_expired_offer(request, page):
    """Warn when an offer is published with a deadline in the past: no list shows it."""
    is_sent = "action-publish" in request.POST or "action-submit" in request.POST
    if not isinstance(page, JobPage) or not is_sent or not page.is_expired:
        return
    messages.warning(
        request,
        _(
            "The application deadline (%(day)s) is over: no list, no feed and no search shows "
            "this job offer."
        )
        % {"day": date_format(page.apply_until, _("j F Y"))},
    )
