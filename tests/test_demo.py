"""`manage.py demo` makes the city once, and does again only what is not done."""

import os
import re
import time
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from accounts.groups import ROLES
from accounts.units import own_units
from alerts.models import Alert
from core.models import CityDocument, CityImage
from demo import catalogue, city, media, people, readers, tree
from demo.marks import day_of
from frame.models import HeaderFooter, Theme
from harvest.models import Run, Source
from home.blocks import PageBody
from home.forms.models import FormPage, Receipt, Submission
from home.models import BarrierReport, HomePage, ImprintPage, StandardPage
from home.news.models import EventPage, NewsPage, PublicNoticePage
from home.places.models import Place
from quality.models import ChangeRequest, Counted, DailyCount, Feedback, IgnoredHost, Link
from services.composing.layers import compose
from services.models import Service, Supplement
from submissions.receipts import is_number
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db
HREF = re.compile(r'<a [^>]*href="([^"#]+)')


@pytest.fixture(autouse=True)
def password_file(tmp_path, monkeypatch):
    monkeypatch.setattr(people, "PASSWORD_FILE", tmp_path / "editor-password")
    return people.PASSWORD_FILE


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_the_whole_city_stands_and_a_second_call_changes_nothing(client, admin_client):
    call_command("demo")
    the_city_stands()
    what_people_type_leads_on(client)
    the_pages_use_every_block()
    the_editors_have_figures_and_work(admin_client)
    no_link_is_dead(client, city.main_home(), "testserver")
    no_link_is_dead(client, HomePage.objects.get(slug="stadtwerke"), city.WORKS_HOST)
    call_command("check_two_clicks")

    before = counts()
    call_command("demo")
    assert counts() == before


def the_city_stands():
    home = city.main_home()
    site = Site.objects.get(is_default_site=True)
    assert site.root_page_id == home.pk
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert not Page.objects.filter(live=False).exists()
    runs = Run.objects.values_list("source__name", "status")
    assert sorted(runs) == [("demo", Run.Status.GOOD), ("rat", Run.Status.GOOD)]
    assert Service.objects.published().count() >= 250
    assert Service.objects.filter(featured=True).count() == len(catalogue.MOST_WANTED)
    assert Service.objects.published().filter(status=Service.Status.LIMITED).count() == 1
    own = Service.objects.published().get(source=None)
    page = compose(own)
    assert page.units and not own.missing_documents
    assert "Stadtrundgang" in page.synonyms
    found = [model.objects.live().count() for model in (NewsPage, EventPage, PublicNoticePage)]
    assert found == [8, 16, 6]
    assert Place.objects.count() == 36
    assert FormPage.objects.live().count() == 2
    assert Alert.objects.get().live
    english = home.get_translations().get(locale__language_code="en")
    assert english.get_descendants().live().count() == 3
    overdue = StandardPage.objects.filter(review_on__lte=day_of("0")).count()
    assert overdue == 1


def what_people_type_leads_on(client):
    answer = client.get("/stellenangebote/")
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).path == "/stadt-rathaus/stellenangebote/"


def the_pages_use_every_block():
    bodies = [page.specific.body for page in Page.objects.live() if hasattr(page.specific, "body")]
    used = {block.block_type for body in bodies if hasattr(body, "raw_data") for block in body}
    assert set(PageBody().child_blocks) <= used


def the_editors_have_figures_and_work(admin_client):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert not DailyCount.objects.filter(day__gt=yesterday).exists()
    assert DailyCount.objects.filter(day=yesterday, counted__kind="view").count() == 23
    not_found = Counted.objects.filter(kind="search", hits=0)
    assert set(not_found.values_list("key", flat=True)) == {"drohne", "abwrackprämie"}
    assert Feedback.objects.open().count() == 5
    assert not Feedback.objects.filter(text__contains="@").exists()
    assert [link.target for link in Link.objects.used().broken()] == [
        "https://tv-lindenfurt.example/silvesterlauf"
    ]
    assert Submission.objects.count() == 3
    assert all(is_number(receipt.number) for receipt in Receipt.objects.all())
    shown = admin_client.get("/admin/").content.decode()
    for name in ("wishes", "reviews", "remarks", "links", "nothing_found", "missing"):
        assert reverse(f"quality_{name}") in shown
    assert reverse("barrier_reports:index") in shown
    kitas = Page.objects.get(slug="kitas")
    edited = admin_client.get(reverse("wagtailadmin_pages:edit", args=[kitas.pk]))
    assert "Plätze für Zweijährige" in edited.content.decode()


def no_link_is_dead(client, home, host):
    """Every page of a site, and all that they link to on it."""
    site = home.get_site()
    pages = Page.objects.descendant_of(home, inclusive=True).live()
    known = {page.get_url(current_site=site) for page in pages}
    for page in sorted(known):
        answer = client.get(page, headers={"host": host})
        assert answer.status_code == 200, page
        for link in HREF.findall(answer.content.decode()):
            address = urlsplit(urljoin(page, link.replace("&amp;", "&")))
            if not address.netloc and address.path.startswith("/"):
                known.add(address.path)
    for path in sorted(known):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code in (200, 301, 302), path


def counts():
    models = (Page, Site, Source, Run, Supplement, Place, CityImage, CityDocument, Alert)
    work = (Feedback, ChangeRequest, BarrierReport, IgnoredHost, Link, Submission, Receipt)
    found = (*models, *work, HeaderFooter, Theme, get_user_model())
    words = Counted.objects.exclude(kind="view")
    return [*(model.objects.count() for model in found), words.count(), figures()]


def figures():
    """Sums of past days: what this test opens itself counts for today."""
    return DailyCount.objects.filter(day__lt=timezone.localdate()).aggregate(Sum("count"))


def test_figures_are_the_same_everywhere_and_lower_on_sundays():
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)
    assert readers.on_day(100, monday, 0) == readers.on_day(100, monday, 0)
    weeks = [
        [readers.on_day(100, day + timedelta(weeks=back), 0) for back in range(11)]
        for day in (monday, sunday)
    ]
    assert sum(weeks[0]) > 2 * sum(weeks[1])


def grow(*slugs):
    """The demo's pages of these slugs, which need no catalogue."""
    city.make_home("Lindenfurt")
    entries = [entry for entry in tree.read("pages") if entry["path"] in slugs]
    return tree.grow(city.main_home(), entries)


def test_what_editors_changed_stays_and_what_they_deleted_stays_away():
    assert len(grow("impressum", "datenschutz", "barrierefreiheit")) == 3
    imprint = ImprintPage.objects.get(slug="impressum")
    imprint.title = "Unser Impressum"
    imprint.save()
    Page.objects.get(slug="datenschutz").delete()
    assert grow("impressum", "datenschutz", "barrierefreiheit") == []
    assert ImprintPage.objects.get().title == "Unser Impressum"


def test_a_page_that_editors_moved_does_not_come_again(django_capture_on_commit_callbacks):
    grow("impressum")
    imprint = ImprintPage.objects.get()
    imprint.slug = "anbieter"
    with django_capture_on_commit_callbacks(execute=True):
        imprint.save_revision().publish()
    assert grow("impressum") == []


def test_what_editors_changed_of_the_site_stays():
    city.make_home("Lindenfurt")
    Site.objects.update(site_name="Neustadt")
    city.make_home("Lindenfurt")
    assert Site.objects.get().site_name == "Neustadt"


def test_a_picture_comes_into_the_library_once_with_its_credit():
    first = media.picture("stadttor")
    assert media.picture("stadttor") == first
    assert first.credit == media.CREDIT
    with pytest.raises(KeyError):
        media.picture("no-such-picture")


def test_every_picture_is_small_and_every_document_is_a_tagged_file():
    folder = settings.SITE_DIR / "demo" / "data"
    pictures = list((folder / "pictures").glob("*.webp"))
    assert len(pictures) == 16
    assert all(file.stat().st_size < 60_000 for file in pictures)
    documents = list((folder / "documents").glob("*.pdf"))
    assert len(documents) == 11
    assert all(b"/StructTreeRoot" in file.read_bytes() for file in documents)


@pytest.mark.parametrize("weekday", range(7))
def test_days_count_from_today_and_go_on_to_a_weekday(weekday):
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    day = day_of(f"14:{names[weekday]}")
    assert day.weekday() == weekday
    assert 0 <= (day - day_of("14")).days < 7


def test_the_editor_may_sign_in_with_the_password_in_the_file(password_file):
    people.make_editor()
    password = password_file.read_text()
    assert authenticate(username="redaktion", password=password).is_superuser
    assert oct(password_file.stat().st_mode)[-3:] == "600"
    people.make_editor()
    assert password_file.read_text() == password


def test_a_lost_password_file_means_a_new_password(password_file):
    people.make_editor()
    password_file.unlink()
    people.make_editor()
    assert authenticate(username="redaktion", password=password_file.read_text())


def test_on_request_there_is_a_user_of_every_role():
    call_command("setup_groups")
    users = people.make_users()
    assert [role for _name, role, _file in users] == [role.name for role in ROLES]
    for name, role, file in users:
        user = authenticate(username=name, password=file.read_text())
        assert [group.name for group in user.groups.all()] == [role]
        assert not user.is_superuser
    assert people.make_users() == users


def test_the_department_editor_writes_for_culture_and_leisure():
    call_command("setup_groups")
    culture = UnitFactory(external_id=people.DEPARTMENT)
    library, elsewhere = UnitFactory(parent=culture), UnitFactory()
    people.make_users()
    user = get_user_model().objects.get(username="fachredaktion-demo")
    assert own_units(user) == {culture.pk, library.pk}
    assert elsewhere.pk not in own_units(user)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://127.0.0.1:8001", "127.0.0.1", 8001),
        ("https://www.example.org", "www.example.org", 443),
        ("http://www.example.org", "www.example.org", 80),
    ],
)
def test_the_site_knows_its_address(url, host, port):
    city.make_home("Lindenfurt")
    city.set_address(url)
    site = Site.objects.get()
    assert (site.hostname, site.port) == (host, port)


def test_only_a_newer_delivery_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path)
    (tmp_path / "index.txt").write_text("")
    source = catalogue.make_source()
    assert not catalogue.is_up_to_date(source)
    Run.objects.create(source=source, trigger=Run.Trigger.COMMAND, status=Run.Status.FAILED)
    assert not catalogue.is_up_to_date(source)
    Run.objects.create(source=source, trigger=Run.Trigger.COMMAND, status=Run.Status.GOOD)
    assert catalogue.is_up_to_date(source)
    later = time.time() + 60
    os.utime(tmp_path / "index.txt", (later, later))
    assert not catalogue.is_up_to_date(source)
