# ruff: noqa: E501
"""A stranger's crawl: every public address, with what strangers send. No answer is an error of ours.

The addresses come from the URL resolver, the page types, the sitemaps and the OpenAPI description;
the parameters from the code itself. Work is bounded, too: no request asks the database without end.
"""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from lxml import etree
from wagtail.models import Page, Site, get_page_models

from frame.models import Theme
from harvest.models import Run, Source
from harvest.runs import execute
from home.models import AccessibilityStatementPage
from tests.fakes import city
from tests.fakes.oparl import FakeOparl
from tests.fakes.pvog import FakePvog
from tests.fakes.server import running
from tests.home import examples
from tests.home.forms.conftest import make_form
from tests.opendata.oparl.harvest.harvesting import source_at
from tests.pages import parse

pytestmark = pytest.mark.django_db

MOST_QUERIES = 120
LONGEST_SQL = 150_000
EDITORS = ("admin/", "django-admin/")
SOURCES = ("site", "home", "services", "opendata", "search")
LONG = "straße ueber oeffentliche aemter busse masse fuesse strasse groesse aeusserst" * 3
VALUES = (
    *("", "\x00", "a\x00b", "\udced\udca0\udc80", "-1", "0", "9" * 30, "1e400", "NaN", "²"),
    *("'", "%", "\\", "<script>alert(1)</script>", "../../etc/passwd", "2026-02-30", "2026-W99"),
    *("9999-12-31", "0000-00", "[]", "a,b,,c", "😀" * 50, LONG, "x" * 5000, "//evil.example/"),
    *("\r\nX-Evil: 1", "ß\u202eİ", "a" + "\u0300" * 200),
)  # fmt: skip
PATHS = (
    *("x", "0", "-1", "9" * 25, "%00", "a%00b", "%ff%fe", "%2e%2e", "..%2f..%2fetc", "%0d%0aX:1"),
    *("ä", "%F0%9F%98%80", "%ED%A0%80", "x" * 3000, "a;b=c", "%25%30%30", "'", "%5C", "//x", "%3Cb%3E"),
)  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE")
HEADERS = [
    (name, text)
    for name, texts in {
        "Host": ["", "[", "a b", "testserver:99999", "testserver:x", "x" * 300, "ä.example", "[::1]", "a\x00b"],
        "Accept": ["", "*", "a/b;q=x", "text/html;q=9" * 200, "application/json"],
        "Accept-Language": ["", "xx", "de;q=x", "*", "a" * 5000, "zh-" + "x-" * 500],
        "Range": ["bytes=0-", "bytes=9-1", "bytes=-1", "x", "bytes=0-0,1-1" * 50],
        "If-None-Match": ["*", '"', 'W/"x', "x" * 3000, '"a","b"'],
        "If-Modified-Since": ["x", "Thu, 99 Xxx 9999 99:99:99 GMT", "0", "Mon, 01 Jan 0001 00:00:00 GMT"],
        "If-Unmodified-Since": ["x", "0"],
        "If-Match": ['"x"', "*"],
        "X-Forwarded-For": ["x", "1.2.3.4, [::1", "unknown", "," * 500],
        "X-Forwarded-Proto": ["https,http", "x"],
        "X-Forwarded-Host": ["evil.example", "["],
        "Forwarded": ["for=x"],
        "Cookie": ['sessionid="\\000abcdefgh"', "sessionid=" + "x" * 4000, "a=b;;;=;c", "django_language=\x01", "messages=x"],
        "Content-Type": ["x", "text/plain; charset=utf-7", "a/b; charset=hex", "multipart/form-data", "a/b; charset=x"],
        "Referer": ["http://[", "x" * 5000, "javascript:1"],
        "Origin": ["http://[", "null", "x"],
        "Sec-Fetch-Site": ["x", "cross-site"],
        "Sec-Fetch-Dest": ["x"],
        "User-Agent": ["", "x" * 5000],
        "Content-Length": ["-1", "x", "99999999999"],
    }.items()
    for text in texts
]  # fmt: skip
BODIES = (
    ("application/x-www-form-urlencoded", b"%00=%00&a=%ff&text=%00&leave_empty=&opened=%00"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2000))),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n"),
    (
        "multipart/form-data; boundary=x; charset=utf-7",
        b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=utf-7''+2AA-\r\n\r\n+2AA-\r\n--x--\r\n",
    ),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=" + "x" * 300, b"x"),
    ("application/json", b"{"),
    ("", b"\xff\x00"),
)  # fmt: skip


@pytest.fixture
def addresses():
    """Something at every address: a catalogue, a council, offices, a page of each kind."""
    home = examples.make_home()
    examples.add(home, examples.statement())
    make_form(home)
    with running(FakePvog()) as server:
        source = Source.objects.create(
            name="p", title="P", kind="pvog", url=server.url, area=city.ARS
        )
        assert execute(source, trigger=Run.Trigger.COMMAND).error is None
    with running(FakeOparl()) as server:
        assert execute(source_at(server.system_url), trigger=Run.Trigger.COMMAND).error is None
    assert AccessibilityStatementPage.objects.live().exists()
    return one_of_each([*of_sitemap(), *of_pages(home), *of_resolver()])


class Asking:
    """A client that notes what went wrong instead of failing at the first fault."""

    def __init__(self):
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        self.faults, self.asked, self.queries, self.longest = [], 0, 0, 0

    def count(self, execute, sql, params, many, context):
        self.queries += 1
        self.longest = max(self.longest, len(sql))
        return execute(sql, params, many, context)

    def __call__(self, path, method="GET", **extra):
        self.asked, self.queries, self.longest = self.asked + 1, 0, 0
        with connection.execute_wrapper(self.count):
            response = self.client.generic(method, path, **extra)
            if response.streaming:
                b"".join(response.streaming_content)
        told = {name: str(value)[:80] for name, value in extra.items()}
        if response.status_code >= 500:
            kind = response.exc_info[0].__name__ if getattr(response, "exc_info", None) else ""
            self.faults.append((method, path[:160], told, response.status_code, kind))
        if self.queries > MOST_QUERIES or self.longest > LONGEST_SQL:
            self.faults.append((method, path[:160], told, self.queries, self.longest))
        return response


@pytest.fixture
def ask(caplog):
    caplog.set_level("CRITICAL", "django.request")
    asking = Asking()
    yield asking
    shown = "\n".join(map(str, asking.faults[:40]))
    assert not asking.faults, f"{len(asking.faults)} of {asking.asked}:\n{shown}"


def patterns(resolver=None, prefix=""):
    """(regular expression or route as Django shows it, parts to fill in) of public addresses."""
    for one in (resolver or get_resolver()).url_patterns:
        address = prefix + str(one.pattern)
        if address.startswith(EDITORS):
            continue
        if isinstance(one, URLPattern):
            yield address
        elif isinstance(one, URLResolver):
            yield from patterns(one, address)


def filled(route, values):
    """The address of a route: its converters and groups replaced by these values, by turns."""
    route = re.sub(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>", "\0", route)
    route = re.sub(r"\(\?:[^()]*(?:\([^)]*\)\??)?[^()]*\)\??|[\^$]|\\Z", "", route)
    route = route.replace("\\", "").replace(".*", "x")
    for value in values:
        route = route.replace("\0", str(value), 1)
    return "/" + route.replace("\0", "1").lstrip("/")


def one_of_each(addresses) -> list[str]:
    """One address of each view, and all pages of the tree."""
    found = {}
    for path in addresses:
        try:
            match = resolve(path.partition("?")[0])
        except Resolver404:
            found.setdefault(path, path)
        else:
            kind = path if match.url_name == "wagtail_serve" else match.func
            found.setdefault(kind, path)
    return sorted(found.values())


def of_resolver():
    return {filled(route, ["1"]) for route in patterns()}


def of_pages(home):
    """One page of each type, with the addresses below it."""
    for model in get_page_models():
        page = Page.objects.live().exact_type(model).filter(path__startswith=home.path).first()
        if page is None:
            continue
        url = page.specific.get_url()
        yield url
        for route in getattr(page.specific, "get_subpage_urls", list)():
            yield url + str(route.pattern).lstrip("^").rstrip("$").replace("<slug:slug>", "x")


def of_sitemap():
    """One address of each kind that the sitemap names: what differs only by a name is one kind."""
    answer = Client().get("/sitemap.xml")
    found = etree.fromstring(answer.content).iter("{*}loc")
    kinds = {}
    for one in found:
        path = one.text.split("testserver", 1)[-1].split("localhost", 1)[-1]
        kinds.setdefault((path.strip("/").split("/")[0], path.count("/")), path)
    return set(kinds.values())


def parameters():
    """The names of all parameters that the code reads or the API describes."""
    found = set()
    for folder in SOURCES:
        for file in (Path(site_settings.BASE_DIR) / folder).rglob("*.py"):
            text = file.read_text("utf-8")
            found |= set(re.findall(r'(?:GET|query|raw)\.get(?:list)?\(\s*"([\w-]+)"', text))
            found |= set(re.findall(r'"([\w-]+)" in request\.GET', text))
            for names in re.findall(r"(?:council_page\(|knows=\(|PARAMETERS = \()([^)]*)\)", text):
                found |= set(re.findall(r'"([\w-]+)"', names))
    schema = json.loads(Client().get("/api/openapi.json").content)
    for methods in schema["paths"].values():
        for operation in methods.values():
            found |= {one["name"] for one in operation.get("parameters", [])}
    return sorted(found)


def query(values):
    return {"QUERY_STRING": urlencode(values, errors="surrogateescape")}


def reads_nothing(path) -> bool:
    """Whether the page says that it knows no parameter: all are taken away before it is asked."""
    try:
        return getattr(resolve(path).func, "knows", None) == ()
    except Resolver404:
        return False


def test_no_value_of_a_parameter_and_no_unknown_one(addresses, ask):
    names = parameters()
    assert len(names) > 25 and {"q", "seite", "life_situation", "limit"} <= set(names)
    assert len(addresses) > 60
    for path in addresses:
        # Each parameter gets each value once, together with other values of the others.
        for turn in range(2 if reads_nothing(path) else len(VALUES)):
            values = {name: VALUES[(at + turn) % len(VALUES)] for at, name in enumerate(names)}
            ask(path, **query({**values, f"n{turn}": VALUES[turn]}))


def test_every_parameter_alone(addresses, ask):
    """What is refused first must not hide what comes after it."""
    for number, path in enumerate(addresses):
        if not reads_nothing(path):
            for at, name in enumerate(parameters()):
                if (at + number) % 12 == 0:
                    ask(path, **query({name: VALUES[(at + number) % len(VALUES)]}))


def test_no_path(addresses, ask):
    for route in patterns():
        if filled(route, ["a"]) != filled(route, ["b"]):
            for value in PATHS:
                ask(filled(route, [value, value]))
    endings = ("%00", "%ff", "/x/../..", "?", "%20", ";x", "/" * 50)
    for number, path in enumerate(addresses):
        ask(path + endings[number % len(endings)])


def test_no_method_and_no_body(addresses, ask):
    for number, path in enumerate(addresses):
        taken = [ask(path, method).status_code for method in METHODS]
        if taken[METHODS.index("POST")] not in (404, 405):
            for kind, body in BODIES[number % 3 :: 3]:
                ask(path, "POST", content_type=kind, data=body)


def test_no_header(addresses, ask, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    by_name = {}
    for name, text in HEADERS:
        by_name.setdefault(name, []).append(text)
    hosts = by_name.pop("Host")
    for number, path in enumerate(addresses):
        for turn in range(max(map(len, by_name.values()))):
            # One value of each header at a time.
            ask(
                path, **{environ(name): texts[turn % len(texts)] for name, texts in by_name.items()}
            )
        ask(path, HTTP_HOST=hosts[number % len(hosts)])


def environ(name):
    name = name.upper().replace("-", "_")
    return name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"


def test_every_page_loads_three_style_sheets_at_most(addresses, client):
    Theme.objects.create(site=Site.objects.get(is_default_site=True), light_brand="#005533")
    loaded = {path: sheets(client.get(path)) for path in addresses}
    pages = {path: found for path, found in loaded.items() if found}
    assert len(pages) > 40
    assert not {path: found for path, found in pages.items() if len(found) > 3}
    assert sum(len(found) == 3 for found in pages.values()) > 40


def sheets(response) -> list[str]:
    """The style sheets that a page loads; those of colours are the site's own."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    return [link["href"] for link in parse(response).select("link[rel=stylesheet]")]
