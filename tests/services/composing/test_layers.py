"""The layers: who wins, what is appended, what is hidden, in which language."""

import dataclasses
import datetime

import pytest
from django.utils import timezone

from harvest.models import Source
from services import modules, records
from services.composing.derive import refresh
from services.composing.layers import compose, source_html
from services.harvest.sync import sync
from services.models import OnlineService, Service, Supplement
from services.models.catalogue import Layer
from tests.services.records.builders import delivery, job, ref, responsibility, service, unit

pytestmark = pytest.mark.django_db
DOCUMENTS = modules.DOCUMENTS


@pytest.fixture
def source():
    return Source.objects.create(name="state", title="Landeskatalog", kind="xzufi")


def imported(source, *items):
    sync(delivery(*items), job(source))
    return Service.objects.get(external_id="1")


def supplemented(found, *texts, **values):
    """A live supplement; texts are (code, mode, html) triples."""
    supplement = Supplement.objects.create(service=found, live=True, **values)
    for code, mode, html in texts:
        supplement.modules.create(code=code, mode=mode, text=html)
    supplement.save()
    refresh([found.pk])
    found.refresh_from_db()
    return found


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("keep", "<p>Quelle</p>"),
        ("append", "<p>Quelle</p><p>Eigenes</p>"),
        ("replace", "<p>Eigenes</p>"),
    ],
)
def test_editors_keep_append_or_replace(source, mode, shown):
    found = imported(source, service(1, modules=[(DOCUMENTS, "<p>Quelle</p>")]))
    page = compose(supplemented(found, (DOCUMENTS, mode, "<p>Eigenes</p>")))
    assert page.section_by_code[DOCUMENTS].html == shown


def test_editors_hide_a_section_with_its_figures(source):
    record = service(1, modules=[(modules.FEES, "<p>teuer</p>")])
    record = dataclasses.replace(record, fees=(records.Fee("fixed", amount="5.00"),))
    found = imported(source, record)
    page = compose(supplemented(found, (modules.FEES, "hide", "")))
    assert modules.FEES not in page.section_by_code
    assert found.missing_fee


def test_a_draft_shows_only_in_its_preview(source):
    found = imported(source, service(1, "Amtlich"))
    draft = Supplement(service=found, title="Bürgernah")
    assert compose(found).title == "Amtlich"
    assert compose(found, supplement=draft).title == "Bürgernah"


def test_the_sources_text_is_told_without_the_editors(source):
    found = imported(source, service(1, modules=[(DOCUMENTS, "<p>Quelle</p>")]))
    supplemented(found, (DOCUMENTS, "replace", "<p>Eigenes</p>"))
    assert source_html(found, DOCUMENTS) == "<p>Quelle</p>"


def test_each_text_tells_its_layer(source):
    found = imported(source, service(1, modules=[(DOCUMENTS, "<p>a</p>"), ("06", "<p>b</p>")]))
    page = compose(supplemented(found, ("06", "append", "<p>c</p>")))
    assert page.section_by_code[DOCUMENTS].layer == Layer.STATE
    assert page.section_by_code["06"].layer == Layer.EDITORS


def test_an_own_service_looks_like_any_other():
    own = Service.objects.create(slug="neu")
    supplement = Supplement.objects.create(
        service=own, live=True, title="Kunst im Rathaus", aliases="Ausstellung"
    )
    supplement.modules.create(code=DOCUMENTS, mode="append", text="<p>Mappe</p>")
    supplement.save()
    refresh([own.pk])
    own.refresh_from_db()
    assert (own.title, own.letter, own.slug) == ("Kunst im Rathaus", "K", "kunst-im-rathaus")
    assert compose(own).section_by_code[DOCUMENTS].html == "<p>Mappe</p>"
    assert [synonym.term for synonym in own.synonyms.all()] == ["Ausstellung"]
    assert own in Service.objects.published()


def test_an_own_service_is_public_only_while_its_supplement_is():
    own = Service.objects.create(slug="neu")
    Supplement.objects.create(service=own, live=False, title="Entwurf")
    refresh([own.pk])
    assert not Service.objects.published().exists()


def test_hidden_and_most_wanted_follow_the_supplement(source):
    found = imported(source, service(1))
    assert supplemented(found, featured=True).featured
    found.supplement.hidden = True
    found.supplement.save()
    refresh([found.pk])
    assert not Service.objects.published().exists()


def test_a_status_ends_by_itself(source):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    found = imported(source, service(1))
    found = supplemented(found, status="unavailable", status_until=yesterday)
    assert compose(found).status == Service.Status.AVAILABLE


def test_another_language_shows_its_own_texts_and_falls_back_to_the_german_title(source):
    record = service(1, "Ausweis", modules=[("06", "<p>deutsch</p>")])
    english = records.TextModule("06", "en", "<p>english</p>")
    record = dataclasses.replace(record, modules=(*record.modules, english))
    page = compose(imported(source, record), "en")
    assert page.section_by_code["06"].html == "<p>english</p>"
    assert [link.tag for link in page.languages] == ["de", "en"]


def test_fees_of_another_time_are_not_shown(source):
    today = timezone.localdate()
    fees = (
        records.Fee("fixed", amount="28.80", valid_through=today - datetime.timedelta(days=1)),
        records.Fee("fixed", amount="37.00", valid_from=today),
    )
    found = imported(source, service(1, fees=fees))
    (fee,) = compose(found).section_by_code[modules.FEES].fees
    assert str(fee.amount) == "37.00"


def test_texts_for_online_and_on_site_stand_under_headings(source):
    texts = (
        records.TextModule(modules.FEES, "de", "<p>30 €</p>", channel="100"),
        records.TextModule(modules.FEES, "de", "<p>37 €</p>", channel="200"),
    )
    record = dataclasses.replace(service(1), modules=(*service(1).modules, *texts))
    html = compose(imported(source, record)).section_by_code[modules.FEES].html
    assert html.count("<h4>") == 2 and html.index("30 €") < html.index("37 €")


def test_an_unknown_module_keeps_its_place_and_internal_ones_stay_inside(source):
    record = service(1, modules=[("x:SONDER", "<p>Besonderes</p>")])
    record = dataclasses.replace(record, internal={"STATUS": "6"})
    page = compose(imported(source, record))
    assert [section.html for section in page.sections] == ["<p>Besonderes</p>"]


def test_a_section_may_hold_links_only(source):
    law = records.TextModule("07", "de", links=(records.Link("https://law.example/", "§ 1"),))
    record = dataclasses.replace(service(1), modules=(*service(1).modules, law))
    (section,) = compose(imported(source, record)).sections
    assert section.links[0].title == "§ 1"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<ul><li>§ 1 Gesetz</li></ul>", ""),
        ("<p>Es gilt § 1 Gesetz.</p>", "<p>Es gilt § 1 Gesetz.</p>"),
        ("", ""),
    ],
)
def test_a_text_that_only_repeats_its_links_is_left_to_them(source, html, shown):
    law = records.TextModule(
        "07", "de", html, (records.Link("https://law.example/", "§ 1 Gesetz"),)
    )
    record = dataclasses.replace(service(1), modules=(*service(1).modules, law))
    (section,) = compose(imported(source, record)).sections
    assert (section.html, len(section.links)) == (shown, 1)


def test_units_outside_the_area_and_placeholders_are_left_out(source, settings):
    settings.STADTTOR_ARS = "069990001001"
    found = imported(
        source,
        service(1),
        unit(1, "Unser Amt"),
        unit(2, "Fremdes Amt"),
        unit(3, "Platzhalter", generalised=True),
        responsibility(1, ref(1), ref(1), role="01", area="069990001001"),
        responsibility(2, ref(2), ref(1), role="01", area="073355001203"),
        responsibility(3, ref(3), ref(1), role="01"),
    )
    assert [item.unit.name for item in compose(found).units] == ["Unser Amt"]


def test_a_sources_own_area_goes_before_the_citys(source, settings):
    settings.STADTTOR_ARS = "069990001001"
    source.area = "073355001203"
    source.save()
    online = records.OnlineService(
        ref=ref("o1"),
        names={"de": "Antrag"},
        links=(records.OnlineLink("https://x.example/{ars}"),),
    )
    found = imported(
        source,
        service(1),
        unit(1, "Amt dort"),
        online,
        responsibility(1, ref(1), ref(1), role="01", area="073355001203"),
        responsibility(2, ref("o1"), ref(1), kind="online_service", area="070000000000"),
    )
    assert [item.unit.name for item in compose(found).units] == ["Amt dort"]
    assert found.online_links[0]["url"] == "https://x.example/073355001203"
    assert not found.missing_unit


def test_a_hidden_online_service_is_no_way_in(source):
    online = records.OnlineService(
        ref=ref("o1"), names={"de": "Antrag"}, links=(records.OnlineLink("https://x.example/"),)
    )
    found = imported(
        source, service(1), online, responsibility(1, ref("o1"), ref(1), kind="online_service")
    )
    assert compose(found).online
    OnlineService.objects.update(hidden=True)
    assert not compose(found).online


def test_a_page_needs_few_queries(source, django_assert_max_num_queries):
    items = [responsibility(number, ref(number), ref(1)) for number in range(5)]
    found = imported(source, service(1), *(unit(number) for number in range(5)), *items)
    supplemented(found, (DOCUMENTS, "append", "<p>x</p>"))
    found = Service.objects.select_related("source", "base").get(pk=found.pk)
    with django_assert_max_num_queries(7):
        page = compose(found)
        assert [list(item.unit.addresses.all()) for item in page.units]
