"""Editors ask the search why it answers so."""

import pytest
from django.urls import reverse
from lxml import html

from search import indexing, known
from tests.factories import ServiceFactory, SynonymFactory
from tests.search.test_views import BAD_INPUT

pytestmark = pytest.mark.django_db


def rows(client, text):
    response = client.get(reverse("search_why"), {"q": text})
    assert response.status_code == 200
    tree = html.fromstring(response.content)
    return [
        (row.xpath("string(td[1]/a)"), " ".join(row.xpath("string(td[3])").split()))
        for row in tree.xpath("//main//tbody/tr")
    ]


def test_each_hit_tells_by_what_it_was_found(admin_client):
    direct = ServiceFactory(title="Hundesteuer anmelden")
    other = ServiceFactory(title="Tierabgabe entrichten und bezahlen")
    SynonymFactory(service=other, term="Hundesteuer")
    indexing.update([direct, other])
    known.forget()
    (first, why), *others = rows(admin_client, "hundesteuern quastenflosser")
    assert first == "Hundesteuer anmelden"
    assert "hundesteuern: hundesteu (das Wort selbst)" in why
    assert "Ein Wort ist nicht beantwortet." in why
    assert [title for title, _why in others] == [other.title]


def test_what_was_meant_is_told(admin_client):
    indexing.update([ServiceFactory(title="Personalausweis beantragen")])
    known.forget()
    answer = admin_client.get(reverse("search_why"), {"q": "personalauswais"}).content.decode()
    assert "Verstanden als „personalausweis“." in answer
    assert f"{reverse('quality_word')}?word=personalauswais" in answer


@pytest.mark.parametrize("text", BAD_INPUT)
def test_any_question_is_explained(admin_client, text):
    rows(admin_client, text)


def test_strangers_do_not_see_it(client, django_user_model):
    assert client.get(reverse("search_why")).status_code == 302
    client.force_login(django_user_model.objects.create_user("gast"))
    assert client.get(reverse("search_why")).status_code in (302, 403)
