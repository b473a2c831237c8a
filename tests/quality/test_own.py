"""A department editor's front page and reports: the work of her own offices."""

import pytest
from django.urls import reverse

from accounts import groups
from accounts.models import Profile
from core.registries import worklist
from quality.links import storage
from quality.models import ChangeRequest, Counted, DailyCount
from tests import factories
from tests.home import examples
from tests.pages import parse, text_of
from tests.quality.watched import OWNER, days, editor, page

LATE = {"review_on": days(-3)}
REPORTS = ("quality_reviews", "quality_wishes", "quality_links", "quality_gaps")


@pytest.fixture
def home(db):
    return examples.make_home()


@pytest.fixture
def offices(db):
    """The tax office, with the collectors below it, and another one."""
    tax = factories.UnitFactory(name="Steueramt")
    return {
        "tax": tax,
        "collectors": factories.UnitFactory(name="Vollstreckung", parent=tax),
        "building": factories.UnitFactory(name="Bauamt"),
    }


@pytest.fixture
def texts(home, offices):
    """A late text of each office: a broken link, no introduction, and a wish."""
    found = {}
    for name, unit in offices.items():
        html = f'<p>Siehe <a href="/gibt-es-nicht-{name}/">hier</a>.</p>'
        one = page(home, f"Text {name}", html, unit=unit, introduction="", **LATE)
        storage.check_internal(storage.store_links(one))
        ChangeRequest.objects.create(content=one, title=one.title, address=OWNER, text="Neu.")
        found[name] = one
    return found


def department(*units):
    user = editor(groups.DEPARTMENT_EDITOR, "fach")
    Profile.objects.get_or_create(user=user)[0].units.set(units)
    return user


def waiting(rf, user):
    """{address: number} of what the front page names in the reports of this app."""
    request = rf.get("/")
    request.user = user
    addresses = {reverse(name) for name in REPORTS}
    return {
        item.url: item.count
        for _kind, items in worklist.waiting(request)
        for item in items
        if item.url.partition("?")[0] in addresses
    }


def test_the_front_page_names_the_work_of_ones_own_offices(rf, texts, offices):
    mine = waiting(rf, department(offices["tax"]))
    assert mine == {f"{reverse(name)}?unit=own": 2 for name in REPORTS}


def test_the_team_sees_the_work_of_all(rf, texts):
    assert waiting(rf, editor()) == {reverse(name): 3 for name in REPORTS}


def test_who_has_no_office_yet_has_no_work(rf, texts):
    assert waiting(rf, department()) == {}


@pytest.mark.parametrize("name", REPORTS)
def test_the_reports_list_what_the_front_page_counts(client, rf, texts, offices, name):
    user = department(offices["tax"])
    client.force_login(user)
    url = f"{reverse(name)}?unit=own"
    shown = text_of(client.get(url))
    assert "Text tax" in shown and "Text collectors" in shown
    assert "Text building" not in shown
    assert "Text building" in text_of(client.get(reverse(name)))
    csv = b"".join(client.get(f"{url}&export=csv").streaming_content).decode()
    assert csv.count("Text building") == 0
    assert len(csv.strip().splitlines()) == 1 + waiting(rf, user)[url]


@pytest.mark.parametrize("name", REPORTS)
def test_only_who_has_offices_is_offered_them(client, texts, offices, name):
    chosen = "select[name=unit] option[value=own]"
    client.force_login(editor())
    assert not parse(client.get(reverse(name))).select(chosen)
    client.force_login(department(offices["tax"]))
    assert parse(client.get(reverse(name))).select(chosen)


def test_what_readers_do_not_find_is_the_teams_work(rf, texts, offices):
    word = Counted.objects.create(
        kind=Counted.Kind.SEARCH, key="lastenrad", title="lastenrad", hits=0, last_day=days(0)
    )
    DailyCount.objects.create(counted=word, day=days(0), count=3)
    request = rf.get("/")
    request.user = editor()
    assert "usage" in {kind.name for kind, _items in worklist.waiting(request)}
    request.user = department(offices["tax"])
    assert "usage" not in {kind.name for kind, _items in worklist.waiting(request)}
