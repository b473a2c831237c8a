"""The teaser of jobs on the home page of their site."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.caching import cached
from core.registries.slots import HOME, Teaser, register

from ..models import JobsPage

SHOWN = 3


def open_jobs(request):
    """The next deadlines of the site's first list; None without a job."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    # A site without a list is kept as well: no query.
    index = cached(f"jobs-list-{site.pk}", lambda: {"index": _list_below(site.root_page)})["index"]
    if index is None:
        return None
    jobs = list(index.entries.by_deadline().for_list())
    if not jobs:
        return None
    return {"rows": jobs[:SHOWN], "total": len(jobs), "all_url": index.get_url(request)}


def _list_below(home):
    lists = JobsPage.objects.live().public().descendant_of(home).select_related("locale")
    return lists.order_by("path").first()


def register_teasers():
    """Called once, by JobsConfig.ready()."""
    register(Teaser("jobs.jobs", HOME, "jobs/_teaser.html", open_jobs, 46, _("Jobs")))
