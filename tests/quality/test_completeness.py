"""What content lacks: declared by type, kept as rows, told by office."""

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from home.models import HomePage, StandardPage
from quality import completeness
from quality.completeness import Check, is_empty
from quality.models import Gap
from services.models import Service
from tests import factories
from tests.blocks import make_document, make_picture
from tests.home import examples
from tests.pages import text_of
from tests.quality.watched import editor, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


@pytest.fixture
def declared():
    """What a test declares is forgotten after it."""
    before = dict(completeness._declared)
    yield
    completeness._declared.clear()
    completeness._declared.update(before)


def gaps_of(content):
    return {check.name for check in completeness.missing(content)}


def names():
    return set(Gap.objects.values_list("title", "check_name"))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "<p></p>",
        "<p><br/></p>",
        "<p>&nbsp;</p><ul><li></li></ul>",
        '<p data-block-key="x"> </p>',
        "k.A.",
        RichText("<p> </p>"),
        None,
    ],
)
def test_what_shows_nothing_is_empty(value):
    assert is_empty(value)


@pytest.mark.parametrize("value", ["a", "<p>Text</p>", RichText("<p>.5 Liter</p>")])
def test_what_can_be_read_is_not_empty(value):
    assert not is_empty(value)


def test_a_body_of_empty_paragraphs_counts_as_empty(home):
    assert gaps_of(page(home, "Leer", html="<p> </p>")) == {"body"}
    assert gaps_of(page(home, "Keine", html="")) == {"body"}
    assert gaps_of(page(home, "Voll")) == set()
    kept = StandardPage(title="Nur Dienste", introduction="Kurz.", owner_email="a@b.example")
    kept.body = [("services", {"heading": "", "services": [], "life_situation": None})]
    assert gaps_of(examples.add(home, kept)) == set()


def test_pages_without_anybody_who_answers_for_them(home):
    office = factories.UnitFactory()
    assert gaps_of(page(home, "Niemand", owner_email="")) == {"responsible"}
    assert gaps_of(page(home, "Amt", owner_email="", unit=office)) == set()


def test_pictures_need_a_decision_on_their_alternative_text(home):
    def with_picture(title, decorative, alt):
        image = make_picture()
        image.decorative, image.contextual_alt_text = decorative, alt
        text = StandardPage(title=title, introduction="Kurz.", owner_email="a@b.example")
        text.body = [("image", {"picture": image, "caption": ""})]
        return StandardPage.objects.get(pk=examples.add(home, text).pk)

    assert gaps_of(with_picture("Offen", False, "")) == {"alt"}
    assert gaps_of(with_picture("Schmuck", True, "")) == set()
    assert gaps_of(with_picture("Gesagt", False, "Das Rathaus")) == set()


def test_files_that_nobody_checked_and_pdfs_without_a_page(home):
    unchecked = make_document("Neu")
    good = make_document("Gut", accessible="yes")
    table = make_document("Tabelle", name="liste.csv", accessible="no")
    assert gaps_of(unchecked) == {"accessible", "html"}
    assert gaps_of(good) == set()
    assert gaps_of(table) == set()
    unchecked.accessible, unchecked.html_alternative = "no", home
    assert gaps_of(unchecked) == set()


def test_a_site_needs_imprint_privacy_and_statement(home):
    home = HomePage.objects.get(pk=home.pk)
    assert {"imprint", "privacy", "statement"} <= gaps_of(home)
    for legal in (examples.imprint(), examples.privacy(), examples.statement()):
        examples.add(home, legal)
    assert not {"imprint", "privacy", "statement"} & gaps_of(home)


def test_a_required_field_that_became_empty_is_told(home):
    imprint = examples.add(home, examples.imprint(owner_email="a@b.example"))
    assert "required" not in gaps_of(imprint)
    imprint.represented_by = "  "
    assert "required" in gaps_of(imprint)


def test_services_that_lack_something_are_told_with_their_name(home):
    factories.ServiceFactory(title="Halb", missing_fee=True, missing_unit=True)
    factories.ServiceFactory(title="Ganz")
    factories.ServiceFactory(title="Unsichtbar", missing_fee=True, visible=False)
    completeness.refresh_all()
    found = {pair for pair in names() if pair[1].startswith("service-")}
    assert found == {("Halb", "service-fee"), ("Halb", "service-unit")}


def test_gaps_follow_the_content(home):
    text = page(home, "Leer", html="")
    assert ("Leer", "body") in names()
    since = Gap.objects.get(title="Leer").since
    text.save_revision().publish()
    assert Gap.objects.get(title="Leer").since == since
    text.body = [examples.text("<p>Jetzt steht hier etwas.</p>")]
    text.save_revision().publish()
    assert ("Leer", "body") not in names()
    other = page(home, "Weg", html="")
    other.unpublish()
    assert ("Weg", "body") not in names()


def test_the_night_forgets_what_is_gone(home):
    gone = factories.ServiceFactory(missing_fee=True)
    completeness.refresh_all()
    assert Gap.objects.filter(check_name="service-fee").exists()
    Service.objects.filter(pk=gone.pk).delete()
    completeness.refresh_all()
    assert not Gap.objects.filter(check_name="service-fee").exists()


def test_an_app_may_declare_its_own(home, declared):
    completeness.register(StandardPage, Check("short", "too short", lambda page: True))
    completeness.register(StandardPage, Check("short", "shorter", lambda page: page.title == "A"))
    assert "short" in gaps_of(page(home, "A"))
    assert "short" not in gaps_of(page(home, "B"))
    assert completeness.labels()["short"] == "shorter"


def test_the_report_filters_by_office_and_exports(home, client):
    office = factories.UnitFactory(name="Steueramt")
    page(home, "Steuer", html="", unit=office)
    page(home, "Märkte", html="")
    client.force_login(editor())
    url = reverse("quality_gaps")
    shown = text_of(client.get(url, {"unit": office.pk}))
    assert "Steuer" in shown
    assert "Märkte" not in shown.split("Steueramt")[-1]
    csv = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    assert "Märkte" in csv
    assert client.get(url, {"unit": "x", "type": "9" * 30}).status_code == 200
