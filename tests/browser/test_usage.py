"""Readers answer whether a page helped; editors see it; Matomo hears only what it should."""

import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page

from core.registries import worklist
from quality.models import Counted, DailyCount, Feedback
from quality.usage.flusher import counter
from tests.browser.admin import session_of

pytestmark = pytest.mark.browser

# Chromium without a window says so, and is taken for a program.
WITH_WINDOW = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"


@pytest.fixture
def figures(pages):
    """A year of views, words of yesterday, and what readers said."""
    today = timezone.localdate()
    page = Page.objects.get(slug="barrierefreiheit")
    row = Counted.objects.create(
        kind="view", key=f"page:{page.pk}", title=page.title, path=page.url, last_day=today
    )
    DailyCount.objects.bulk_create(
        DailyCount(counted=row, day=today - datetime.timedelta(days=back), count=20 + back % 90)
        for back in range(1, 360, 3)
    )
    yesterday = today - datetime.timedelta(days=1)
    for word, count, hits in (
        ("personalausweis", 12, 3),
        ("hundemarke", 4, 0),
        ("sperrmüll", 3, 0),
    ):
        searched = Counted.objects.create(
            kind="search", key=word, title=word, hits=hits, last_day=yesterday
        )
        DailyCount.objects.create(counted=searched, day=yesterday, count=count)
    for helped, text in ((True, ""), (False, "Die Öffnungszeiten fehlen."), (False, "")):
        Feedback.objects.create(
            key=f"page:{page.pk}", title=page.title, path=page.url, helped=helped, text=text
        )
    return {"page": page.pk}


@pytest.fixture
def editor(figures, live_server):
    user = get_user_model().objects.create_superuser("mira", "m@lindenfurt.example", "x")
    user.first_name = "Mira"
    user.save()
    return session_of(user, live_server.url)


@pytest.fixture
def urgent_work():
    kept = dict(worklist._todos)
    item = worklist.Item("Landeskatalog: Seit zwei Tagen kein guter Lauf.", "/admin/", urgent=True)
    worklist.register(worklist.Todo("probe", "Quellen", lambda request: [item], 1))
    yield
    worklist._todos.clear()
    worklist._todos.update(kept)


def test_a_reader_says_what_was_missing_without_script(pages, soonest, visit):
    soonest(0)
    page = visit(pages["service"], java_script_enabled=False).page
    page.locator("form.feedback button[value=nein]").click()
    remark = page.locator("main form.contact-form")
    remark.wait_for()
    address = page.url
    page.locator("input[value=unclear]").check()
    page.locator("main form button[type=submit]").click()
    remark.wait_for(state="detached")
    assert page.url == address
    assert not page.context.cookies()
    assert visit(urlsplit(address).path).faults("feedback-thanks") == []


def test_the_question_and_the_form_for_a_remark_are_accessible(pages, visit):
    look = visit(pages["service"])
    assert look.page.locator("form.feedback").is_visible()
    faults = look.faults("feedback")
    look.page.locator("form.feedback button[value=nein]").click()
    look.page.locator("main form.contact-form").wait_for()
    assert faults + look.faults("feedback-remark") == []


def test_a_browser_with_a_window_is_counted_once_for_each_page(pages, visit):
    counter.flush()
    look = visit(pages["service"], user_agent=WITH_WINDOW)
    look.page.reload()
    assert counter.waiting() == 2


def test_the_front_page_of_the_admin_is_one_calm_screen(pages, figures, editor, urgent_work, visit):
    look = visit("/admin/", storage_state=editor)
    page = look.page
    page.locator(".today").wait_for()
    assert "Mira" in page.locator("#today-greeting").inner_text()
    assert page.locator(".today__urgent li").count() >= 1
    assert page.get_by_role("link", name="hundemarke").is_visible()
    for scheme, width in [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]:
        look.wear(scheme, width)
        look.picture(f"today-{scheme}-{width}")
        assert [fault for fault in look.axe() if "today" in fault] == []
    assert look.complaints == []


def test_editors_follow_the_figures_to_what_they_can_do(pages, figures, editor, visit):
    look = visit("/admin/nutzung/nichts-gefunden/", storage_state=editor)
    page = look.page
    look.picture("nothing-found")
    page.locator("a", has_text="hundemarke").first.click()
    page.locator("#id_q").fill("Barriere")
    page.locator("#id_q").press("Enter")
    page.wait_for_url("**q=Barriere**")
    page.locator(".quality-takers button").first.click()
    page.wait_for_url("**/nichts-gefunden/")
    look.go(f"/admin/nutzung/seite/?key=page%3A{figures['page']}")
    look.picture("subject")
    assert page.locator(".quality-months rect").count() == 12
    page.locator("form button", has_text="Dealt").or_(
        page.locator("section.quality-wish form button")
    ).first.click()
    page.locator("section.quality-wish form").wait_for(state="detached")
    look.go(f"/admin/pages/{figures['page']}/edit/")
    look.picture("edit-panel")
    look.go("/admin/rueckmeldungen/")
    look.picture("feedback-report")
    look.go("/admin/nutzung/")
    look.picture("views-report")
    assert [text for text in look.complaints if text.startswith("foreign")] == []


# --- Matomo --------------------------------------------------------------------------------


@pytest.fixture
def matomo(settings, live_server):
    """A Matomo on loopback, set up as docs/privacy.md says: `[(path and query, headers)]`."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.path, dict(self.headers)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/matomo/"
    settings.MATOMO_URL, settings.MATOMO_SITE_ID, settings.MATOMO_IS_ON = url, "3", True
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {**policy["DIRECTIVES"], "connect-src": ["'self'", url]}
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": directives}
    yield heard
    server.shutdown()
    server.server_close()


def test_matomo_hears_of_pages_but_not_of_readers_or_words(pages, matomo, visit):
    look = visit(f"{pages['service']}?geheim=1")
    page = look.page
    look.wait_until(lambda: matomo)
    (path, headers), *more = matomo
    told = parse_qs(urlsplit(path).query)
    assert not more
    assert path.startswith("/matomo/matomo.php?")
    assert told["idsite"] == ["3"]
    assert "geheim" not in path
    assert set(told) == {"idsite", "rec", "apiv", "send_image", "url", "action_name", "rand"}
    assert not {"Cookie", "Referer"} & set(headers)
    assert not page.context.cookies()
    assert [text for text in look.complaints if not text.startswith("foreign")] == []


def test_matomo_does_not_hear_of_those_who_object(pages, matomo, visit):
    look = visit(pages["service"])
    look.wait_until(lambda: matomo)
    for wish in ("doNotTrack', {value: '1'}", "globalPrivacyControl', {value: true}"):
        look = visit("/robots.txt")
        look.page.add_init_script(f"Object.defineProperty(navigator, '{wish})")
        look.go(pages["service"])
    # Who does not object and comes later is heard; nobody was in between.
    look = visit(pages["unit"])
    look.wait_until(lambda: len(matomo) > 1)
    told = [parse_qs(urlsplit(path).query)["url"][0] for path, _headers in matomo]
    assert [urlsplit(url).path for url in told] == [pages["service"], pages["unit"]]
