"""`manage.py demo` makes the city once, and does again only what is not done."""

import os
import time

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from wagtail.models import Page, Site

from harvest.models import Run, Source
from home.models import HomePage, ImprintPage
from services.composing.layers import compose
from services.models import Service, Supplement
from stadttor.management.commands import demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def password_file(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "PASSWORD_FILE", tmp_path / "editor-password")
    return demo.PASSWORD_FILE


def test_the_whole_city_stands_and_a_second_call_changes_nothing(password_file):
    call_command("demo")
    home = HomePage.objects.get()
    site = Site.objects.get()
    assert site.root_page_id == home.pk
    assert site.is_default_site
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    runs = Run.objects.values_list("source__name", "status")
    assert sorted(runs) == [("demo", Run.Status.GOOD), ("rat", Run.Status.GOOD)]
    assert Service.objects.published().count() >= 250
    assert Service.objects.filter(featured=True).count() == len(demo.MOST_WANTED)

    call_command("demo")
    assert Run.objects.count() == Source.objects.count() == 2
    assert HomePage.objects.count() == Site.objects.count() == 1
    assert Supplement.objects.count() == len(demo.MOST_WANTED) + 2


def test_the_city_shows_what_editors_add(password_file):
    call_command("demo")
    assert Service.objects.published().filter(status=Service.Status.LIMITED).count() == 1
    own = Service.objects.published().get(source=None)
    page = compose(own)
    assert page.units and not own.missing_documents
    assert "Stadtrundgang" in page.synonyms


def test_the_footer_has_its_pages_and_what_editors_changed_stays(password_file):
    demo.make_home("Lindenfurt")
    home = HomePage.objects.get()
    demo.make_pages(home)
    imprint = ImprintPage.objects.get(slug="impressum")
    imprint.title = "Unser Impressum"
    imprint.save()
    demo.make_pages(home)
    slugs = set(home.get_children().live().values_list("slug", flat=True))
    assert {"impressum", "datenschutz", "barrierefreiheit", "kontakt"} <= slugs
    assert ImprintPage.objects.get(slug="impressum").title == "Unser Impressum"


def test_the_editor_may_sign_in_with_the_password_in_the_file(password_file):
    demo.make_editor()
    password = password_file.read_text()
    assert authenticate(username="redaktion", password=password).is_superuser
    assert oct(password_file.stat().st_mode)[-3:] == "600"
    demo.make_editor()
    assert password_file.read_text() == password


def test_a_lost_password_file_means_a_new_password(password_file):
    demo.make_editor()
    password_file.unlink()
    demo.make_editor()
    assert authenticate(username="redaktion", password=password_file.read_text())


def test_what_editors_changed_stays(password_file):
    demo.make_home("Lindenfurt")
    Site.objects.update(site_name="Neustadt")
    demo.make_home("Lindenfurt")
    assert Site.objects.get().site_name == "Neustadt"


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://127.0.0.1:8001", "127.0.0.1", 8001),
        ("https://www.example.org", "www.example.org", 443),
        ("http://www.example.org", "www.example.org", 80),
    ],
)
def test_the_site_knows_its_address(password_file, url, host, port):
    demo.make_home("Lindenfurt")
    demo.set_address(url)
    site = Site.objects.get()
    assert (site.hostname, site.port) == (host, port)


def test_only_a_newer_delivery_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "CATALOGUE", tmp_path)
    (tmp_path / "index.txt").write_text("")
    source = demo.make_source()
    assert not demo.is_up_to_date(source)
    Run.objects.create(source=source, trigger=Run.Trigger.COMMAND, status=Run.Status.FAILED)
    assert not demo.is_up_to_date(source)
    Run.objects.create(source=source, trigger=Run.Trigger.COMMAND, status=Run.Status.GOOD)
    assert demo.is_up_to_date(source)
    later = time.time() + 60
    os.utime(tmp_path / "index.txt", (later, later))
    assert not demo.is_up_to_date(source)
