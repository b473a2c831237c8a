"""A council's run waits for a person when a committee, or one type of papers, would be emptied."""

import pytest

from harvest.models import Run
from opendata.oparl.models import Meeting, Paper
from tests.opendata.oparl.harvest.harvesting import from_now_on, harvest, live, outcome_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(server, source):
    """Of the papers three have a type of their own."""
    source.withdrawal_percent = 50
    source.save()
    for number in (1, 2, 3):
        server.council.touch(f"paper/{number}", paperType="Petition")
    harvest(source)
    from_now_on(server)
    return server


def delete(server, numbers):
    for number in numbers:
        server.council.delete(f"paper/{number}")


def test_all_papers_of_one_type_are_held_and_told(filled, source):
    before = live("Paper")
    delete(filled, (1, 2, 3))
    outcome = outcome_of(source)
    assert outcome.run.status == Run.Status.HELD
    assert any("Petition" in group and "3 von 3" in group for group in outcome.run.held_groups)
    assert live("Paper") == before


def test_some_of_them_go(filled, source):
    delete(filled, (1, 2))
    assert outcome_of(source).good
    assert Paper.objects.published().filter(paper_type="Petition").count() == 1


def test_all_meetings_of_one_committee_are_held(filled, source):
    names = Meeting.objects.published().values_list("organization__name", "url")
    by_name = {}
    for name, url in names:
        by_name.setdefault(name, []).append(url)
    name, urls = max(by_name.items(), key=lambda item: len(item[1]))
    assert len(urls) >= 3
    for url in urls:
        filled.council.delete(url.removeprefix(filled.id("")))
    outcome = outcome_of(source)
    assert outcome.run.status == Run.Status.HELD
    assert any(name in group for group in outcome.run.held_groups)
