"""Reports on usage: pages and files, searches, missing addresses."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.models import Redirect

from quality.models import Counted
from quality.reports import Choice, Report

Kind = Counted.Kind
PERIODS = [
    ("7", gettext_lazy("the last 7 days")),
    ("30", gettext_lazy("the last 30 days")),
    ("90", gettext_lazy("the last 3 months")),
    ("365", gettext_lazy("the last 12 months")),
]
DEFAULT_PERIOD = "30"


class UsageReport(Report):
    """Counted things of one kind, most first; the period can be chosen."""

    kind = Kind.VIEW
    template_name = "quality/admin/usage.html"
    empty = gettext_lazy("Nothing was counted in this time.")
    list_export = ["title", "path", "total", "last_day"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "path": gettext_lazy("Address"),
        "total": gettext_lazy("How often"),
        "last_day": gettext_lazy("Last seen on"),
        "hits": gettext_lazy("Hits"),
        "referrer": gettext_lazy("Linked from"),
    }

    @property
    def period(self):
        chosen = self.chosen("period")
        return chosen if chosen in dict(PERIODS) else DEFAULT_PERIOD

    def get_kind(self):
        return self.kind

    def get_rows(self):
        since = timezone.localdate() - timedelta(days=int(self.period) - 1)
        return Counted.objects.of_kind(self.get_kind()).summed(since)

    def get_choices(self):
        return [period_choice(self.chosen("period"), DEFAULT_PERIOD)]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "kind": self.get_kind()}


class ViewReport(UsageReport):
    """The most read pages, or the most loaded files."""

    title = gettext_lazy("Most read")
    explanation = gettext_lazy(
        "How often pages were opened. Counted are openings, not people; editors who are logged in "
        "and programs that say so are left out."
    )
    header_icon = "view"
    export_filename = "aufrufe"

    def get_kind(self):
        return Kind.DOWNLOAD if self.chosen("kind") == Kind.DOWNLOAD else Kind.VIEW

    def get_choices(self):
        kinds = [(Kind.DOWNLOAD.value, _("Downloads"))]
        kind = Choice("kind", _("Kind"), kinds, self.chosen("kind"), _("Pages"))
        return [*super().get_choices(), kind]

    def decorate(self, rows):
        for row in rows:
            row.more_url = subject_url(row.key) if row.kind == Kind.VIEW else ""
        return rows


class SearchReport(UsageReport):
    """Words of the search with the latest number of hits."""

    kind = Kind.SEARCH
    title = gettext_lazy("What was searched for")
    explanation = gettext_lazy(
        "Words of the search. What looks like a mail address or a number is not kept, and a word "
        "that was asked for once is forgotten after a week."
    )
    header_icon = "search"
    export_filename = "suchwoerter"
    list_export = ["title", "total", "hits", "last_day"]

    def decorate(self, rows):
        for row in rows:
            row.word_url = f"{reverse('quality_word')}?{urlencode({'word': row.key})}"
        return rows


class NothingFoundReport(SearchReport):
    """Words that led nowhere when they were last looked for."""

    title = gettext_lazy("Searched and not found")
    explanation = gettext_lazy(
        "Words for which the search had no hit. Say which page or service is meant, and the next "
        "reader finds it. A word leaves this list as soon as somebody finds something with it."
    )
    header_icon = "warning"
    export_filename = "nichts-gefunden"

    def get_rows(self):
        return super().get_rows().filter(hits=0)


class MissingReport(UsageReport):
    """Missing addresses; those with a redirect by now are left out."""

    kind = Kind.MISSING
    title = gettext_lazy("Missing addresses")
    explanation = gettext_lazy(
        "Addresses of this website that readers asked for and that do not exist. With a redirect "
        "they lead on. Of the page that linked there only the website is known."
    )
    header_icon = "redirect"
    export_filename = "fehlende-adressen"
    list_export = ["path", "total", "referrer", "last_day"]

    def get_rows(self):
        led_on = set(Redirect.objects.values_list("old_path", flat=True))
        known = [path for old in led_on for path in (old, f"{old}/")]
        return super().get_rows().exclude(key__in=known)

    def decorate(self, rows):
        for row in rows:
            row.redirect_url = f"{reverse('quality_redirect')}?{urlencode({'from': row.path})}"
        return rows


def period_choice(chosen: str, default: str) -> Choice:
    """The filter for the time; without a choice it is `default`."""
    others = [(days, label) for days, label in PERIODS if days != default]
    return Choice("period", _("Period"), others, chosen, dict(PERIODS)[default])


def subject_url(key: str) -> str:
    """The address of a page's usage and feedback in the admin."""
    return f"{reverse('quality_subject')}?{urlencode({'key': key})}"
