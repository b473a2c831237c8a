"""The catalogue in the quality app: links of the sources, and completeness of services."""

from django.utils.translation import gettext_lazy as _

from core.batches import in_batches
from quality import completeness
from quality.completeness import Check
from quality.links import sources
from quality.links.extracting import FoundLink, links_in_html, web_target

from ..models import Form, OnlineService, Service, ServiceVersion


def register():
    sources.register(
        sources.Source("online-services", _("online services of the sources"), online_services)
    )
    sources.register(sources.Source("forms", _("forms of the sources"), forms))
    sources.register(sources.Source("services", _("texts of the sources"), texts))
    completeness.register(
        Service,
        Check("service-fee", _("no fee"), lambda service: service.missing_fee),
        Check("service-documents", _("no documents"), lambda service: service.missing_documents),
        Check("service-unit", _("no responsible office"), lambda service: service.missing_unit),
        rows=lambda: in_batches(Service.objects.published(), 500),
    )


def online_services():
    rows = OnlineService.objects.filter(withdrawn_at=None, hidden=False).defer("record")
    yield from _with_links(rows)


def forms():
    yield from _with_links(Form.objects.filter(withdrawn_at=None).defer("record"))


def _with_links(rows):
    for row in in_batches(rows, 500):
        yield (
            row,
            [
                FoundLink(target, str(link.get("title") or row.title))
                for link in row.links
                if (target := web_target(str(link.get("url") or "")))
            ],
        )


def texts():
    """The German texts; the other languages have the same links."""
    versions = ServiceVersion.objects.filter(
        service__in=Service.objects.published(), language="de"
    ).select_related("service")
    for version in in_batches(versions):
        found = [link for module in version.modules.values() for link in _of_module(module)]
        yield version.service, list(dict.fromkeys(found))


def _of_module(module):
    yield from links_in_html(str(module.get("html") or ""))
    for link in module.get("links") or ():
        if target := web_target(str(link.get("url") or "")):
            yield FoundLink(target, str(link.get("title") or ""))
