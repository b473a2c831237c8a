"""Usage: who is counted, what is kept of it, and how it comes to the sums of the day."""

import datetime
import io
from threading import Event, Thread

import pytest
from django.db import OperationalError
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from quality.models import Counted, DailyCount
from quality.usage import anonymise as words
from quality.usage import flusher as counting
from quality.usage.buffer import BATCH, MOST, Counter
from quality.usage.events import Kind, Sighting, sighting_of
from quality.usage.readers import is_reader
from quality.usage.storage import write
from tests.factories import ServiceFactory

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READER = {"headers": {"user-agent": FIREFOX, "accept": "text/html,application/xhtml+xml,*/*;q=0.8"}}


@pytest.fixture(autouse=True)
def _nothing_counted_before(db):
    counting.counter.flush()
    Counted.objects.all().delete()


def ask(path="/seite/", method="get", **headers):
    request = getattr(RequestFactory(), method)(path, headers={**READER["headers"], **headers})
    request.resolver_match = None
    return request


def sums():
    counting.counter.flush()
    rows = DailyCount.objects.select_related("counted")
    return {(row.counted.kind, row.counted.key): row.count for row in rows}


# --- Who is counted ------------------------------------------------------------------------


def test_a_browser_that_opens_a_page_is_a_reader():
    assert is_reader(ask())


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": "python-requests/2.32"},
        {"user-agent": "Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/130.0"},
        {"user-agent": ""},
        {"accept": "*/*"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"cookie": "sessionid=abc"},
    ],
    ids=str,
)
def test_programs_editors_and_pages_fetched_ahead_are_not_counted(headers):
    assert not is_reader(ask(**headers))


@pytest.mark.parametrize("method", ["head", "post", "options"])
def test_only_get_is_counted(method):
    assert not is_reader(ask(method=method))


def test_the_editors_side_is_not_counted():
    assert not is_reader(ask("/admin/login/"))


# --- What is kept --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("  Neuer   Perso ", "neuer perso"),
        ("anna@example.org", ""),
        ("0611 12 34", ""),
        ("Haushalt 2026", "haushalt 2026"),
        ("ich habe meinem nachbarn " * 4, ""),
        ("a\x00b", ""),
    ],
)
def test_words_that_look_personal_are_forgotten(query, kept):
    assert words.kept_query(query) == kept


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/alte-seite.html", "/alte-seite.html"),
        ("/amt/12345.html", "/amt/12345.html"),
        ("/wp-login.php", ""),
        ("/.env", ""),
        ("/pruefen/" + "a" * 80 + "/", ""),
        ("/benachrichtigungen/eyJ0:1abc:x/", ""),
        ("/post/anna@example.org/", ""),
        ("/a\x00b/", ""),
    ],
)
def test_probes_and_signed_links_are_not_kept(path, kept):
    assert words.kept_path(path) == kept


def test_of_a_referrer_only_the_host_is_kept():
    assert words.host_of("https://www.example.org/wer?name=anna") == "www.example.org"
    assert words.host_of("http://[kaputt") == ""


def test_what_is_made_for_one_reader_alone_is_not_counted():
    request = ask()
    request.resolver_match = resolve("/")
    own = HttpResponse("<title>x</title>", headers={"Cache-Control": "no-store, private"})
    assert sighting_of(request, own) is None


# --- From the request to the sums ----------------------------------------------------------


def test_pages_of_apps_count_by_path_with_the_title_that_readers_saw(client):
    service = ServiceFactory(title="Reisepass & Co. – Antrag", slug="reisepass")
    for _visit in range(3):
        client.get(service.get_absolute_url(), **READER)
    assert sums() == {("view", "/dienstleistungen/reisepass/"): 3}
    assert Counted.objects.get().title == "Reisepass & Co. – Antrag"


def test_a_page_that_the_browser_still_has_counts_as_seen(client):
    url = ServiceFactory(slug="reisepass").get_absolute_url()
    first = client.get(url, **READER)
    again = client.get(url, headers={**READER["headers"], "if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert sums() == {("view", url): 2}
    assert Counted.objects.get().title


def test_counting_costs_a_request_no_query(client, django_assert_num_queries):
    url = ServiceFactory(slug="reisepass").get_absolute_url()
    client.get(url, **READER)
    with django_assert_num_queries(0):
        client.get(url, **READER)
    assert sums() == {("view", url): 2}


def test_searches_count_with_their_hits_and_not_when_narrowed(client):
    ServiceFactory(title="Reisepass", slug="reisepass")
    for address in ("?q=Hundemarke", "?q=hundemarke", "?q=hundemarke&art=pages", "?q=a@b.de"):
        client.get(f"/suche/{address}", **READER)
    found = sums()
    assert found[("search", "hundemarke")] == 2
    assert {key for kind, key in found if kind == "search"} == {"hundemarke"}
    assert Counted.objects.get(kind="search").hits == 0


def test_missing_addresses_count_with_the_host_that_links_to_them(client):
    referrer = {"referer": "https://alt.example/liste?seite=2"}
    client.get("/gibt-es-nicht/", headers={**READER["headers"], **referrer})
    client.get("/gibt-es-nicht/", **READER)
    assert sums() == {("missing", "/gibt-es-nicht/"): 2}
    assert Counted.objects.get().referrer == "alt.example"


def test_files_to_save_count_as_downloads():
    request = ask("/orte/liste.csv")
    answer = FileResponse(io.BytesIO(b"a"), as_attachment=True, filename="liste.csv")
    expected = Sighting(Kind.DOWNLOAD, "/orte/liste.csv", "liste.csv", "/orte/liste.csv")
    assert sighting_of(request, answer) == expected


def test_nothing_is_counted_where_the_city_does_not_want_it(client, settings):
    settings.USAGE_IS_COUNTED = False
    client.handler.load_middleware()
    client.get(ServiceFactory().get_absolute_url(), **READER)
    assert sums() == {}


# --- The counter ---------------------------------------------------------------------------

TODAY = datetime.date(2026, 11, 20)


def page(number=1, **fields):
    return Sighting(Kind.VIEW, f"page:{number}", **fields)


def test_two_processes_add_to_the_same_sum():
    first, second = Counter(write), Counter(write)
    for counter in (first, second, first):
        counter.add(page(title="Rathaus"))
    first.add(page(2))
    assert (first.flush(), second.flush(), first.flush()) == (2, 1, 0)
    assert sums() == {("view", "page:1"): 3, ("view", "page:2"): 1}


def test_what_is_known_of_a_page_is_not_lost_by_a_sighting_without_it():
    counter = Counter(write)
    counter.add(page(title="Rathaus"))
    counter.add(page())
    counter.flush()
    counter.add(page())
    counter.flush()
    assert Counted.objects.get().title == "Rathaus"


def test_counts_wait_while_the_database_is_locked():
    is_locked = True

    def write_unless_locked(tallies):
        if is_locked:
            raise OperationalError("database is locked")
        write(tallies)

    counter = Counter(write_unless_locked)
    counter.add(page())
    assert counter.flush() == 0
    counter.add(page())
    is_locked = False
    assert counter.flush() == 1
    assert sums() == {("view", "page:1"): 2}


def test_what_was_written_before_a_lock_is_not_written_twice():
    calls = []

    def write_every_other(tallies):
        calls.append(len(tallies))
        if len(calls) % 2 == 0:
            raise OperationalError("database is locked")
        write(tallies)

    counter = Counter(write_every_other)
    for number in range(BATCH + 1):
        counter.add(page(number))
    assert (counter.flush(), counter.waiting()) == (BATCH, 1)
    assert (counter.flush(), counter.waiting()) == (1, 0)
    assert calls == [BATCH, 1, 1]
    assert set(sums().values()) == {1}


def test_what_can_never_be_written_holds_nothing_up():
    def fails(tallies):
        raise ValueError

    counter = Counter(fails)
    counter.add(page())
    counter.flush()
    assert counter.flush() == 0
    assert counter.waiting() == 0


def test_words_that_strangers_make_up_do_not_fill_the_memory():
    counter = Counter(write)
    for number in range(MOST[Kind.SEARCH] + 50):
        counter.add(Sighting(Kind.SEARCH, f"wort {number}"))
    counter.add(Sighting(Kind.SEARCH, "wort 1"))
    assert counter.flush() == MOST[Kind.SEARCH]


def test_more_than_one_batch_is_written_in_few_queries(django_assert_max_num_queries):
    counter = Counter(write)
    for number in range(450):
        counter.add(page(number, title=str(number)))
    with django_assert_max_num_queries(30):
        counter.flush()
    assert DailyCount.objects.count() == 450


def test_a_thread_writes_until_it_is_told_to_stop():
    flushed, stopped = Event(), Event()
    writer = Thread(target=counting.write_every, args=(0.01, flushed.set, stopped), daemon=True)
    writer.start()
    assert flushed.wait(5)
    stopped.set()
    writer.join(5)
    assert not writer.is_alive()
