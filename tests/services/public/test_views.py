"""The catalogue's public pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.text.sorting import letter, sort_key
from services import modules, records
from services.composing.derive import refresh
from services.models import FormerSlug, Service
from tests import factories
from tests.pages import folded, links, parse, schemas, text_of

pytestmark = pytest.mark.django_db
ONLINE = [{"title": "Antrag", "url": "https://antrag.example/start", "action": "apply"}]


@pytest.fixture
def browse(client, settings):
    """Fetches a page with the frame already known, as every reader but the first does."""
    settings.LANGUAGE_CODE = "en"
    client.get("/gibt-es-nicht/")
    return client.get


def synonym(service, term):
    """Another word in the language that these tests read the pages in."""
    return factories.SynonymFactory(
        service=service, term=term, sort_key=sort_key(term), letter=letter(term), language="en"
    )


class TestIndex:
    def test_links_only_letters_that_lead_somewhere(self, browse):
        factories.ServiceFactory(title="Ölheizung anmelden")
        page = parse(browse("/dienstleistungen/"))
        linked = [item.text for item in page.select(".letters a")]
        assert linked == ["O"]
        assert len(page.select(".letters li")) == 26

    def test_a_letter_with_nothing_but_another_word_is_linked(self, browse):
        synonym(factories.ServiceFactory(title="Ausweis"), "Perso")
        page = parse(browse("/dienstleistungen/"))
        assert [item.text for item in page.select(".letters a")] == ["A", "P"]

    def test_shows_most_wanted_life_situations_and_departments(self, browse):
        factories.ServiceFactory(title="Reisepass", featured=True, online_links=ONLINE)
        factories.LifeSituationFactory(title="Umzug")
        factories.LifeSituationFactory(title="Unbenutzt", service_count=0)
        department = factories.UnitFactory(name="Ordnungsamt")
        section = factories.UnitFactory(name="Bürgerbüro", parent=department)
        factories.UnitFactory(name="Fundbüro", parent=section)
        found = links(browse("/dienstleistungen/"))
        assert found["Apply online : Reisepass"] == ONLINE[0]["url"]
        assert {"Reisepass", "Umzug", "Ordnungsamt", "Bürgerbüro"} <= found.keys()
        assert not {"Unbenutzt", "Fundbüro"} & found.keys()

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        factories.ServiceFactory.create_batch(5, featured=True)
        with django_assert_max_num_queries(6):
            browse("/dienstleistungen/")


class TestLetter:
    def test_merges_services_and_other_words_in_german_order(self, browse):
        factories.ServiceFactory(title="Ärztliche Bescheinigung")
        factories.ServiceFactory(title="Zulassung")
        synonym(factories.ServiceFactory(title="Anmeldung"), "Ablöse")
        synonym(factories.ServiceFactory(title="Personalausweis"), "Ausweis")
        rows = parse(browse("/dienstleistungen/a-z/a/")).select(".rows li")
        assert [folded(row) for row in rows] == [
            "Ablöse → see Anmeldung",
            "Anmeldung",
            "Ärztliche Bescheinigung",
            "Ausweis → see Personalausweis",
        ]

    def test_another_word_leads_to_its_service(self, browse):
        card = factories.ServiceFactory(title="Personalausweis beantragen")
        synonym(card, "Perso")
        assert links(browse("/dienstleistungen/a-z/p/"))["Personalausweis beantragen"] == (
            card.get_absolute_url()
        )

    def test_each_row_carries_its_ways_in(self, browse):
        two = [
            {"title": "Erster Antrag", "url": "https://antrag.example/1", "action": "apply"},
            {"title": "Verlust", "url": "https://antrag.example/2", "action": "report"},
        ]
        factories.ServiceFactory(title="Bafög", online_links=two)
        found = links(browse("/dienstleistungen/a-z/b/"), ".rows")
        assert found["Apply online : Erster Antrag"] == two[0]["url"]
        assert found["Report online : Verlust"] == two[1]["url"]

    def test_hidden_withdrawn_and_outdated_services_are_missing(self, browse):
        yesterday = timezone.localdate() - timedelta(days=1)
        tomorrow = timezone.localdate() + timedelta(days=1)
        factories.ServiceFactory(title="Hund 1", visible=False)
        factories.ServiceFactory(title="Hund 2", withdrawn_at=timezone.now())
        factories.ServiceFactory(title="Hund 3", valid_through=yesterday)
        synonym(factories.ServiceFactory(title="Tier 4", valid_from=tomorrow), "Hund 4")
        factories.ServiceFactory(title="Hund 5")
        assert [*links(browse("/dienstleistungen/a-z/h/"), ".rows")] == ["Hund 5"]

    def test_what_begins_with_no_letter_stands_under_its_own_sign(self, browse):
        factories.ServiceFactory(title="115 anrufen")
        assert "115 anrufen" in links(browse("/dienstleistungen/a-z/0/"), ".rows")
        assert links(browse("/dienstleistungen/"), ".letters")["#"].endswith("/a-z/0/")

    def test_an_empty_letter_says_so(self, browse):
        response = browse("/dienstleistungen/a-z/x/")
        assert response.status_code == 200
        assert "Nothing stands under this letter" in text_of(response)

    def test_signs_that_are_no_letters_are_not_found(self, browse):
        assert browse("/dienstleistungen/a-z/ä/").status_code == 404
        assert browse("/dienstleistungen/a-z/ab/").status_code == 404

    def test_costs_the_same_for_many_rows_and_a_row_is_small(
        self, browse, django_assert_max_num_queries
    ):
        few = len(browse("/dienstleistungen/a-z/m/").content)
        for number in range(60):
            service = factories.ServiceFactory(title=f"Meldung {number:03}", online_links=ONLINE)
            synonym(service, f"Melderegister {number:03}")
        with django_assert_max_num_queries(6):
            response = browse("/dienstleistungen/a-z/m/")
        assert (len(response.content) - few) / 120 <= 300


class TestTitles:
    def test_lists_every_word_for_the_filter(self, browse):
        card = factories.ServiceFactory(title="Ausweis")
        synonym(card, "Perso")
        words = browse("/dienstleistungen/a-z/titel.json").json()["words"]
        url = card.get_absolute_url()
        assert words == [
            ["Ausweis", url],
            ["Perso", url, "Ausweis"],
        ]


class TestLifeSituation:
    @pytest.fixture
    def family(self):
        family = factories.LifeSituationFactory(title="Familie", introduction="Rund ums Kind")
        birth = factories.LifeSituationFactory(title="Geburt", parent=family)
        early = factories.LifeSituationFactory(title="Vor der Geburt", parent=birth)
        factories.ServiceFactory(title="Kindergeld").life_situations.add(family)
        factories.ServiceFactory(title="Geburtsurkunde").life_situations.add(birth)
        factories.ServiceFactory(title="Mutterschutz").life_situations.add(early)
        return family

    def test_shows_its_services_and_those_of_its_branches(self, browse, family):
        found = links(browse(family.get_absolute_url()), ".rows")
        assert [*found] == ["Kindergeld", "Geburtsurkunde", "Mutterschutz"]

    def test_shows_the_way_back(self, browse, family):
        birth = family.children.get()
        found = links(browse(birth.get_absolute_url()), ".breadcrumb")
        assert found["Familie"] == family.get_absolute_url()

    def test_few_roots_make_way_for_what_is_below(self, browse):
        citizens = factories.LifeSituationFactory(title="Bürgerinnen und Bürger")
        factories.LifeSituationFactory(title="Geburt", parent=citizens)
        factories.LifeSituationFactory(title="Leer", parent=citizens, service_count=0)
        factories.LifeSituationFactory(title="Unternehmen")
        assert [*links(browse("/dienstleistungen/"), ".tiles")] == ["Geburt", "Unternehmen"]

    def test_is_gone_when_hidden(self, browse, family):
        family.hidden = True
        family.save()
        assert browse(family.get_absolute_url()).status_code == 410

    def test_costs_few_queries(self, browse, family, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            browse(family.get_absolute_url())


@pytest.fixture
def card():
    """A service with a text in three languages, fees, an office and a way in."""
    record = records.Service(
        ref=records.Ref(factories.AGENCY, "77"),
        fees=(
            records.Fee("fixed", "37.00", descriptions={"de": "ab 24 Jahren"}, prepayment=True),
            records.Fee("free", descriptions={"de": "Änderung"}),
        ),
        processing_times=(records.Period("2", "WOCHE", amount_to="3"),),
    )
    service = factories.ServiceFactory(
        title="Personalausweis beantragen",
        slug="personalausweis",
        external_id="77",
        leika_keys=["99086001012000"],
        record=records.dump(record).decode(),
        german_version={
            modules.TEASER: "Nur persönlich.",
            modules.FULL_TEXT: "<p>Ein <strong>Ausweis</strong>.</p>",
            modules.PROCEDURE: "<ol><li>Termin</li><li>Kommen</li></ol>",
            modules.LEGAL_BASIS: "<p>PAuswG</p>",
        },
    )
    factories.VersionFactory(service=service, language="en", title="Identity card")
    factories.VersionFactory(service=service, language="de-LS", title="Ihr Ausweis")
    office = factories.UnitFactory(name="Bürgerbüro")
    factories.HoursFactory(unit=office)
    factories.AddressFactory(unit=office)
    factories.ChannelFactory(unit=office)
    online = factories.OnlineServiceFactory(identification=["BundID"], payment_methods=["PayPal"])
    form = factories.FormFactory(title="Zustimmung")
    for holder in ({"unit": office}, {"online_service": online}, {"form": form}):
        factories.ResponsibilityFactory(service=service, **holder)
    return service


class TestService:
    def test_shows_what_citizens_need(self, browse, card):
        text = text_of(browse(card.get_absolute_url()))
        for part in (
            "Nur persönlich.",
            "ab 24 Jahren to be paid in advance",
            "€37.00",
            "free of charge",
            "2 to 3 weeks",
            "Bürgerbüro",
            "Am Stadttor 1",
            "BundID",
            "PayPal",
            "Zustimmung (PDF)",
            "Source: Landeskatalog",
            "99086001012000",
        ):
            assert part in text

    def test_money_is_written_the_german_way(self, client, card):
        assert "37,00\xa0€" in client.get(card.get_absolute_url()).content.decode()

    def test_the_way_in_comes_before_the_form_and_both_before_the_text(self, browse, card):
        text = text_of(browse(card.get_absolute_url()))
        positions = [
            text.index(part) for part in ("Apply online", "Zustimmung", "Ein Ausweis .", "PAuswG")
        ]
        assert positions == sorted(positions)

    def test_every_entry_of_the_contents_leads_to_a_section(self, browse, card):
        page = parse(browse(card.get_absolute_url()))
        anchors = [link["href"] for link in page.select(".toc a")]
        assert "#stelle" in anchors
        assert all(page.select(f"section{anchor}") for anchor in anchors)

    def test_has_one_heading_of_the_first_level_and_no_double_ids(self, browse, card):
        page = parse(browse(card.get_absolute_url()))
        assert len(page.select("h1")) == 1
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_tells_search_engines(self, browse, card):
        found = schemas(browse(card.get_absolute_url()))
        service = found["GovernmentService"]
        assert service["name"] == "Personalausweis beantragen"
        assert service["provider"][0]["name"] == "Bürgerbüro"
        assert service["provider"][0]["openingHoursSpecification"][0]["opens"] == "08:00"
        assert [offer["price"] for offer in service["offers"]] == ["37.00", "0"]
        assert len(found["BreadcrumbList"]["itemListElement"]) == 3

    def test_a_text_cannot_break_out_of_the_structured_data(self, browse, card):
        evil = "</script><script>alert(1)</script>"
        unit = factories.UnitFactory(name=f"Amt {evil}", slug="boese")
        factories.ResponsibilityFactory(service=card, unit=unit)
        response = browse(card.get_absolute_url())
        assert b"<script>alert" not in response.content
        offices = schemas(response)["GovernmentService"]["provider"]
        assert f"Amt {evil}" in [office["name"] for office in offices]

    def test_speaks_english_where_there_is_an_english_text(self, client, card):
        refresh([card.pk])  # as after every sync: the service knows its languages
        card.refresh_from_db()
        address = f"/en{card.get_absolute_url()}"
        page = parse(client.get(address))
        assert page.html["lang"] == "en"
        assert page.h1.text == "Identity card"
        [shared] = page.select("meta[property='og:url']")
        assert shared["content"].endswith(address)
        # The address that it once had.
        old = client.get(address.removeprefix("/en"), {"sprache": "en"})
        assert (old.status_code, old["Location"]) == (301, address)
        assert page.select_one("link[rel=canonical]")["href"] == shared["content"]

    def test_plain_language_has_a_page_of_its_own(self, client, card):
        page = parse(client.get(card.get_absolute_url(), {"sprache": "de-LS"}))
        assert "easy" in page.body["class"]
        assert page.h1.text == "Ihr Ausweis"
        assert not page.select(".toc")

    def test_a_foreign_text_names_its_language_and_direction(self, client, card):
        factories.VersionFactory(service=card, language="ar", title="بطاقة")
        article = parse(client.get(card.get_absolute_url(), {"sprache": "ar"})).article
        assert (article["lang"], article["dir"]) == ("ar", "rtl")

    def test_an_unknown_language_leads_to_the_german_page(self, client, card):
        response = client.get(card.get_absolute_url(), {"sprache": "tlh"})
        assert (response.status_code, response["Location"]) == (302, card.get_absolute_url())

    def test_names_its_other_languages(self, browse, card):
        page = parse(browse(card.get_absolute_url()))
        tags = [link["hreflang"] for link in page.select("link[rel=alternate]")]
        assert tags == ["de", "de-x-simple", "en"]

    def test_says_when_it_is_not_available_why_and_how_long(self, browse, card):
        until = timezone.localdate() + timedelta(days=3)
        card.own_layer = {
            "status": Service.Status.UNAVAILABLE,
            "status_reason": "Umbau",
            "status_until": until.isoformat(),
        }
        card.save()
        text = text_of(browse(card.get_absolute_url()))
        assert "Currently not available Umbau Expected until" in text

    def test_costs_few_queries(self, browse, card, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            browse(card.get_absolute_url())

    def test_is_kept_for_a_minute_and_then_asked_for_by_its_tag(self, client, card):
        first = client.get(card.get_absolute_url())
        assert "public" in first["Cache-Control"]
        assert "max-age=60" in first["Cache-Control"]
        second = client.get(card.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
        assert second.status_code == 304

    def test_the_foreign_browser_gets_the_same_page(self, client, card):
        german = client.get(card.get_absolute_url())
        english = client.get(card.get_absolute_url(), headers={"Accept-Language": "en"})
        assert german.content == english.content
        assert "Accept-Language" not in english.get("Vary", "")


class TestAddresses:
    def test_a_former_address_leads_to_todays_for_ever(self, client, card):
        FormerSlug.objects.create(slug="perso", service=card)
        response = client.get("/dienstleistungen/perso/")
        assert (response.status_code, response["Location"]) == (301, card.get_absolute_url())

    def test_the_permanent_address_leads_to_todays(self, client, card):
        response = client.get(f"/dienstleistungen/id/{card.agency}_{card.external_id}/")
        assert (response.status_code, response["Location"]) == (302, card.get_absolute_url())

    @pytest.mark.parametrize(
        ("agency", "external_id"), [("L_1", "2"), ("L", "1_2"), ("L1", "urn/x")]
    )
    def test_identifiers_may_hold_any_sign(self, client, agency, external_id):
        service = factories.ServiceFactory(agency=agency, external_id=external_id)
        response = client.get(reverse("services:permalink", args=[f"{agency}_{external_id}"]))
        assert response["Location"] == service.get_absolute_url()

    @pytest.mark.parametrize("key", ["L999901_0", "ohne-trenner", "_", "_7"])
    def test_unknown_identifiers_are_not_found(self, client, card, key):
        assert client.get(f"/dienstleistungen/id/{key}/").status_code == 404

    def test_the_permanent_address_prefers_what_is_live(self, client):
        source = factories.SourceFactory(name="alt")
        factories.ServiceFactory(source=source, external_id="5", withdrawn_at=timezone.now())
        live = factories.ServiceFactory(external_id="5")
        response = client.get(f"/dienstleistungen/id/{live.agency}_5/")
        assert response["Location"] == live.get_absolute_url()

    def test_hidden_services_are_not_found(self, client):
        service = factories.ServiceFactory(visible=False)
        assert client.get(service.get_absolute_url()).status_code == 404

    def test_services_of_tomorrow_are_not_found_today(self, client):
        tomorrow = timezone.localdate() + timedelta(days=1)
        service = factories.ServiceFactory(valid_from=tomorrow)
        assert client.get(service.get_absolute_url()).status_code == 404

    def test_writing_is_refused(self, client, card):
        assert client.post(card.get_absolute_url()).status_code == 405


class TestGone:
    @pytest.mark.parametrize(
        "fields",
        [
            {"withdrawn_at": timezone.now()},
            {"valid_through": timezone.localdate() - timedelta(days=2)},
        ],
    )
    def test_what_is_over_answers_410_with_a_way_on(self, browse, fields):
        gone = factories.ServiceFactory(title="Kinderreisepass beantragen", **fields)
        factories.ServiceFactory(title="Kinderreisepass: Ersatz")
        response = browse(gone.get_absolute_url())
        assert response.status_code == 410
        found = links(response)
        assert "Kinderreisepass: Ersatz" in found
        assert found["K"] == "/dienstleistungen/a-z/k/"
        assert parse(response).select("main input[type=search]")

    def test_the_same_key_is_the_nearest(self, browse):
        gone = factories.ServiceFactory(
            title="Hundesteuer", withdrawn_at=timezone.now(), leika_keys=["99102013000000"]
        )
        factories.ServiceFactory(title="Abgabe für Tiere", leika_keys=["99102013000000"])
        assert "Abgabe für Tiere" in links(browse(gone.get_absolute_url()))

    def test_it_is_not_indexed(self, browse):
        gone = factories.ServiceFactory(withdrawn_at=timezone.now())
        page = parse(browse(gone.get_absolute_url()))
        assert page.select_one("meta[name=robots]")["content"] == "noindex"
        assert not page.select("link[rel=canonical], meta[property='og:url']")


def test_no_public_page_sets_a_cookie(client, card):
    for path in (
        "/dienstleistungen/",
        "/dienstleistungen/a-z/p/",
        card.get_absolute_url(),
        "/gibt-es-nicht/",
    ):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_the_sitemap_names_what_is_published(client, card):
    hidden = factories.ServiceFactory(visible=False)
    text = client.get("/sitemap.xml").content.decode()
    assert card.get_absolute_url() in text
    assert hidden.get_absolute_url() not in text
