"""Imprint and privacy notice: what the law wants is asked for, and shown."""

import pytest
from django.core.exceptions import ValidationError

from home.federal_states import STATES, own_state
from home.models import ImprintPage, PrivacyPage
from tests.home import examples
from tests.pages import links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


def missing(page, home):
    with pytest.raises(ValidationError) as error:
        home.add_child(instance=page)
    return set(error.value.error_dict)


class TestImprint:
    def test_shows_all_that_the_law_wants(self, client, home):
        examples.add(home, examples.imprint(vat_id="DE123456789", authority="Landkreis"))
        text = text_of(client.get("/impressum/"))
        for part in (
            "Stadt Lindenfurt",
            "Körperschaft des öffentlichen Rechts",
            "Wernstraße 24",
            "36999 Lindenfurt",
            "Bürgermeisterin Erika Beispiel",
            "Petra Muster",
            "DE123456789",
            "Landkreis",
        ):
            assert part in text

    def test_phone_and_mail_can_be_clicked(self, client, home):
        examples.add(home, examples.imprint())
        found = links(client.get("/impressum/"))
        assert found["06999 115-0"] == "tel:069991150"
        assert found["info@lindenfurt.example"] == "mailto:info@lindenfurt.example"

    def test_is_not_published_while_something_is_missing(self, home):
        page = ImprintPage(title="Impressum", slug="impressum", provider="Stadt")
        assert missing(page, home) == {
            "legal_form", "represented_by", "street", "postcode", "place", "phone", "email",
            "responsible",
        }  # fmt: skip

    def test_a_draft_may_be_incomplete(self, home):
        page = ImprintPage(title="Impressum", slug="impressum", live=False)
        home.add_child(instance=page)
        revision = page.save_revision(clean=False)
        with pytest.raises(ValidationError):
            revision.publish()
        page.refresh_from_db()
        assert not page.live

    def test_names_whoever_made_a_picture_once(self, client, home):
        for title in ("Markt", "Rathaus"):
            examples.picture(title, credit="Jana Beispiel", licence="CC BY 4.0")
        examples.picture("Brücke")
        page = examples.add(home, examples.imprint())
        credits = parse(client.get("/impressum/")).select(".credits li")
        assert [item.text for item in credits] == ["Jana Beispiel (CC BY 4.0)"]
        page.shows_credits = False
        page.save_revision().publish()
        assert not parse(client.get("/impressum/")).select(".credits")

    def test_tells_search_engines_the_address(self, client, home):
        examples.add(home, examples.imprint())
        organisation = schemas(client.get("/impressum/"))["WebPage"]["mainEntity"]
        assert organisation["address"]["postalCode"] == "36999"

    def test_there_is_one_for_each_site(self, home):
        examples.add(home, examples.imprint())
        assert not ImprintPage.can_create_at(home)


class TestPrivacy:
    def test_names_those_who_decide_and_those_who_watch(self, client, home):
        examples.add(home, examples.privacy())
        response = client.get("/datenschutz/")
        found = links(response)
        assert "Behördliche Datenschutzbeauftragte" in text_of(response)
        assert found["datenschutz@lindenfurt.example"]
        assert found[STATES["06"].privacy.name] == STATES["06"].privacy.url

    def test_names_every_right(self, client, home):
        examples.add(home, examples.privacy())
        rights = parse(client.get("/datenschutz/")).select("#rechte + .text li")
        for article in (15, 16, 17, 18, 20, 21, 7):
            assert any(f"Art. {article} " in item.text for item in rights), article

    def test_is_not_published_while_something_is_missing(self, home):
        page = PrivacyPage(title="Datenschutz", slug="datenschutz")
        expected = {"controller", "controller_address", "controller_email"}
        assert missing(page, home) == expected | {"officer", "officer_email", "land"}

    def test_the_own_state_is_known_from_the_area_key(self, settings):
        settings.STADTTOR_ARS = "073395004046"
        assert PrivacyPage().land == "07"
        settings.STADTTOR_ARS = "99"
        assert own_state() == ""


def test_every_state_has_an_authority_over_a_secure_address():
    assert len(STATES) == 16
    assert all(land.privacy.url.startswith("https://") for land in STATES.values())
