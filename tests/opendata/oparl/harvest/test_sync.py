"""The harvest: what is delivered is published, what goes is withdrawn, and nothing else."""

import pytest
from django.utils import timezone

from harvest.models import Change, Run
from opendata.oparl.models import (
    MODELS,
    AgendaItem,
    Body,
    Consultation,
    File,
    ListWalk,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    PaperSummary,
    Person,
    RawObject,
)
from tests.opendata.oparl.harvest.harvesting import (
    at,
    from_now_on,
    harvest,
    live,
    outcome_of,
    source_at,
    state,
)

pytestmark = pytest.mark.django_db


# --- The first harvest ---------------------------------------------------------------------


def test_everything_that_the_council_has_is_published(server, source):
    report = harvest(source).report
    expected = {type: number for type, number in server.council.counts().items() if number}
    assert {type: live(type) for type in expected} == expected
    assert live("System") == 1
    assert report.created == sum(live(type) for type in MODELS)
    assert report.withdrawn == report.updated == report.held == 0


def test_the_old_version_brings_the_same_council(server, source, old_server, old_source):
    harvest(source)
    harvest(old_source)
    for type in ("Organization", "Person", "Membership", "Meeting", "AgendaItem", "Paper", "File"):
        rows = MODELS[type].objects
        assert rows.for_source(source).count() == rows.for_source(old_source).count() > 0
    named = Meeting.objects.get(url=old_server.id("meeting/1"))
    assert [item.order for item in named.agenda_item.all()] == list(
        range(named.agenda_item.count())
    )


def test_references_find_their_targets_in_order(server, source):
    harvest(source)
    paper = at(server, "paper/1")
    raw = server.raw("paper/1")
    assert paper.main_file.url == raw["mainFile"]["id"]
    assert [one.url for one in paper.auxiliary_file.all()] == [
        one["id"] for one in raw["auxiliaryFile"]
    ]
    assert {one.url for one in paper.consultation.all()} == {
        one["id"] for one in raw["consultation"]
    }
    assert paper.body == Body.objects.get()
    assert paper.consultation.first().meeting.name
    assert [one.url for one in at(server, "meeting/1").organization.all()] == server.raw(
        "meeting/1"
    )["organization"]
    assert at(server, "membership/1").person.name == server.raw("person/1")["name"]


def test_meetings_know_the_body_in_whose_list_they_stand(server, source):
    harvest(source)
    assert at(server, "meeting/1").body == Body.objects.get()


def test_the_raw_object_stays_beside_the_columns(server, source):
    server.council.objects["paper/1"]["STERNBERG:sortierung"] = 7
    harvest(source)
    paper = at(server, "paper/1")
    assert paper.delivered["STERNBERG:sortierung"] == 7
    assert paper.delivered["mainFile"] == server.raw("paper/1")["mainFile"]["id"]


# --- Nothing changes ----------------------------------------------------------------------


@pytest.mark.parametrize("full", [True, False])
def test_a_second_run_writes_nothing(server, source, full):
    harvest(source)
    before = {type: list(model.objects.values()) for type, model in MODELS.items()}
    raw = list(RawObject.objects.values())
    report = harvest(source, full=full).report
    assert {type: list(model.objects.values()) for type, model in MODELS.items()} == before
    assert list(RawObject.objects.values()) == raw
    assert (report.created, report.updated, report.withdrawn, report.changes) == (0, 0, 0, [])
    if full:
        assert report.unchanged == sum(live(type) for type in MODELS)


def test_new_timestamps_alone_are_no_change(server, source):
    harvest(source)
    from_now_on(server)
    for path in list(server.council.objects):
        server.council.touch(path, parents=False)
    report = harvest(source).report
    assert (report.created, report.updated) == (0, 0)


# --- Changes --------------------------------------------------------------------------------


def test_a_changed_paper_is_updated_and_the_change_is_told_field_by_field(server, source):
    harvest(source)
    pk = at(server, "paper/2").pk
    from_now_on(server)
    server.council.touch("paper/2", name="Ganz anders")
    report = harvest(source).report
    assert (report.created, report.updated, report.withdrawn) == (0, 1, 0)
    assert Paper.objects.get(pk=pk).name == "Ganz anders"
    change = Change.objects.get(object_kind="paper")
    assert change.action == Change.Action.UPDATED
    assert [(line["field"], line["new"]) for line in change.fields] == [("name", "Ganz anders")]


def test_incremental_runs_ask_only_for_what_has_changed(server, source):
    harvest(source)
    server.requests.clear()
    harvest(source)
    papers = [request for request in server.requests if request.path.endswith("/paper")]
    assert len(papers) == 1
    assert "modified_since" in papers[0].params


def test_a_consultation_that_changes_without_its_paper_is_seen(server, source):
    """Session: 154 of 343 real changes came without a bump of the paper's own time."""
    harvest(source)
    from_now_on(server)
    server.council.touch("consultation/1", parents=False, role="Vorberatung neu")
    harvest(source)
    assert at(server, "consultation/1").role == "Vorberatung neu"


def test_a_child_that_its_parent_embeds_no_more_goes(old_server, old_source):
    """1.0: agenda items may vanish without a tombstone."""
    harvest(old_source)
    row = at(old_server, "agendaitem/1")
    from_now_on(old_server)
    item = server_forgets(old_server, "agendaitem/1")
    report = harvest(old_source).report
    row.refresh_from_db()
    assert item and row.withdrawn_at
    assert report.by_kind["agenda_item"]["withdrawn"] == 1
    assert Meeting.objects.get(pk=row.meeting_id).withdrawn_at is None


def server_forgets(server, path):
    """The object disappears from its parent and has no address any more, without a tombstone."""
    stamp = server.council._tick()
    server.council._touch_parents(path, stamp)
    server.council.vanish(path)
    return path


def test_a_file_that_two_objects_embed_stays_while_one_does(old_server, old_source):
    shared = old_server.council.objects["paper/1"]["mainFile"]
    old_server.council.objects["paper/2"]["auxiliaryFile"] = [shared]
    harvest(old_source)
    from_now_on(old_server)
    old_server.council.delete("paper/1")
    harvest(old_source)
    assert at(old_server, "paper/1").withdrawn_at
    file = at(old_server, shared)
    assert file.is_published
    old_server.council.delete("paper/2")
    harvest(old_source)
    file.refresh_from_db()
    assert not file.is_published


# --- What goes ------------------------------------------------------------------------------


def test_a_tombstone_takes_the_children_along(server, source):
    harvest(source)
    paper = at(server, "paper/1")
    consultations = list(paper.consultation.values_list("pk", flat=True))
    files = [paper.main_file_id, *paper.auxiliary_file.values_list("pk", flat=True)]
    from_now_on(server)
    server.council.delete("paper/1")
    report = harvest(source).report
    paper.refresh_from_db()
    assert paper.withdrawn_at and not paper.restricted
    assert consultations and len(files) == 2
    assert not Consultation.objects.published().filter(pk__in=consultations).exists()
    assert not File.objects.published().filter(pk__in=files).exists()
    # Nothing that stays leads there.
    assert not AgendaItem.objects.filter(consultation__in=consultations).exists()
    assert Meeting.objects.published().count() == live("Meeting") == 6
    assert report.by_kind["paper"]["withdrawn"] == 1


def test_tombstones_in_unfiltered_lists_without_type_withdraw(old_server, old_source):
    old_server.switch_on("lists_tombstones", "tombstones_without_type")
    harvest(old_source)
    items = list(at(old_server, "meeting/1").agenda_item.values_list("pk", flat=True))
    from_now_on(old_server)
    old_server.council.delete("meeting/1")
    harvest(old_source, full=True)
    assert at(old_server, "meeting/1").withdrawn_at
    assert items and not AgendaItem.objects.published().filter(pk__in=items).exists()


@pytest.mark.parametrize(
    ("way", "restricted"), [("vanish", False), ("restrict", True)], ids=["404", "401"]
)
def test_what_a_whole_list_lacks_is_asked_for(server, source, way, restricted):
    harvest(source)
    getattr(server.council, way)("paper/3")
    harvest(source)
    assert at(server, "paper/3").is_published
    harvest(source, full=True)
    paper = at(server, "paper/3")
    assert paper.withdrawn_at
    assert paper.restricted is restricted


def test_what_is_missing_but_answers_is_kept(server, source):
    harvest(source)
    hidden = server.council.objects.pop("paper/3")
    server.say(
        {"id": server.id("paper/3"), "type": "https://schema.oparl.org/1.1/Paper", "name": "da"},
        "/oparl/v1/paper/3",
    )
    report = harvest(source, full=True).report
    assert at_url(server, "paper/3").is_published
    assert "missing_from_list" in report.warnings.counts
    assert hidden


def test_what_is_missing_stays_while_the_server_has_no_answer(server, source):
    harvest(source)
    server.council.vanish("paper/3")
    server.fail("/oparl/v1/paper/3", status=500)
    report = harvest(source, full=True).report
    assert at_url(server, "paper/3").is_published
    assert report.warnings.counts["not_answered"] >= 1


def at_url(server, path):
    return Paper.objects.get(url=server.id(path))


def test_what_comes_back_is_restored(server, source):
    harvest(source)
    kept = dict(server.council.objects)
    from_now_on(server)
    server.council.delete("paper/1")
    harvest(source)
    server.council.deleted.clear()
    server.council.objects = kept
    server.council.touch("paper/1")
    harvest(source, full=True)
    paper = at(server, "paper/1")
    assert paper.is_published
    assert paper.main_file.is_published
    assert paper.consultation.published().count() == len(kept["paper/1"]["consultation"])


def test_a_mass_withdrawal_is_held_and_can_be_released(server, source):
    harvest(source)
    before = state(source)
    from_now_on(server)
    for number in range(1, 9):
        server.council.delete(f"paper/{number}")
    outcome = outcome_of(source)
    assert outcome.run.status == Run.Status.HELD
    assert outcome.report.held == 8
    assert state(source) == before
    from harvest.runs import release

    released = release(outcome.run)
    assert released.run.status == Run.Status.GOOD
    assert live("Paper") == 4


# --- People ---------------------------------------------------------------------------------


def test_contact_data_are_not_kept_unless_the_source_opts_in(server, source):
    harvest(source)
    person = at(server, "person/4")
    assert (person.phone, person.email, person.gender, person.location) == ([], [], "", None)
    everything = "".join(RawObject.objects.values_list("content", flat=True)) + person.raw
    assert server.council.objects["person/4"]["email"][0] not in everything
    source.options = {"contact_data": True}
    source.save()
    harvest(source, full=True)
    person = at(server, "person/4")
    assert person.email == server.council.objects["person/4"]["email"]
    assert person.location.url == server.id("location/4")
    source.options = {}
    source.save()
    harvest(source, full=True)
    assert at(server, "person/4").email == []


def test_a_depublished_person_is_gone_in_the_same_run(server, source):
    harvest(source)
    name = server.council.objects["person/5"]["name"]
    server.council.restrict("person/5")
    harvest(source)
    person = at(server, "person/5")
    assert person.withdrawn_at and person.restricted
    assert (person.name, person.family_name, person.raw) == ("", "", "")
    assert not Membership.objects.published().filter(person=person).exists()
    assert not Change.objects.filter(label__contains=name).exists()
    assert name not in "".join(RawObject.objects.values_list("content", flat=True))


def test_a_depublished_person_goes_even_when_the_run_is_held(server, source):
    harvest(source)
    from_now_on(server)
    server.council.restrict("person/5")
    for number in range(1, 9):
        server.council.delete(f"paper/{number}")
    assert outcome_of(source).run.status == Run.Status.HELD
    assert at(server, "person/5").withdrawn_at
    assert live("Paper") == 12


def test_the_editors_own_fields_survive_every_run(server, source):
    harvest(source)
    paper = at(server, "paper/1")
    PaperSummary.objects.create(paper=paper, text="<p>Kurz gesagt</p>")
    from_now_on(server)
    server.council.touch("paper/1", name="Neu")
    harvest(source, full=True)
    server.council.delete("paper/1")
    harvest(source)
    assert PaperSummary.objects.get(paper=paper).text == "<p>Kurz gesagt</p>"


# --- Faults ---------------------------------------------------------------------------------


def test_a_page_that_fails_publishes_nothing_and_the_next_run_goes_on_there(server, source):
    server.per_page = 2
    server.fail("/oparl/v1/body/1/paper", after=3, times=5)
    assert outcome_of(source).run.status == Run.Status.FAILED
    assert not Paper.objects.exists() and not Body.objects.exists()
    stored = RawObject.objects.filter(object_type="Paper").count()
    assert stored == 6
    server.behave()
    server.requests.clear()
    harvest(source)
    assert live("Paper") == 12
    pages = [request.param("page", "1") for request in server.requests
             if request.path.endswith("body/1/paper")]  # fmt: skip
    assert "1" not in pages
    assert not [request for request in server.requests if request.path.endswith("body/1/meeting")]


def test_a_failing_child_list_is_a_warning(server, source):
    server.fail("/oparl/v1/body/1/file", status=500)
    report = harvest(source).report
    assert report.warnings.counts["list_unreachable"] == 1
    assert live("File") == 22
    assert ListWalk.objects.get(object_type="File").cursor is None


def test_cursors_advance_only_with_what_is_published(server, source):
    begin = timezone.now()
    harvest(source)
    cursors = list(ListWalk.objects.order_by("pk").values_list("cursor", flat=True))
    assert all(begin <= cursor <= timezone.now() for cursor in cursors)
    server.fail("/oparl/v1/body/1/paper", status=500)
    assert outcome_of(source).run.status == Run.Status.FAILED
    assert list(ListWalk.objects.order_by("pk").values_list("cursor", flat=True)) == cursors


def test_a_list_in_circles_withdraws_nothing(server, source):
    harvest(source)
    server.council.vanish("paper/3")
    server.switch_on("endless_pages", "no_totals")
    harvest(source, full=True)
    assert live("Paper") == 12


def test_a_dry_run_publishes_nothing_but_tells_what_would_change(server, source):
    report = harvest(source, dry_run=True).report
    assert report.created > 0
    assert not any(model.objects.exists() for model in MODELS.values())
    harvest(source)
    from_now_on(server)
    server.council.delete("paper/1")
    report = harvest(source, dry_run=True).report
    assert report.by_kind["paper"]["withdrawn"] == 1
    assert at(server, "paper/1").is_published
    harvest(source)
    assert not at(server, "paper/1").is_published


def test_one_bad_object_does_not_stop_the_others(server, source):
    server.council.objects["paper/1"]["name"] = {"de": "kein Text"}
    server.council.objects["paper/2"]["date"] = "2026-02-31"
    server.council.objects["meeting/1"]["start"] = 12
    report = harvest(source).report
    assert live("Paper") == 12
    assert {"wrong_type", "no_date"} <= set(report.warnings.counts)


def test_a_dangling_reference_waits_and_is_counted(server, source):
    item = server.council.objects["agendaitem/1"]
    kept = item["consultation"]
    item["consultation"] = "consultation/999"
    report = harvest(source).report
    row = at(server, "agendaitem/1")
    assert row.consultation is None and row.consultation_key
    issue = source.quality_issues.get(kind="dangling", object_type="AgendaItem")
    assert (issue.object_type, issue.prop, issue.url) == ("AgendaItem", "consultation", row.url)
    assert report.held == 0
    from_now_on(server)
    server.council.add("consultation/999", paper="paper/1", meeting="meeting/1", organization=[])
    harvest(source)
    row.refresh_from_db()
    assert row.consultation.url == server.id("consultation/999")
    assert not source.quality_issues.filter(kind="dangling").exists()
    assert kept


def test_only_the_wanted_body_is_read(server, source):
    harvest(source, part="https://anderswo.example/body/7")
    assert live("Body") == 1
    assert live("Paper") == 0
    harvest(source, part=server.id("body/1"))
    assert live("Paper") == 12


def test_two_sources_do_not_meet(server, source):
    harvest(source)
    other = source_at(server.system_url, name="zweite")
    harvest(other)
    assert Paper.objects.for_source(source).count() == Paper.objects.for_source(other).count() == 12
    assert {row.main_file.source_id for row in Paper.objects.for_source(other)} == {other.pk}


def test_ten_thousand_members_are_read(server, source):
    server.per_page = 2000
    server.council.crowd("organization/1", 2000)
    harvest(source)
    assert Organization.objects.get(url=server.id("organization/1")).membership.count() > 2000
    assert live("Person") == 2008


@pytest.mark.parametrize("named", [True, False])
def test_where_people_live_is_not_kept(server, source, named):
    home = server.council.add("location/44", streetAddress="Privatweg 7", locality="Lindenfurt")
    if named:
        server.council.objects[home]["persons"] = ["person/3"]
    else:
        server.council.objects["person/3"]["location"] = home
    harvest(source)
    assert not Location.objects.filter(url=server.id(home)).exists()
    assert not RawObject.objects.filter(content__contains="Privatweg").exists()
    assert not source.quality_issues.filter(kind="dangling").exists()
    report = harvest(source, full=True).report
    assert report.created == 0


def test_what_is_withdrawn_leaves_the_index(server, source):
    def entries():
        return {
            (type(row), row.pk)
            for model in (Paper, Person)
            for row in model.objects.all()
            if row.index_entries.exists()
        }

    harvest(source)
    paper, person = at(server, "paper/1"), at(server, "person/1")
    assert {(Paper, paper.pk), (Person, person.pk)} <= entries()
    from_now_on(server)
    server.council.delete("paper/1")
    server.council.vanish("person/1")
    harvest(source)
    assert not {(Paper, paper.pk), (Person, person.pk)} & entries()
    assert len(entries()) == live("Paper") + live("Person")
