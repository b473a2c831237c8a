"""Links in the admin: the report with page, sentence and state, and the editors' decisions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.documents import get_document_model
from wagtail.models import Page

from quality.content import edit_url, in_bulk
from quality.models import IgnoredHost, Link, LinkUse
from quality.ownership import OWN, of_own_offices
from quality.reports import Choice, Report, may_see_reports
from quality.reviews.admin_views import safe_next

from .sources import label_of, sources
from .storage import PAGES

USES_SHOWN = 5
BROKEN, MOVED, UNCLEAR, IGNORED, ALL = "", "moved", "unclear", "ignored", "all"


class LinkReport(Report):
    """Links by state: broken ones by default; moved, unclear and ignored ones by choice."""

    title = gettext_lazy("Links")
    explanation = gettext_lazy(
        "Links to this site are checked when a page is published, others every night. A link to "
        "another site counts as broken when it fails on two nights."
    )
    template_name = "quality/admin/links.html"
    header_icon = "link"
    export_filename = "links"
    list_export = [
        "target", "get_state_display", "answer", "moved_to", "since", "places", "sentences",
    ]  # fmt: skip
    export_headings = {
        "target": gettext_lazy("Link"),
        "get_state_display": gettext_lazy("State"),
        "answer": gettext_lazy("Answer"),
        "moved_to": gettext_lazy("New address"),
        "since": gettext_lazy("Since"),
        "places": gettext_lazy("Stands on"),
        "sentences": gettext_lazy("Sentences"),
    }

    def get_rows(self):
        links, wanted = Link.objects.used(), self.chosen("state")
        if wanted == IGNORED:
            links = links.filter(ignored=True)
        elif wanted in (MOVED, UNCLEAR) and wanted:
            links = links.filter(state=wanted, ignored=False)
        elif wanted != ALL:
            links = links.broken()
        if source := self.chosen("source"):
            links = links.on(Q(source=source))
        if self.chosen("unit") == OWN:
            links = links.on(of_own_offices(self.request.user))
        uses = LinkUse.objects.order_by("title", "pk").select_related("content_type")
        return links.order_by("since", "pk").prefetch_related(Prefetch("uses", queryset=uses))

    def get_choices(self):
        states = [
            (MOVED, _("moved for good")),
            (UNCLEAR, _("unclear")),
            (IGNORED, _("ignored")),
            (ALL, _("all links")),
        ]
        origins = [(PAGES, _("pages and supplements"))]
        origins += [(source.name, str(source.label)) for source in sources()]
        return [
            Choice("state", _("State"), states, self.chosen("state"), nothing=_("broken")),
            Choice("source", _("Where from"), origins, self.chosen("source")),
            *self.own_offices(),
        ]

    def to_row_dict(self, item):
        uses = list(item.uses.all())
        item.places = ", ".join(dict.fromkeys(use.title for use in uses))
        item.sentences = " | ".join(use.sentence for use in uses if use.sentence)
        return super().to_row_dict(item)

    def decorate(self, rows):
        shown = [use for link in rows for use in list(link.uses.all())[:USES_SHOWN]]
        contents = in_bulk((use.content_type_id, use.object_id) for use in shown)
        return [self._row(link, contents) for link in rows]

    def _row(self, link, contents):
        uses = list(link.uses.all())
        return {
            "link": link,
            "url": link.target if link.target.startswith(("http://", "https://")) else "",
            "name": name_of(link.target),
            "uses": [self._use(use, contents) for use in uses[:USES_SHOWN]],
            "more": max(0, len(uses) - USES_SHOWN),
        }

    def _use(self, use, contents):
        content = contents.get((use.content_type_id, use.object_id))
        return {
            "use": use,
            "edit_url": edit_url(content, self.request.user) if content else "",
            "source": label_of(use.source),
        }

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "may_decide": may_decide(self.request.user)}


def name_of(target: str) -> str:
    """The display name of a target: `page:12` by its title."""
    kind, _colon, pk = target.partition(":")
    if not pk.isdecimal() or kind not in ("page", "document"):
        return target
    model = Page if kind == "page" else get_document_model()
    found = model.objects.filter(pk=pk).first()
    label = _("Page") if kind == "page" else _("Document")
    return f"{label}: {found.title if found else _('deleted')}"


def may_decide(user) -> bool:
    return user.has_perm("quality.change_link")


@require_POST
def decide(request, pk):
    """Store an editor's decision on one link: `good`, `ignore` or `watch` (again)."""
    if not (may_see_reports(request.user) and may_decide(request.user)):
        raise PermissionDenied
    link = Link.objects.filter(pk=pk).first()
    if link is None:
        raise Http404
    decision = request.POST.get("decision")
    if decision == "good":
        link.found_good_at, link.found_good_by = timezone.now(), request.user
    elif decision in ("ignore", "watch"):
        link.ignored = decision == "ignore"
    link.save()
    messages.success(request, _("Noted: %(target)s") % {"target": name_of(link.target)})
    return redirect(safe_next(request, reverse("quality_links")))


class IgnoredHostViewSet(ModelViewSet):
    """Hosts whose links are never checked."""

    model = IgnoredHost
    name = "quality_hosts"
    url_prefix = "links/nicht-pruefen"
    icon = "link"
    menu_label = gettext_lazy("Hosts that are not checked")
    add_to_admin_menu = False
    copy_view_enabled = False
    form_fields = ["host", "note"]
    list_display = ["host", "note"]
    search_fields = ["host"]
    search_backend_name = None
