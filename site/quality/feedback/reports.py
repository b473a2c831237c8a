"""Reports on feedback: sums by page, and remarks."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.safe_links import own_address
from quality.models import Feedback
from quality.reports import Choice, Report, may_read_feedback
from quality.usage.reports import PERIODS, period_choice, subject_url

DEFAULT_PERIOD = "365"


class _FeedbackReport(Report):
    """The filters of both lists."""

    empty = gettext_lazy("No reader has said anything in this time.")
    may_see = staticmethod(may_read_feedback)

    @property
    def period(self):
        chosen = self.chosen("period")
        return chosen if chosen in dict(PERIODS) else DEFAULT_PERIOD

    def get_feedback(self):
        since = timezone.localdate() - timedelta(days=int(self.period) - 1)
        rows = Feedback.objects.filter(day__gte=since)
        kind = self.chosen("kind")
        return rows.filter(kind=kind) if kind in Feedback.Kind.values else rows

    def get_choices(self):
        return [
            period_choice(self.chosen("period"), DEFAULT_PERIOD),
            Choice("kind", _("Asked about"), Feedback.Kind.choices, self.chosen("kind")),
        ]


class FeedbackReport(_FeedbackReport):
    """Pages and searches, those that helped the fewest first."""

    title = gettext_lazy("Did it help?")
    explanation = gettext_lazy(
        "What readers answered below the pages and the search. Those with the most “no” come first."
    )
    template_name = "quality/admin/feedback.html"
    header_icon = "help"
    export_filename = "rueckmeldungen"
    list_export = ["title", "path", "yes", "no", "open", "last_day"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "path": gettext_lazy("Address"),
        "yes": gettext_lazy("Yes"),
        "no": gettext_lazy("No"),
        "open": gettext_lazy("Open remarks"),
        "last_day": gettext_lazy("Last answer on"),
    }

    def get_rows(self):
        return self.get_feedback().sums()

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(self.decorate(list(queryset)), spreadsheet_format)

    def decorate(self, rows):
        latest = Feedback.objects.in_bulk([row["latest"] for row in rows])
        for row in rows:
            last = latest[row["latest"]]
            row["title"], row["path"] = last.title, last.path
            row["percent"] = round(100 * row["share"])
            row["url"] = subject_url(row["key"]) if row["kind"] == Feedback.Kind.PAGE else ""
        return rows


class RemarkReport(_FeedbackReport):
    """Reasons and words of readers, the latest first."""

    title = gettext_lazy("Remarks of readers")
    explanation = gettext_lazy(
        "What readers wrote. Nobody can be answered here: what is right is changed on the page, "
        "and the remark is marked as dealt with. The words are deleted after a year."
    )
    template_name = "quality/admin/remarks.html"
    header_icon = "comment"
    export_filename = "hinweise"
    list_export = ["day", "title", "path", "helped", "get_reason_display", "text", "done_at"]
    export_headings = {
        "day": gettext_lazy("Day"),
        "title": gettext_lazy("Title"),
        "path": gettext_lazy("Address"),
        "helped": gettext_lazy("Helped"),
        "get_reason_display": gettext_lazy("Reason"),
        "text": gettext_lazy("Remark"),
        "done_at": gettext_lazy("Dealt with on"),
    }

    def get_rows(self):
        rows = self.get_feedback().with_remark().select_related("done_by")
        reason = self.chosen("reason")
        rows = rows.filter(reason=reason) if reason in Feedback.Reason.values else rows
        return rows if self.chosen("state") == "all" else rows.open()

    def get_choices(self):
        states = [("all", _("also those dealt with"))]
        return [
            *super().get_choices(),
            Choice("reason", _("Reason"), Feedback.Reason.choices, self.chosen("reason")),
            Choice("state", _("State"), states, self.chosen("state"), _("open")),
        ]

    def decorate(self, rows):
        for row in rows:
            row.subject_url = subject_url(row.key) if row.kind == Feedback.Kind.PAGE else ""
        return rows


@require_POST
def finish(request, pk):
    """Mark a remark as dealt with, once."""
    if not request.user.has_perm("quality.change_feedback"):
        raise PermissionDenied
    remark = get_object_or_404(Feedback, pk=pk)
    Feedback.objects.filter(pk=remark.pk, done_at=None).update(
        done_at=timezone.now(), done_by=request.user
    )
    messages.success(request, _("The remark is marked as dealt with."))
    return redirect(own_address(request.POST.get("next")) or "quality_remarks")
