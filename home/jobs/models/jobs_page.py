"""The list of the jobs that are open."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from content.listing import Listing
from content.pages import CityPage
from core.formats import feeds
from home.jobs import filters, formatting

# What people type who look for a job, whatever the editors call the page.
SEARCHED_AS = (
    "Stellenangebote Stellenangebot Stellen offene Stellen Stellenausschreibungen Jobs Job "
    "Jobangebote Karriere Arbeit Ausbildung Ausbildungsplätze Azubi Praktikum Praktika "
    "duales Studium FSJ BFD Freiwilligendienst Minijob Bewerbung bewerben"
)


class JobsPage(CityPage, Listing):
    """All jobs that are open, the next deadline first, by kind, field of work and office."""

    equality = models.TextField(
        _("equal opportunity"),
        blank=True,
        help_text=_("One or two sentences; they stand below every job offer."),
    )

    topic = "jobs"
    query_parameters = (*filters.NAMES, filters.SORTED, "seite")
    template = "jobs/jobs_page.html"
    parent_page_types = ["home.HomePage", "home.LandingPage", "home.StandardPage"]
    subpage_types = ["jobs.JobPage"]
    page_description = _("The list of the jobs that are open, with filters and feeds.")

    content_panels = [*CityPage.content_panels, FieldPanel("equality")]
    search_fields = [*CityPage.search_fields, index.SearchField("search_keywords", boost=2)]

    class Meta:
        verbose_name = _("list of jobs")
        verbose_name_plural = _("lists of jobs")

    @property
    def search_keywords(self) -> str:
        return SEARCHED_AS

    @property
    def entries(self):
        """The jobs open for application today."""
        from .job_page import JobPage

        return JobPage.objects.child_of(self).visible().still_open()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        asked = filters.from_request(request)
        jobs = list(self.entries.by_deadline().for_list())
        found = [job for job in jobs if asked.matches(job)]
        if asked.newest:
            found.sort(key=lambda job: job.published_at, reverse=True)
        return {
            **context,
            "asked": asked,
            "choices": filters.choices(jobs, asked),
            "total": len(jobs),
            "paged": self.paged(request, found),
        }

    @path("atom/", name="atom")
    def atom(self, request):
        self.asked = filters.from_request(request)
        return super().atom(request)

    @path("rss/", name="rss")
    def rss(self, request):
        self.asked = filters.from_request(request)
        return super().rss(request)

    # What the address of a feed asks for.
    asked = None

    def feed_entries(self):
        jobs = self.entries.order_by("-first_published_at", "-pk").for_list()
        if self.asked:
            jobs = self.asked.filter(jobs)
        return [entry_of(job) for job in jobs[: feeds.MOST_ENTRIES]]


def entry_of(job) -> feeds.Entry:
    parts = [formatting.summary(job), job.introduction]
    return feeds.Entry(
        id=job.uuid,
        link=job.full_url,
        title=job.title,
        text=". ".join(filter(None, parts)),
        published=job.published_at,
        updated=job.last_published_at or job.published_at,
        categories=[str(job.get_kind_display()), *filter(None, [job.field and job.field.title])],
        author=job.workplace_name,
    )
