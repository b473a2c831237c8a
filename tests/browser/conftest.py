"""A running city, and Chromium to look at it (flags: Debian's chromium, headless, offline).

STADTTOR_SCREENSHOTS names a folder that takes a picture of every page looked at.
"""

import os
import signal
import subprocess
import time
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from submissions import honeypot as traps
from tests import clock

from . import city

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # The editor glides to what was added; a press meanwhile may miss.
    "--disable-smooth-scrolling",
    # A desk has a mouse, which headless Chromium takes for none; a phone's scrollbar takes no room.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2"
    ",primaryPointerType=4,availablePointerTypes=4",
    "--hide-scrollbars",
]
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
LOOKS = [(scheme, width) for width in (1280, 320) for scheme in ("light", "dark")]
# By night a page differs by its colours only.
COLOURS = ["color-contrast", "link-in-text-block"]
# Elements that fade from one colour to the next, with those in them that inherit it.
REST = """async () => {
  const motions = () => document.getAnimations().filter((motion) =>
    motion.playState === "running" && motion.effect.getComputedTiming().endTime !== Infinity);
  await new Promise(requestAnimationFrame);
  while (motions().length) await Promise.allSettled(motions().map((motion) => motion.finished));
}"""
SCREENSHOTS = os.environ.get("STADTTOR_SCREENSHOTS", "")


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path} of one page of each kind; what migrations made is there again each time."""
    return city.build()


@pytest.fixture
def soonest(monkeypatch):
    """`soonest(seconds)`: who fills in a form faster than this is taken for a program."""
    return partial(monkeypatch.setattr, traps, "SOONEST")


@pytest.fixture(scope="session")
def chromium_address(tmp_path_factory):
    """The address of the one Chromium of this test process, which every test opens windows in."""
    profile = tmp_path_factory.mktemp("chromium")
    port = profile / "DevToolsActivePort"
    command = [CHROMIUM, *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*command, "about:blank"], start_new_session=True, **quiet)
    try:
        # It writes the number of its port, and then the path of its socket.
        while not (port.exists() and len(lines := port.read_text().splitlines()) == 2):
            assert process.poll() is None, f"{CHROMIUM} does not start."
            time.sleep(0.05)
        yield f"ws://127.0.0.1:{lines[0]}{lines[1]}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def visit(pages, live_server, chromium_address):
    """`visit(path, scheme="light", width=1280, **context)` opens a page; returns a Visit.

    Playwright runs an event loop in this thread, and beside it Django shows another database
    connection: so the city is built before, and a test asks the pages, not the models.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.connect_over_cdp(chromium_address)

        def open_page(path, scheme="light", width=1280, **options):
            context = chromium.new_context(
                locale="de-DE",
                color_scheme=scheme,
                viewport={"width": width, "height": 900},
                **options,
            )
            clock.move_pages(context)
            return Visit(context.new_page(), live_server.url).go(path)

        yield open_page
        chromium.close()


class Visit:
    """One open page, with all that went wrong on the way, and what was fetched."""

    def __init__(self, page: Page, base: str):
        self.page = page
        self.base = base
        self.complaints: list[str] = []
        self.fetched: list[str] = []
        self.brought = self.names_of_cookies()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._lost)

    def go(self, path):
        self.response = self.page.goto(self.base + path)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self

    def _lost(self, request):
        if request.failure != "net::ERR_ABORTED":  # what the next page breaks off is not lost
            self.complaints.append(f"lost: {request.url} ({request.failure})")

    def _console(self, message):
        # The browser notes the status of a page that is meant to be a 404 or a 410.
        if "the server responded with a status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request):
        self.fetched.append(request.url)
        address = urlsplit(request.url)
        if address.scheme != "data" and not request.url.startswith(self.base):
            self.complaints.append(f"foreign: {request.url}")

    def faults_of(self, pages: dict[str, str]) -> list[str]:
        """Open pages, {name: path}: what is wrong with each of them in all looks, one line each."""
        return [fault for name, path in pages.items() for fault in self.go(path).faults(name)]

    def faults(self, name: str, looks=LOOKS) -> list[str]:
        """What is wrong with the page that is open: by day and night, on a desk and on a phone."""
        found = []
        for scheme, width in looks:
            self.wear(scheme, width)
            self.picture(f"{name}-{scheme}-{width}")
            found += [f"{scheme} {width}: {fault}" for fault in self.axe(scheme == "dark")]
            if self.is_wider_than_the_window():
                found.append(f"{scheme}: wider than {width} px")
        if cookies := self.names_of_cookies() - self.brought:
            found.append(f"cookies: {cookies}")
        found += self.complaints
        self.complaints = []
        return [f"{name}: {fault}" for fault in found]

    def wear(self, scheme, width):
        """The same page in another look, without loading it again, once its colours rest."""
        self.page.wait_for_load_state()
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(REST)

    def names_of_cookies(self) -> set[str]:
        return {cookie["name"] for cookie in self.page.context.cookies()}

    def axe(self, only_colours=False) -> list[str]:
        """What axe finds wrong on the page once it has loaded, one line each."""
        self.page.wait_for_load_state()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        asked = ("rule", COLOURS) if only_colours else ("tag", AXE_TAGS)
        result = self.page.evaluate(
            "([type, values]) => axe.run("
            "document, {runOnly: {type, values}, resultTypes: ['violations']})",
            asked,
        )
        return [
            f"{fault['id']}: {[node['html'][:160] for node in fault['nodes'][:3]]}"
            for fault in result["violations"]
        ]

    def is_wider_than_the_window(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    def wait_until(self, condition):
        """Let the browser go on until something is true that it may not know of."""
        for _tenth in range(200):
            if condition():
                return
            self.page.wait_for_timeout(100)
        pytest.fail("It did not happen within twenty seconds.")

    def picture(self, name):
        if SCREENSHOTS:
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
