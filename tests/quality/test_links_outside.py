"""Links to other hosts: real servers on loopback that behave well, badly, or not at all."""

import socket
import threading
import time
from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from quality.links import nightly, probing
from quality.links.extracting import FoundLink
from quality.links.storage import store_links
from quality.models import IgnoredHost, Link
from tests.home import examples
from tests.quality.watched import page

State = Link.State
REDIRECTS = {
    "/moved": (301, "/fine"),
    "/see-other": (302, "/fine"),
    "/loop": (301, "/loop"),
    "/to-private": (302, "http://10.0.0.1/"),
}


class Handler(BaseHTTPRequestHandler):
    """Paths say how the server behaves."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        server, path = self.server, self.path
        server.asked.append((self.command, path, self.headers["User-Agent"]))
        server.now += 1
        server.most = max(server.most, server.now)
        self.behave(path)

    def behave(self, path):
        server = self.server
        if path.startswith("/status/"):
            self.send(int(path.split("/")[2]))
        elif path in REDIRECTS:
            status, target = REDIRECTS[path]
            self.send(status, Location=target)
        elif path == "/wait":
            self.send(429, **{"Retry-After": "3600"})
        elif path == "/slow":
            time.sleep(server.sleep)
            self.send(200)
        elif path == "/huge":
            self.send(200, length=10**12)
        else:
            no_head = path == "/no-head" and self.command == "HEAD"
            self.send(405 if no_head else server.switch if path == "/switch" else 200)

    def send(self, status, length=0, **headers):
        # Counted down first: whoever has the answer may ask again before this thread goes on.
        self.server.now -= 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.now, server.most, server.sleep, server.switch = [], 0, 0, 3, 404
    server.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def check(url):
    with probing.Prober() as prober:
        return prober.check(url)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/fine", State.GOOD),
        ("/no-head", State.GOOD),
        ("/huge", State.GOOD),
        ("/see-other", State.GOOD),
        ("/moved", State.MOVED),
        ("/loop", State.BROKEN),
        ("/to-private", State.BROKEN),
        ("/status/404", State.BROKEN),
        ("/status/410", State.BROKEN),
        ("/status/500", State.BROKEN),
        ("/status/403", State.UNCLEAR),
        ("/status/429", State.UNCLEAR),
        ("/status/999", State.UNCLEAR),
    ],
)
def test_what_servers_answer(host, path, state):
    verdict = check(host.url + path)
    assert verdict.state == state
    assert bool(verdict.moved_to) == (path == "/moved")


def test_what_is_moved_for_good_comes_with_its_new_address(host):
    assert check(host.url + "/moved").moved_to == host.url + "/fine"


def test_hosts_that_do_not_answer(host, monkeypatch):
    monkeypatch.setattr(probing, "TIMEOUT", (0.5, 0.5))
    assert check(host.url + "/slow").state == State.BROKEN
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert check(f"http://127.0.0.1:{free.getsockname()[1]}/").state == State.BROKEN
    for address in ("https://", "ftp://a.example/", "http://a..example/", "http://[::1"):
        assert check(address).state == State.BROKEN


def test_nobody_is_asked_inside_our_own_network(host, settings):
    settings.HARVEST_PRIVATE_HOSTS = []
    assert check(host.url + "/fine").state == State.BROKEN
    assert host.asked == []


@pytest.mark.django_db(transaction=True)
class TestNight:
    """The whole round, against the database."""

    @pytest.fixture
    def content(self):
        return page(examples.make_home())

    def link(self, content, *urls):
        store_links(content, [FoundLink(url, url) for url in urls])

    def test_every_address_is_asked_once_a_day_over_one_connection(self, host, content):
        urls = [f"{host.url}/page/{number}" for number in range(8)]
        self.link(content, *urls)
        now = timezone.now()
        assert nightly.check_external(now) == 8
        assert host.most == 1
        assert nightly.check_external(now + timedelta(hours=1)) == 0
        assert Counter(path for _method, path, _agent in host.asked).most_common(1)[0][1] == 1
        assert {agent.split("/")[0] for *_rest, agent in host.asked} == {"Stadttor-Linkcheck"}
        assert nightly.check_external(now + timedelta(days=1)) == 8

    def test_a_link_is_reported_after_two_nights(self, host, content):
        url = host.url + "/switch"
        self.link(content, url)
        now = timezone.now()
        link = Link.objects.get(target=url)
        for night, broken in ((0, 0), (0, 0), (1, 1)):
            moment = now + timedelta(days=night)
            verdict = check(url)
            link.record(verdict.state, verdict.answer, now=moment)
            assert Link.objects.broken().count() == broken
        host.switch = 200
        assert nightly.check_external(now + timedelta(days=3)) == 1
        assert Link.objects.broken().count() == 0

    def test_what_is_checked_by_hand_is_quiet_until_something_changes(self, content):
        self.link(content, "https://x.example/")
        link = Link.objects.get()
        now = timezone.now()
        for night in range(2):
            link.record(State.BROKEN, "404", now=now + timedelta(days=night))
        link.found_good_at = now
        link.save()
        link.record(State.BROKEN, "404", now=now + timedelta(days=2))
        assert not Link.objects.broken().exists()
        for night, state in ((3, State.GOOD), (4, State.BROKEN), (5, State.BROKEN)):
            link.record(state, now=now + timedelta(days=night))
        assert Link.objects.broken().exists()

    def test_a_host_that_asks_for_rest_is_left_alone(self, host, content):
        self.link(content, host.url + "/wait", *(f"{host.url}/{number}" for number in range(5)))
        assert nightly.check_external() == 1
        assert Link.objects.filter(checked_at=None).count() == 5
        assert len(host.asked) == 1

    def test_listed_hosts_and_ignored_links_are_not_asked(self, host, content, settings):
        self.link(content, host.url + "/a")
        listed = IgnoredHost(host="https://127.0.0.1:80/path")
        listed.clean()
        assert listed.host == "127.0.0.1"
        listed.save()
        assert nightly.check_external() == 0
        listed.delete()
        Link.objects.update(ignored=True)
        assert nightly.check_external() == 0
        assert host.asked == []

    def test_the_night_ends_at_its_limit_and_the_next_goes_on(self, host, content, settings):
        settings.LINK_CHECK_PER_NIGHT = 3
        self.link(content, *(f"{host.url}/{number}" for number in range(5)))
        assert nightly.check_external() == 3
        assert nightly.check_external() == 2
        assert nightly.check_external() == 0
