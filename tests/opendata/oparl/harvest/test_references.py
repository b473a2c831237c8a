"""References that find their target later: their owner counts as changed, once, for programs."""

import pytest
from modelsearch.backends import get_search_backend

from opendata.oparl.models import MODELS, Meeting
from tests.opendata.oparl.harvest.harvesting import at, from_now_on, harvest, live

pytestmark = pytest.mark.django_db


def stamps() -> dict:
    return {
        row.url: row.changed_at
        for model in MODELS.values()
        for row in model.objects.only("url", "changed_at")
    }


def changed_since(before: dict) -> set[str]:
    return {url for url, moment in stamps().items() if before.get(url) != moment}


@pytest.mark.parametrize(
    ("owner", "prop", "target", "values"),
    [
        ("agendaitem/1", "consultation", "consultation/999", {"paper": "paper/2"}),
        ("paper/3", "relatedPaper", "paper/999", {"name": "Später"}),
    ],
)
def test_a_late_target_stamps_its_owner_once(server, source, owner, prop, target, values):
    told = [target] if prop == "relatedPaper" else target
    server.council.objects[owner][prop] = told
    harvest(source)
    before = stamps()
    from_now_on(server)
    server.council.add(target, **values)
    report = harvest(source).report
    assert {server.id(owner), server.id(target)} <= changed_since(before)
    assert report.created == 1
    after = stamps()
    harvest(source, full=True)
    assert changed_since(after) == set()


def test_a_late_reference_is_no_update_of_the_source(server, source):
    server.council.objects["agendaitem/1"]["consultation"] = "consultation/999"
    harvest(source)
    from_now_on(server)
    server.council.add("consultation/999", paper="paper/2", organization=[])
    report = harvest(source, full=True).report
    items = report.by_kind["agenda_item"]
    assert (items["updated"], items["unchanged"]) == (0, live("AgendaItem"))


def test_what_is_withdrawn_is_not_stamped(server, source):
    server.council.objects["agendaitem/1"]["consultation"] = "consultation/999"
    harvest(source)
    row = at(server, "agendaitem/1")
    type(row).objects.filter(pk=row.pk).update(withdrawn_at=row.changed_at)
    from_now_on(server)
    server.council.add("consultation/999", paper="paper/2", organization=[])
    harvest(source)
    before, moment = row.changed_at, at(server, "agendaitem/1").changed_at
    assert moment == before


def test_a_meeting_is_found_by_the_new_name_of_an_agenda_item(server, source):
    harvest(source)
    from_now_on(server)
    server.council.touch("agendaitem/1", name="Zwergwacholder am Ufer")
    harvest(source)
    found = get_search_backend().search("Zwergwacholder", Meeting.objects.all())
    assert [row.pk for row in found] == [at(server, "agendaitem/1").meeting_id]
