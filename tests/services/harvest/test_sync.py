"""The sync: what it creates, compares, withdraws, holds, and never touches."""

import dataclasses
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import OpeningHoursException, OrganisationalUnit
from harvest.models import Source
from outbound.errors import SourceUnavailable
from services import records
from services.composing.layers import compose
from services.harvest.sync import sync
from services.models import (
    Fee,
    LifeSituation,
    OnlineService,
    Responsibility,
    Service,
    ServiceVersion,
    Supplement,
    Synonym,
)
from tests.services.records.builders import delivery, job, ref, responsibility, service, unit

pytestmark = pytest.mark.django_db
ALL = ("service", "unit", "responsibility", "online_service")


@pytest.fixture
def source():
    return Source.objects.create(name="state", title="State", kind="xzufi")


def bring(source, *items, complete=(), **wishes):
    return sync(delivery(*items, complete=complete), job(source, **wishes))


def test_a_new_service_gets_title_letter_slug_and_versions(source):
    record = dataclasses.replace(
        service(1, "Ämterlotse  nutzen", modules=[("24", "<p>Kurz gesagt.</p>")]),
        leika_keys=("99000000000001",),
    )
    report = bring(source, record)
    found = Service.objects.get()
    assert (report.created, report.updated, report.unchanged) == (1, 0, 0)
    assert (found.letter, found.slug) == ("A", "aemterlotse-nutzen")
    assert found.teaser == "Kurz gesagt."
    assert found.leika_keys == ["99000000000001"]
    assert ServiceVersion.objects.get().modules["24"]["html"] == "<p>Kurz gesagt.</p>"


def test_a_second_run_writes_nothing(source):
    items = [unit(1), service(1), responsibility(1, ref(1), ref(1))]
    bring(source, *items, complete=ALL)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = bring(source, *items, complete=ALL)
    written = [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []
    assert (report.created, report.updated, report.unchanged) == (0, 0, 3)


def test_timestamps_alone_are_no_change(source):
    first = dataclasses.replace(service(1), updated_at=datetime(2025, 1, 1, tzinfo=UTC))
    bring(source, first)
    report = bring(source, dataclasses.replace(first, updated_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert report.unchanged == 1


def test_the_same_id_of_two_agencies_is_two_services(source):
    bring(source, service(8965800, "Schulpflicht"), service(8965800, "Verbraucher", agency="L2"))
    assert Service.objects.count() == 2


def test_equal_titles_get_different_addresses(source):
    bring(source, service(1, "Wohngeld"), service(2, "Wohngeld"))
    assert set(Service.objects.values_list("slug", flat=True)) == {"wohngeld", "wohngeld-2"}


def test_a_title_of_340_characters_with_tabs_is_kept_whole(source):
    title = "Anzeige\tüber • " + "sehr lange Dinge " * 20
    bring(source, service(1, title))
    found = Service.objects.get()
    assert len(found.title) >= 300 and "\t" not in found.title
    assert len(found.slug) <= 100


def test_references_may_come_before_what_they_point_to(source):
    bring(source, responsibility(1, ref(1), ref(1), role="01"), service(1), unit(1, "Bürgerbüro"))
    page = compose(Service.objects.get())
    assert [item.unit.name for item in page.units] == ["Bürgerbüro"]


def test_a_dangling_responsibility_waits_and_is_reported_then_finds_its_service(source):
    report = bring(source, unit(1), responsibility(1, ref(1), ref(77)))
    assert report.warnings.counts["waiting_responsibility"] == 1
    bring(source, service(77))
    assert Responsibility.objects.get().service == Service.objects.get()
    assert not Service.objects.get().missing_unit


def test_what_a_complete_listing_lacks_is_withdrawn_not_deleted(source):
    bring(source, *(service(number) for number in range(20)), complete=["service"])
    report = bring(source, *(service(number) for number in range(1, 20)), complete=["service"])
    assert report.withdrawn == 1
    assert Service.objects.count() == 20
    assert Service.objects.published().count() == 19


def test_an_incomplete_delivery_withdraws_nothing(source):
    bring(source, service(1), service(2))
    report = bring(source, service(1))
    assert report.withdrawn == 0 and Service.objects.published().count() == 2


def test_half_a_catalogue_missing_is_held_and_nothing_is_written(source):
    bring(source, *(service(number) for number in range(40)), complete=["service"])
    items = [service(number) for number in range(20)] + [service(99, "Neu")]
    report = bring(source, *items, complete=["service"])
    assert report.held == 20 and report.created == 0
    assert Service.objects.published().count() == 40
    assert {change.action for change in report.changes} == {"withdrawn"}


def test_a_released_run_withdraws_what_was_held(source):
    bring(source, *(service(number) for number in range(40)), complete=["service"])
    items = [service(number) for number in range(20)]
    report = bring(source, *items, complete=["service"], release_up_to=20)
    assert (report.held, report.withdrawn) == (0, 20)


def test_an_empty_complete_listing_is_held(source):
    bring(source, *(service(number) for number in range(8)), complete=["service"])
    assert bring(source, complete=["service"]).held == 8


def test_an_explicit_delete_withdraws_and_a_later_delivery_restores(source):
    bring(source, service(1))
    assert bring(source, records.Delete("service", ref(1))).withdrawn == 1
    assert Service.objects.published().count() == 0
    assert bring(source, service(1)).updated == 1
    assert Service.objects.published().count() == 1


def test_a_deleted_responsibility_goes_for_all_its_areas(source):
    rows = [responsibility(f"1{part}", ref(1), ref(1)) for part in ("", "#06", "#07")]
    bring(source, unit(1), service(1), *rows)
    assert bring(source, records.Delete("responsibility", ref("z1"))).withdrawn == 3


def test_forms_that_the_documents_refer_to_are_offered(source):
    link = records.Link("https://x.example/antrag.pdf", "Antrag")
    form = records.Form(ref=ref("f1"), names={"de": "Antrag"}, links=(link,))
    bring(source, dataclasses.replace(service(1), forms=(ref("f1"),)), form)
    assert [form.file_type for form in compose(Service.objects.get()).forms] == ["PDF"]


def test_a_new_date_with_the_same_content_is_noted_for_the_next_run(source):
    bring(source, service(1))
    again = delivery(service(1))
    again.fingerprints = {("service", ref(1).key): "new"}
    assert sync(again, job(source)).unchanged == 1
    assert Service.objects.get().fingerprint == "new"


def test_a_delete_for_something_never_seen_is_a_warning(source):
    report = bring(source, records.Delete("service", ref(404)))
    assert report.warnings.counts["delete_for_unknown"] == 1


def test_within_one_delivery_the_last_word_counts(source):
    bring(source, records.Delete("service", ref(1)), service(1, "Alt"), service(1, "Neu"))
    assert Service.objects.get().title == "Neu"


def test_seen_records_stay_and_count_as_unchanged(source):
    bring(source, service(1), service(2))
    report = bring(
        source, records.Seen("service", ref(1)), service(2, "Anders"), complete=["service"]
    )
    assert (report.unchanged, report.updated, report.withdrawn) == (1, 1, 0)


def test_a_failing_source_leaves_the_catalogue_of_before(source):
    bring(source, service(1, "Alt"))

    def torn():
        yield service(1, "Neu")
        raise SourceUnavailable("gone")

    with pytest.raises(SourceUnavailable):
        sync(dataclasses.replace(delivery(), records=torn()), job(source))
    assert Service.objects.get().title == "Alt"


def test_a_dry_run_tells_and_writes_nothing(source):
    bring(source, service(1, "Alt"))
    report = bring(source, service(1, "Neu"), service(2), dry_run=True)
    assert (report.created, report.updated) == (1, 1)
    assert Service.objects.get().title == "Alt"


def test_a_changed_fee_is_told_as_a_field(source):
    old = service(1, fees=(records.Fee("fixed", amount="28.80"),))
    bring(source, old)
    report = bring(source, dataclasses.replace(old, fees=(records.Fee("fixed", amount="37.00"),)))
    (change,) = report.changes
    (field,) = change.fields
    assert (field["old"], field["new"]) == ("28.80", "37.00")
    assert Fee.objects.get().amount == Decimal("37.00")


def test_a_new_title_moves_the_address_and_keeps_the_old_one(source):
    bring(source, service(1, "Hund anmelden"))
    bring(source, service(1, "Hundesteuer anmelden"))
    found = Service.objects.get()
    assert found.slug == "hundesteuer-anmelden"
    assert [former.slug for former in found.former_slugs.all()] == ["hund-anmelden"]


def test_an_address_once_used_is_never_given_away(source):
    bring(source, service(1, "Hund anmelden"))
    bring(source, service(1, "Hundesteuer anmelden"))
    bring(source, service(2, "Hund anmelden"))
    assert Service.objects.get(external_id="2").slug == "hund-anmelden-2"


def test_only_what_concerns_the_area_is_taken(source):
    source.area = "069990001001"
    report = bring(
        source,
        service(1, areas=("069990001001",)),
        service(2, areas=("060000000000",)),
        service(3, areas=("073355001203",)),
        service(4),
    )
    assert set(Service.objects.values_list("external_id", flat=True)) == {"1", "2", "4"}
    assert report.warnings.counts["outside_area"] == 1


def test_online_services_reach_the_list_row_with_the_area_filled_in(source, settings):
    settings.STADTTOR_ARS = "069990001001"
    online = records.OnlineService(
        ref=ref("o1"),
        names={"de": "Antrag"},
        links=(records.OnlineLink("https://x.example/?ars={ars}", "de"),),
    )
    bring(source, service(1), online, responsibility(1, ref("o1"), ref(1), kind="online_service"))
    url = "https://x.example/?ars=069990001001"
    assert Service.objects.get().online_links == [
        {"title": "Antrag", "url": url, "action": "apply"}
    ]


def test_a_withdrawn_online_service_leaves_the_list_row(source):
    online = records.OnlineService(
        ref=ref("o1"), names={"de": "Antrag"}, links=(records.OnlineLink("https://x.example/"),)
    )
    bring(source, service(1), online, responsibility(1, ref("o1"), ref(1), kind="online_service"))
    bring(source, records.Delete("online_service", ref("o1")))
    assert OnlineService.objects.get().withdrawn_at
    assert Service.objects.get().online_links == []


def test_a_script_as_online_link_never_becomes_a_link(source):
    online = records.OnlineService(
        ref=ref("o1"), names={"de": "x"}, links=(records.OnlineLink("javascript:alert(1)"),)
    )
    bring(source, service(1), online, responsibility(1, ref("o1"), ref(1), kind="online_service"))
    assert Service.objects.get().online_links == []


def test_synonyms_are_each_kept_once(source):
    words = ("Perso", "perso", "Ausweis")
    bring(source, service(1, synonyms=tuple(records.Synonym(word) for word in words)))
    assert [synonym.term for synonym in Synonym.objects.all()] == ["Ausweis", "Perso"]


def test_life_situations_form_a_tree_and_count_their_services(source):
    child = records.Category("lagen", "2", {"de": "Umzug"}, parent_id="1")
    parent = records.Category("lagen", "1", {"de": "Wohnen"})
    bring(source, service(1, categories=(child, parent)), service(2, categories=(parent,)))
    counts = dict(LifeSituation.objects.values_list("title", "service_count"))
    assert counts == {"Umzug": 1, "Wohnen": 2}
    assert LifeSituation.objects.get(title="Umzug").parent.title == "Wohnen"


def test_life_situations_that_bite_their_tail_do_no_harm(source):
    one = records.Category("lagen", "1", {"de": "Eins"}, parent_id="2")
    two = records.Category("lagen", "2", {"de": "Zwei"}, parent_id="1")
    bring(source, service(1, categories=(one, two)))
    assert LifeSituation.objects.filter(parent=None).count() == 1


def test_editors_texts_survive_every_run_and_learn_of_changes(source):
    bring(source, service(1, modules=[("08", "<p>Foto</p>")]))
    found = Service.objects.get()
    supplement = Supplement(service=found, live=True, hidden=False)
    supplement.modules.create(code="08", mode="replace", text="<p>Unser Text</p>")
    supplement.save()
    supplement.modules.update(replaced_html="<p>Foto</p>")
    bring(source, service(1, modules=[("08", "<p>Foto und Ausweis</p>")]))
    page = compose(Service.objects.get())
    assert page.section_by_code["08"].html == "<p>Unser Text</p>"
    assert supplement.modules.get().source_moved_on
    bring(source, service(1, modules=[("08", "<p>Foto</p>")]))
    assert not supplement.modules.get().source_moved_on


def test_a_units_own_parts_survive_a_changed_unit(source):
    hours = records.Hours(1, "08:00", "12:00")
    bring(source, unit(1, "Amt", hours=(hours,)))
    found = OrganisationalUnit.objects.get()
    OpeningHoursException.objects.create(
        unit=found, own=True, first_day="2026-12-24", last_day="2026-12-24", reason="Heiligabend"
    )
    bring(source, unit(1, "Amt neu", hours=(records.Hours(1, "09:00", "12:00"),)))
    found.refresh_from_db()
    assert found.name == "Amt neu"
    assert found.hours.get().opens.hour == 9
    assert found.hours_exceptions.get().reason == "Heiligabend"
    assert found.contact["hours_exceptions"][0]["reason"] == "Heiligabend"


def test_a_unit_may_come_after_its_children(source):
    bring(source, unit(2, parent=ref(1)), unit(1))
    assert OrganisationalUnit.objects.get(external_id="2").parent.external_id == "1"


def test_what_the_source_keeps_inside_is_never_public(source):
    bring(source, unit(1, visible=False), unit(2, generalised=True), unit(3))
    assert [found.external_id for found in OrganisationalUnit.objects.published()] == ["3"]


def test_the_federal_text_of_the_same_key_fills_what_is_missing(source):
    key = ("99000000000001",)
    federal = service(1, "Bundestext", agency="B1", modules=[("06", "<p>Bund</p>")], leika_keys=key)
    bring(source, federal, service(2, "Landestext", leika_keys=key))
    page = compose(Service.objects.get(external_id="2"))
    assert page.title == "Landestext"
    assert page.section_by_code["06"].html == "<p>Bund</p>"
    assert Service.objects.count() == 2


def test_a_municipal_text_of_our_area_is_appended_and_an_empty_one_blanks_nothing(source, settings):
    settings.STADTTOR_ARS = "069990001001"
    bring(source, service(1, modules=[("08", "<p>Foto</p>"), ("06", "<p>Volltext</p>")]))
    own = records.Specialisation(
        ref=ref("s1"),
        service=ref(1),
        areas=("069990001001",),
        modules=(records.TextModule("08", "de", "<p>Und 5 €</p>"), records.TextModule("06", "de")),
    )
    other = dataclasses.replace(own, ref=ref("s2"), areas=("073355001203",))
    bring(source, own, other)
    page = compose(Service.objects.get())
    assert page.section_by_code["08"].html == "<p>Foto</p><p>Und 5 €</p>"
    assert page.section_by_code["06"].html == "<p>Volltext</p>"


def test_missing_parts_are_told(source):
    whole = service(1, modules=[("08", "<p>Foto</p>"), ("98", "<p>5 €</p>")])
    bring(source, whole, service(2), unit(1), responsibility(1, ref(1), ref(1), role="01"))
    assert [item.external_id for item in Service.objects.incomplete()] == ["2"]


def test_a_run_needs_few_queries_however_long_the_delivery(source):
    def queries_for(count, start):
        items = [service(start + number) for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            bring(source, *items)
        return len(captured)

    assert queries_for(150, 1000) < 1.5 * queries_for(20, 2000)
