"""Queries per page, and the service page against a bare view that returns the same bytes."""

from collections import Counter

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from core import caching
from core.text.sorting import letter
from harvest.jobs import Job
from harvest.models import Source
from home.models import HomePage
from services.harvest.sync import sync
from services.harvest.xzufi import reader
from services.models import Service

from .delivery import path
from .table import Row, ratio, seconds

DEMO = "site/demo/data/catalogue"
REPEATS = 60
# Between them they ask for all that other pages share.
OTHER_PAGES = ("/rat/", "/dienstleistungen/")
_body = b""


def bare(request):
    return HttpResponse(_body)


def measure():
    """The demo city's complete services, and the big delivery beside them."""
    _fill()
    client = Client(HTTP_HOST="localhost")
    service = _fullest_service()
    full_letter = _fullest_letter()
    pages = (
        ("home", "/", 12),
        (f"letter {full_letter.upper()}", f"/dienstleistungen/a-z/{full_letter}/", 6),
        ("service", service.get_absolute_url(), 8),
    )
    for name, address, limit in pages:
        queries, response = _queries(client, address)
        yield Row(f"queries: {name}", queries, "", f"≤ {limit}", queries <= limit)
        yield Row(f"size of the HTML: {name}", len(response.content) / 1000, "kB")
    yield from _service_against_bare(client, service)


def _fill():
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Stadt", slug="stadt"))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home})
    for name, options, file in (
        ("demo", {"mode": "folder", "complete": True}, None),
        ("names", {}, path()[0]),
    ):
        source = Source.objects.create(
            name=name, title=name, kind="xzufi", url=DEMO, options=options
        )
        job = Job(source=source, file=file)
        sync(reader.read(job), job)


def _fullest_service():
    """The service whose page has most to say."""
    services = Service.objects.published().exclude(online_links=[])
    return max(services, key=lambda service: len(service.search_text))


def _fullest_letter():
    titles = Service.objects.published().values_list("title", flat=True)
    return Counter(letter(title) for title in titles).most_common(1)[0][0].lower()


def _queries(client, address):
    """Of a page made anew; what all pages ask together is asked before, by others."""
    client.get(address)
    caching.invalidate()
    for other in OTHER_PAGES:
        client.get(other)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    return len(captured), response


def _service_against_bare(client, service):
    """Both through the whole middleware, as a reader meets them."""
    global _body
    address = service.get_absolute_url()
    _body = client.get(address).content
    with override_settings(ROOT_URLCONF="tests.benchmarks.urls"):
        kept = seconds(lambda: _ask(client, address))
        fresh = seconds(lambda: _ask(client, address, before=caching.invalidate))
        plain = seconds(lambda: _ask(client, "/bare/"))
    yield ratio("service page against a bare view of the same bytes", kept / plain, 5)
    yield Row("the same, made anew for every request", fresh / plain, "×")


def _ask(client, address, before=None):
    for _number in range(REPEATS):
        if before:
            before()
        client.get(address)
