"""Every feed of the product, found by its address: RFC 4287, and as readers' programs see it."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Collection, Locale, Page

from home.news.models import EventIndexPage, NewsIndexPage
from home.places.models import DocumentListPage, ListedCollection
from opendata.oparl.models import AgendaItem, Meeting, Organization, Paper, Person
from tests.alerts.conftest import make as make_alert
from tests.blocks import make_document
from tests.home.news import building
from tests.opendata.oparl.api.builders import council as make_council
from tests.readers import feeds

pytestmark = pytest.mark.django_db
BASE = Path(__file__).resolve().parent.parent
HOUSE = [BASE / name for name in ("site", "home", "services", "opendata", "search")]
KINDS = ("application/atom+xml", "application/rss+xml")
HOSTILE = 'Neues <Formular> & "Antrag" ]]> <b>fett</b>\x07'
SEEN = HOSTILE.replace("\x07", "")


# --- What there is -------------------------------------------------------------------------


def patterns(resolver, namespaces=()):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield ":".join([*namespaces, one.name or ""]), one.callback
        elif "admin" not in str(one.pattern):
            yield from patterns(one, [*namespaces, *filter(None, [one.namespace])])


def views_of_feeds() -> list[str]:
    """Names of all addresses whose views stand in a module called `feeds`, but JSON."""
    found = dict(patterns(get_resolver()))
    return sorted(
        name
        for name, view in found.items()
        if getattr(view, "__module__", "").endswith(".feeds") and not name.endswith("json")
    )


def pages_with_feeds() -> dict:
    """{page type: names of its feeds}"""
    found = {}
    for model in apps.get_models():
        if issubclass(model, RoutablePageMixin) and issubclass(model, Page):
            routes = {route.name for route in model.get_subpage_urls()}
            if own := routes & {"atom", "rss"}:
                found[model] = sorted(own)
    return found


# --- A city with an entry in each ----------------------------------------------------------


@pytest.fixture
def home(db):
    return building.make_home()


@pytest.fixture
def council(home):
    council = make_council()
    for model in (AgendaItem, Meeting, Organization, Paper, Person):
        model.objects.update(name=HOSTILE)
    return council


def of_views(council) -> dict[str, str]:
    """{name of the address: address}"""
    numbers = {
        "oparl_programs:organization_feed": council.board.pk,
        "oparl_programs:person_feed": council.person.pk,
        "oparl_programs:meeting_feed": council.meeting.pk,
    }
    query = {"oparl_programs:search_feed": "?jahr=2026"}
    return {
        name: reverse(name, args=[numbers[name]] if name in numbers else []) + query.get(name, "")
        for name in views_of_feeds()
    }


def _documents(home):
    page = building.add(home, DocumentListPage(title=HOSTILE, slug="satzungen"))
    collection = Collection.get_first_root_node().add_child(name=HOSTILE)
    make_document(HOSTILE, collection=collection)
    ListedCollection.objects.create(page=page, collection=collection)
    return page


# What an entry needs besides its title, where that is not enough.
NEEDED = {EventIndexPage: {"starts_on": date(2099, 1, 5)}}


def make_list(model, home):
    """A list of this type with an entry."""
    if model is DocumentListPage:
        return _documents(home)
    index = building.add(home, model(title=HOSTILE, slug=model.__name__.lower()))
    (entry,) = model.allowed_subpage_models()
    values = {"title": HOSTILE, "introduction": HOSTILE, **NEEDED.get(model, {})}
    building.add(index, entry(**values))
    return index


@pytest.fixture
def contents(client, council, home):
    """{address: content} of all feeds."""
    make_alert(HOSTILE, text="<p>Neues &lt;Formular&gt;</p>")
    addresses = list(of_views(council).values())
    for model, names in pages_with_feeds().items():
        page = make_list(model, home)
        addresses += [f"{page.url}{name}/" for name in names]
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response["Content-Type"].startswith(KINDS), address
        found[address] = response
    return {address: response.content for address, response in found.items()}


# --- The tests -----------------------------------------------------------------------------


def test_all_are_found():
    assert len(views_of_feeds()) >= 6
    assert len(pages_with_feeds()) >= 5


def test_nobody_else_writes_feeds():
    """`core.formats.feeds` is the one place: nobody takes Django's writers."""
    names = ("feedgenerator", "django.contrib.syndication")
    found = []
    for file in (file for folder in HOUSE for file in folder.rglob("*.py")):
        imports = [one for one in ast.walk(ast.parse(file.read_text())) if _imports(one)]
        if any(name in ast.unparse(one) for one in imports for name in names):
            found.append(file.relative_to(BASE))
    assert found == []


def _imports(node) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_each_fits_the_rules_of_rfc_4287(contents):
    found = {address: feeds.faults(one) for address, one in contents.items() if b"<rss" not in one}
    assert len(found) >= 10
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_the_rules_are_rules(contents):
    """A feed without an author, with a bare moment, with an id twice is refused."""
    content = next(one for address, one in contents.items() if "vorlagen.xml" in address).decode()
    begins = content.index("<author>")
    no_author = content[:begins] + content[content.index("</author>") + len("</author>") :]
    assert feeds.faults(no_author.encode())
    entry = content[content.index("<entry>") : content.index("</entry>") + len("</entry>")]
    assert feeds.faults(content.replace(entry, entry + entry).encode())
    assert feeds.faults(content.replace("+01:00", "").encode())
    assert feeds.faults(content.replace('type="text"', 'type="html"').encode())
    assert not feeds.faults(content.encode())


def test_each_has_an_id_of_its_own_that_stays(contents, client, django_capture_on_commit_callbacks):
    ids = {
        address: feeds.read(one).feed.id for address, one in contents.items() if b"<rss" not in one
    }
    assert len(set(ids.values())) == len(ids)
    # Redirects are made when a new name is committed.
    with django_capture_on_commit_callbacks(execute=True):
        for page in Page.objects.exclude(depth__lte=2).specific():
            page.title, page.slug = f"Anders {page.pk}", f"anders-{page.pk}"
            page.save_revision().publish()
    again = {address: client.get(address, follow=True) for address in ids}
    led_on = [one for one in again.values() if one.redirect_chain]
    assert len(led_on) >= len(pages_with_feeds())
    kept = {
        address: feeds.read(one.content).feed.id
        for address, one in again.items()
        if one.status_code == 200
    }
    assert kept == ids


def test_a_readers_program_sees_every_sign_that_was_typed(contents):
    unseen = {}
    for address, content in contents.items():
        read = feeds.read(content)
        assert read.entries, address
        assert read.feed.title
        assert read.feed.get("author") or read.entries[0].author, address
        titles = [entry.title for entry in read.entries]
        if not any(SEEN in title for title in titles):
            unseen[address] = titles
        for entry in read.entries:
            assert entry.link.startswith("http"), address
            assert entry.id.startswith("urn:uuid:"), address
    assert unseen == {}


def test_a_readers_program_sees_the_text_as_it_was_typed(contents):
    for address, content in contents.items():
        if "index" in address and b"<rss" not in content:
            assert SEEN in feeds.read(content).entries[0].summary
    alerts = next(one for address, one in contents.items() if "hinweise" in address)
    assert feeds.read(alerts).entries[0].summary == "Neues <Formular>"


def test_a_page_and_its_translation_are_two_feeds(home, client):
    index = make_list(NewsIndexPage, home)
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    other = index.copy_for_translation(english)
    other.save_revision().publish()
    one, two = (feeds.read(client.get(f"{page.url}atom/").content) for page in (index, other))
    assert one.feed.id != two.feed.id
    assert (one.feed.language, two.feed.language) == ("de", "en")


def test_an_empty_feed_is_one_too(client, home):
    building.make_list(home, NewsIndexPage)
    for address in ("/aktuelles/atom/", "/rat/feeds/vorlagen.xml", "/hinweise/feed.xml"):
        first = client.get(address).content
        assert feeds.faults(first) == []
        assert client.get(address).content == first
