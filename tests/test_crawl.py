# ruff: noqa: E501
"""A stranger's crawl: every public address, with what strangers send. No answer is an error of ours.

The addresses come from the URL resolver, the page types, the sitemaps and the OpenAPI description;
the parameters from the code itself. Work is bounded, too: no request asks the database without end.
"""

import inspect
import json
import re
from collections import Counter
from cProfile import Profile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from lxml import etree
from wagtail.models import Page, Site, get_page_models

from frame.models import Theme
from harvest.models import Run, Source
from harvest.runs import execute
from tests import every_page
from tests.alerts.conftest import make as make_alert
from tests.fakes import city
from tests.fakes.oparl import FakeOparl
from tests.fakes.pvog import FakePvog
from tests.fakes.server import running
from tests.opendata.oparl.harvest.harvesting import source_at
from tests.pages import parse

pytestmark = pytest.mark.django_db

MOST_QUERIES = 120
# Of Python's functions, by one request; a second of CPU holds some millions.
MOST_CALLS = 1_500_000
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


@pytest.fixture(scope="module")
def addresses(django_db_setup, django_db_blocker):
    """Something at every address, made once: a catalogue, a council, offices, every page type."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build() -> list[str]:
    home = every_page.build()
    make_alert("Hochwasser", text="<p>Meiden Sie die Ufer.</p>")
    with running(FakePvog()) as server:
        source = Source.objects.create(
            name="p", title="P", kind="pvog", url=server.url, area=city.ARS
        )
        assert execute(source, trigger=Run.Trigger.COMMAND).error is None
    with running(FakeOparl()) as server:
        assert execute(source_at(server.system_url), trigger=Run.Trigger.COMMAND).error is None
    return one_of_each([*of_sitemap(), *of_pages(home), *of_resolver()])


class Asking:
    """A client that notes what went wrong instead of failing at the first fault."""

    def __init__(self):
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        self.faults, self.asked, self.queries, self.longest = [], 0, 0, 0
        self.most_calls = 0

    def count(self, execute, sql, params, many, context):
        self.queries += 1
        self.longest = max(self.longest, len(sql))
        return execute(sql, params, many, context)

    def work(self, path, **extra):
        """The same, and how many functions were called for it: work counted without a clock."""
        profile = Profile(subcalls=False)
        with profile:
            response = self(path, **extra)
        calls = sum(one.callcount for one in profile.getstats())
        self.most_calls = max(self.most_calls, calls)
        if calls > MOST_CALLS:
            told = {name: str(value)[:80] for name, value in extra.items()}
            self.faults.append(("GET", path[:160], told, f"{calls} calls"))
        return response

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


def page_at(path) -> Page | None:
    """The page that answers at this address, or at one below it."""
    return max(
        (page for page in public_pages() if path.startswith(page.url)),
        key=lambda page: len(page.url),
        default=None,
    )


def public_pages() -> list[Page]:
    """One page of each type."""
    models = get_page_models()
    found = (Page.objects.live().exact_type(model).exclude(depth=1).first() for model in models)
    return [page.specific for page in found if page and page.url]


def of_pages(home):
    """One page of each type, with the addresses below it: as linked, else with a made-up name."""
    pages = public_pages()
    assert not every_page.missing() and len(pages) > 20
    for page in pages:
        yield page.url
        linked = re.findall(
            rf'href="({page.url}[\w./-]+/)"', Client().get(page.url).content.decode()
        )
        yield from linked[:3]
        for route in getattr(page, "get_subpage_urls", list)():
            yield page.url + str(route.pattern).lstrip("^").rstrip("$").replace("<slug:slug>", "x")


def of_sitemap():
    """One address of each kind that the sitemap names: what differs only by a name is one kind."""
    answer = Client().get("/sitemap.xml")
    found = etree.fromstring(answer.content).iter("{*}loc")
    kinds = {}
    for one in found:
        path = one.text.split("testserver", 1)[-1].split("localhost", 1)[-1]
        kinds.setdefault((path.strip("/").split("/")[0], path.count("/")), path)
    return set(kinds.values())


def read_by(text) -> set[str]:
    """The names of parameters that this code reads."""
    found = set(re.findall(r'(?:GET|query|raw)\.get(?:list)?\(\s*"([\w-]+)"', text))
    found |= set(re.findall(r'"([\w-]+)" in request\.GET', text))
    for names in re.findall(r"(?:council_page\(|knows=\(|PARAMETERS = \()([^)]*)\)", text):
        found |= set(re.findall(r'"([\w-]+)"', names))
    return found


def described() -> dict[str, set[str]]:
    """{address of the API: its parameters}"""
    schema = json.loads(Client().get("/api/openapi.json").content)
    return {
        path: {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    }


def known_by(path, api) -> set[str]:
    """The parameters that the view at this address reads."""
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return set()
    view = match.func
    if match.url_name == "wagtail_serve":
        page = page_at(path)
        return set(page.query_parameters) if page else set()
    for route, names in api.items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path):
            return names
    if (known := getattr(view, "knows", None)) is not None:
        return set(known)
    return read_by(inspect.getsource(inspect.getmodule(inspect.unwrap(view))))


def parameters():
    """The names of all parameters that the code or a page type reads, or the API describes."""
    found = set().union(*described().values())
    for folder in SOURCES:
        for file in (Path(site_settings.BASE_DIR) / folder).rglob("*.py"):
            found |= read_by(file.read_text("utf-8"))
    for page in public_pages():
        found |= set(getattr(page, "query_parameters", ()))
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
    for number, path in enumerate(addresses):
        # Each parameter with another value, by turns: every third turn for each address.
        for turn in range(number % 3, 2 if reads_nothing(path) else len(VALUES), 3):
            values = {name: VALUES[(at + turn) % len(VALUES)] for at, name in enumerate(names)}
            ask(path, **query({**values, f"n{turn}": VALUES[turn]}))


# What takes long when code goes over it again and again.
LONG_VALUES = [value for value in VALUES if len(value) > 150]


def test_every_parameter_alone(addresses, ask):
    """What is refused first must not hide what comes after it; each has every value somewhere.

    Of a parameter that many know each address has every ninth value, else more of them.
    """
    api = described()
    known = {path: sorted(known_by(path, api)) for path in addresses}
    everywhere = Counter(name for names in known.values() for name in names)
    assert {"q", "seite", "monat", "kategorie", "strasse", "life_situation"} <= set(everywhere)
    turn = Counter()
    for path, names in known.items():
        for name in names:
            parts = min(everywhere[name], 9)
            for value in VALUES[turn[name] % parts :: parts]:
                ask(path, **query({name: value}))
            turn[name] += 1


def test_the_work_for_a_value_is_bounded(addresses, ask):
    """Long values and plain ones, by the number of functions that are called for them."""
    api = described()
    turn = Counter()
    for path in addresses:
        ask.work(path)
        for name in sorted(known_by(path, api)):
            ask.work(path, **query({name: LONG_VALUES[turn[name] % len(LONG_VALUES)]}))
            turn[name] += 1
    for value in LONG_VALUES:
        ask.work("/suche/", **query({"q": value}))


def test_work_is_seen(db):
    """A request that goes round a million times would be a fault."""
    asking = Asking()
    asking.client.generic = lambda *args, **kwargs: (
        [len("") for _time in range(MOST_CALLS)] and (Client().get("/robots.txt"))
    )
    asking.work("/")
    assert asking.faults


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
