"""The words of the site follow its documents, and hold nothing that is hidden."""

import pytest

from search import indexing, known
from services.models import Service
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def add(title):
    service = ServiceFactory(title=title)
    indexing.update([service])
    return service


def test_the_words_of_names_are_known():
    add("Hundesteuer anmelden")
    words = known.read()
    assert words.known.corrections("hundestuer")[0] == "hundesteuer"
    assert words.weigh("hundesteu") < words.weigh("zebra")


def test_what_is_hidden_corrects_nothing():
    service = add("Geheimdienst")
    Service.objects.filter(pk=service.pk).update(visible=False)
    assert "geheimdien" not in known.read().known


def test_they_are_read_again_when_documents_have_changed():
    known.forget()
    before = known.current()
    add("Zwergwacholder")
    assert known.current() is before
    assert "zwergwacholder" in known.refresh().known.counts
    assert known.refresh() is known.current()


def test_a_phrase_of_another_word_means_the_service():
    service = add("Hundesteuer anmelden")
    service.synonyms.create(term="Vierbeiner versteuern")
    site, _own = known.read().vocabularies
    assert site.meanings(("vierbein", "versteu"))[0].stems == ("hundesteu", "anmeld")
