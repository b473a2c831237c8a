"""Queries per page, and the service page against a bare view that returns the same bytes."""

from collections import Counter

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from core.sorting import letter
from harvest.jobs import Job
from harvest.models import Source
from services.models import Service
from services.sync import sync
from services.xzufi import reader

from .delivery import path
from .table import Row, ratio, seconds

DEMO = "site/demo/catalogue"
REPEATS = 60
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
    yield _service_against_bare(client, service)


def _fill():
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
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    return len(captured), response


def _service_against_bare(client, service):
    """Both through the whole middleware, as a reader meets them."""
    global _body
    address = service.get_absolute_url()
    _body = client.get(address).content
    with override_settings(ROOT_URLCONF="tests.benchmarks.urls"):
        page = seconds(lambda: [client.get(address) for _n in range(REPEATS)])
        plain = seconds(lambda: [client.get("/bare/") for _n in range(REPEATS)])
    return ratio("service page against a bare view of the same bytes", page / plain, 5)
