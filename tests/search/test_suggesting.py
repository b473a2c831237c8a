"""/suche/vorschlaege says what the words typed so far may become."""

import pytest
from django.conf import settings

from search import indexing, known
from tests.factories import ServiceFactory, SynonymFactory, UnitFactory
from tests.search.test_views import BAD_INPUT

pytestmark = pytest.mark.django_db
SCRIPT = settings.BASE_DIR / "site" / "static" / "js" / "suggestions.js"


def suggested(client, text, prefix=""):
    response = client.get(f"{prefix}/suche/vorschlaege", {"q": text})
    assert response.status_code == 200
    return response.json()["suggestions"]


def titles(client, text):
    return [one["title"] for one in suggested(client, text)]


def index(*things):
    indexing.update(things)
    known.forget()


def test_the_beginning_of_a_word_is_enough(client):
    service = ServiceFactory(title="Hundesteuer anmelden")
    index(service, ServiceFactory(title="Reisepass beantragen"))
    index(ServiceFactory(title="Hunde halten"))
    first, *_others = suggested(client, "hundest")
    assert first == (
        {
            "title": "Hundesteuer anmelden",
            "url": service.get_absolute_url(),
            "kind": "Dienstleistungen",
            "language": "",
        }
    )


def test_services_come_first(client):
    index(UnitFactory(name="Hundeamt"), ServiceFactory(title="Anmeldung eines Hundes zur Steuer"))
    assert titles(client, "hund") == ["Anmeldung eines Hundes zur Steuer", "Hundeamt"]


def test_another_word_for_a_service_suggests_it(client):
    service = ServiceFactory(title="Personalausweis beantragen")
    SynonymFactory(service=service, term="Perso")
    index(service)
    assert titles(client, "perso") == ["Personalausweis beantragen"]


def test_there_are_few_and_each_name_once(client):
    index(*(ServiceFactory(title=f"Antrag {number}") for number in range(9)))
    index(*(ServiceFactory(title="Antrag Wohngeld") for _twice in range(2)))
    index(*(UnitFactory(name=f"Antragsstelle {number}") for number in range(9)))
    found = titles(client, "antrag")
    assert len(found) == len(set(found)) <= 8
    assert sum(one.startswith("Antragsstelle") for one in found) == 3


def test_what_is_hidden_is_not_suggested(client):
    service = ServiceFactory(title="Hundesteuer anmelden")
    index(service)
    type(service).objects.update(visible=False)
    assert titles(client, "hunde") == []


def test_one_sign_suggests_nothing(client):
    index(ServiceFactory(title="Hundesteuer anmelden"))
    assert titles(client, "h") == titles(client, "") == titles(client, "  h  ") == []


def test_an_english_page_is_answered_in_english(client):
    index(ServiceFactory(title="Hundesteuer anmelden"))
    (found,) = suggested(client, "hunde", prefix="/en")
    assert (found["kind"], found["language"]) == ("Services", "de")
    assert found["url"].startswith("/en/")


@pytest.mark.parametrize("text", BAD_INPUT)
def test_any_text_is_answered(client, text):
    index(ServiceFactory(title="Hundesteuer anmelden"))
    suggested(client, text)


def test_answers_are_kept_for_a_short_while_and_not_by_search_engines(client):
    response = client.get("/suche/vorschlaege", {"q": "hund"})
    assert "max-age=60" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_suggestions_cost_few_queries(client, django_assert_max_num_queries):
    index(*(ServiceFactory(title=f"Antrag {number}") for number in range(9)))
    titles(client, "antra")
    with django_assert_max_num_queries(12):
        titles(client, "antrag")


def test_every_field_of_the_search_knows_where_to_ask(client, home_page):
    for address in ("/", "/suche/", "/gibt-es-nicht/", "/dienstleistungen/"):
        page = client.get(address).content.decode()
        fields = page.count('name="q"')
        assert fields and page.count('data-suggestions="/suche/vorschlaege"') == fields, address


def test_the_script_is_small():
    assert SCRIPT.stat().st_size <= 4096
