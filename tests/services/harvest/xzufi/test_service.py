"""`leistung` → Service, in the three versions: everything finds its place."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.records import Category, Delete, Fee, Link, Period, Ref, Service, Synonym
from tests.services.harvest.xzufi.conftest import leistung, message, modul


@pytest.fixture
def v22(read, fixtures):
    records, _warnings = read(fixtures / "transfer_2_2_0.xml")
    return next(record for record in records if isinstance(record, Service))


@pytest.fixture
def v23(read, fixtures):
    records, warnings = read(fixtures / "transfer_2_3_1.xml")
    assert not warnings.counts
    return next(record for record in records if isinstance(record, Service))


def texts(record, code, channel=""):
    return {
        module.language: module.html
        for module in record.modules
        if module.code == code and module.channel == channel
    }


def links(record, code):
    return [link for module in record.modules if module.code == code for link in module.links]


def test_identity_is_agency_and_trimmed_id_with_its_leading_zeros(v22):
    assert v22.ref == Ref("L999901", "0042")


def test_several_leika_keys_are_kept_and_cleaned(v22):
    assert v22.leika_keys == ("99115005012000", "99115005012001")


def test_titles_are_plain_text_in_every_language(v22):
    assert texts(v22, "02") == {"de": "Parkausweis für Bewohnerinnen und Bewohner Ausstellung"}
    assert texts(v22, "03") == {
        "de": "Bewohnerparkausweis beantragen",
        "en": "Apply for a resident's parking permit",
        "de-LS": "Park-Ausweis bekommen",
    }
    assert v22.label == "Bewohnerparkausweis beantragen"


def test_html_is_cleaned_and_cdata_is_read(v22):
    assert texts(v22, "06") == {
        "de": "<h3>Worum es geht</h3><p>Sie wohnen in einem <b>Parkgebiet</b>?</p>",
        "en": "<p>You live in a parking zone?</p>",
    }


def test_a_module_of_links_alone_is_kept_with_its_heading(v22):
    (module,) = [module for module in v22.modules if module.code == "07"]
    assert (module.html, module.heading) == ("", "Gesetze")
    assert module.links == (
        Link(
            "https://www.gesetze-im-internet.de/stvo_2013/__45.html",
            "§ 45 StVO",
            "Verkehrszeichen",
            "de",
        ),
    )


def test_a_placeholder_is_no_text(v22):
    assert not texts(v22, "16")


def test_none_is_an_answer_in_fees(v22):
    assert texts(v22, "98") == {"de": "<p>Keine</p>"}


def test_unknown_and_individual_modules_are_kept_under_their_code(v22, read, fixtures):
    assert texts(v22, "x:99") == {"de": "<p>Ein Modul, das keiner kennt.</p>"}
    (module,) = [module for module in v22.modules if module.code == "x:PARKZONEN"]
    assert (module.heading, module.html) == ("Parkzonen", "<p>Zonen A bis F</p>")
    _records, warnings = read(fixtures / "transfer_2_2_0.xml")
    assert warnings.as_json()["unknown_module"] == {"count": 1, "samples": ["L999901/0042: 99"]}


def test_status_typing_and_call_centre_hints_stay_inside(v22):
    assert v22.internal == {
        "STATUS": {"de": "6"},
        "AUSKUNFTSHINWEIS": {"de": "Nur für die 115"},
        "TYPISIERUNG": ["2/3"],
    }
    assert not {"x:STATUS", "x:AUSKUNFTSHINWEIS"} & {module.code for module in v22.modules}


def test_fees_are_structured(v22):
    fixed, free, variable = v22.fees
    assert fixed == Fee(
        kind="fixed",
        amount="28.80",
        type_code="001",
        type_name="Verwaltungsgebühr",
        descriptions={"de": "je Jahr"},
        prepayment=True,
        url="https://www.lindenfurt.example/satzung",
        valid_from=date(2026, 1, 1),
        valid_through=date(2026, 12, 31),
    )
    assert free == Fee(kind="free", descriptions={"de": "für Schwerbehinderte"})
    assert variable == Fee(
        kind="variable",
        minimum="10.20",
        maximum="1234.50",
        descriptions={"de": "nach Aufwand"},
    )


def test_deadlines_are_durations_or_fixed_days(v22):
    objection, application = v22.deadlines
    assert objection == Period(
        amount="1",
        unit="MONAT",
        type_code="009",
        type_name="Widerspruchsfrist",
        descriptions={"de": "nach Bekanntgabe"},
        valid_from=date(2025, 1, 1),
    )
    assert application == Period(day_from="--10-01", day_to="2027-01-19", type_code="Antrag")
    assert texts(v22, "97") == {"de": "<p>Beantragen Sie früh.</p>"}


def test_processing_time_may_be_a_range(v22):
    assert v22.processing_times == (
        Period(amount="2", unit="WOCHE", amount_to="3", unit_to="WOCHE"),
    )
    assert not texts(v22, "95")


def test_synonyms(v22):
    assert v22.synonyms == (
        Synonym("Anwohnerparken", "de", "001"),
        Synonym("Parkplakette", "de", "002"),
    )


def test_documents_become_a_list_where_module_08_is_silent(v22):
    assert texts(v22, "08") == {
        "de": "<ul><li>Zulassungsbescheinigung Teil I &amp; II: <p>in Kopie</p></li>"
        "<li>Ausweis</li></ul>"
    }
    assert v22.forms == (Ref("L999901", "70001"),)
    directions = [document["direction"] for document in v22.extra["documents"]]
    assert directions == ["in", "in", "out"]


def test_documents_do_not_replace_a_text(read_one):
    inner = leistung(
        modul("08", "Ausweis")
        + "<x:modulDokument><x:dokumentEingehend><x:bezeichnung>Pass</x:bezeichnung>"
        "</x:dokumentEingehend></x:modulDokument>"
    )
    record, warnings = read_one(inner)
    assert texts(record, "08") == {"de": "Ausweis"}
    assert record.extra["documents"][0]["names"] == {"de": "Pass"}
    assert not warnings.counts


def test_life_situations_come_from_categories_and_pv_lagen(v22):
    own, pv_lage = v22.categories
    assert own == Category(
        "9000", "9150", {"de": "Auto & Verkehr", "en": "Car and traffic"}, "9100"
    )
    assert pv_lage == Category("pvlagen", "1090000", {"de": "Mobilität und Fahrzeuge"}, "1000000")
    assert v22.extra["klassifizierung"] == [{"list": "urn:lindenfurt:eigene", "code": "K7"}]


def test_areas_are_ars_whatever_key_was_delivered(v22):
    assert v22.areas == ("069990001001", "069990000001")


def test_the_rest_of_a_2_2_service(v22):
    assert v22.structure == "LOV"
    assert v22.trust_level == "15"
    assert v22.audiences == ("001", "002")
    assert v22.written_form is False
    assert v22.single_contact == "true"
    assert v22.sdg_codes == ("1030300",)
    assert v22.related == (Ref("L999901", "0043"),)
    assert v22.origin_links == (
        Link("https://portal.example/leistung/42", "Landesportal", "", "de"),
    )
    assert (v22.approved_on, v22.approved_by) == (date(2025, 11, 30), "Ministerium für Verkehr")
    assert v22.created_at == datetime(2024, 10, 1, 8, tzinfo=UTC)
    assert v22.updated_at == datetime(2026, 2, 21, 10, 6, tzinfo=UTC)
    assert (v22.valid_from, v22.valid_through) == (None, date(2027, 12, 31))
    assert {"idSekundaer", "struktur", "relevantFuerRechtsform"} <= v22.extra.keys()
    assert "Muster" not in repr(v22)


def test_leichte_sprache_is_told_by_its_name(v22):
    german, easy = v22.languages
    assert (german.tag, easy.tag) == ("de", "de-LS")
    assert easy.updated_at == datetime(2026, 1, 2, tzinfo=UTC)


# --- 2.3.1 -------------------------------------------------------------------------------


def test_2_3_names_its_keys_differently(v23):
    assert v23.leika_keys == ("99115002000000", "99115002000001")
    assert v23.structure == "LOVD"
    assert v23.sdg_codes == ("1030300", "2010")
    assert v23.related == (Ref("L100108", "L100108_1"),)
    assert v23.single_contact == "11,19"
    assert v23.written_form is True
    assert v23.extra["personal_appearance"] is True
    assert v23.extra["informal_application"] is False
    assert v23.updated_at == datetime(2026, 1, 20, 1, 26, 46, tzinfo=UTC)


def test_2_3_status_stays_inside(v23):
    assert v23.internal == {
        "STATUSKATALOG": ["6"],
        "STATUS": ["5"],
        "DETAILSTUFE": ["103"],
        "BEZUGSORTTYP": ["001"],
        "AUSKUNFTSHINWEIS": {"de": "intern"},
    }


def test_2_3_texts_and_fees_differ_by_channel(v23):
    assert texts(v23, "11", "100") == {"de": "<p>Online mit BundID.</p>"}
    assert texts(v23, "11", "200") == {"de": "<p>Im Bürgeramt mit Termin.</p>"}
    online, on_site = v23.fees
    assert (online.amount, online.channel) == ("0.00", "100")
    assert (on_site.amount, on_site.channel) == ("12.50", "200")


def test_2_3_links_on_how_a_fee_is_made_up(v23):
    assert v23.fees[1].url == "https://gebuehren.example/1"
    assert links(v23, "98") == [Link("https://gebuehren.example/2", "Anlage")]


def test_2_3_deadlines_by_channel_and_split_month_and_day(v23):
    by_channel, yearly = v23.deadlines
    assert (by_channel.amount, by_channel.unit, by_channel.channel) == ("14", "TAG", "200")
    assert (yearly.day_to, yearly.type_name) == ("--02-15", "Nach dem Einzug")
    assert v23.processing_times[0].channel == "100"


def test_2_3_documents_are_told_by_text_and_list(v23):
    told = [module.html for module in v23.modules if (module.code, module.channel) == ("08", "200")]
    assert told == ["<p>Im Original.</p>", "<ul><li>Wohnungsgeberbestätigung</li></ul>"]
    assert v23.forms == (Ref("L100108", "F-1"),)
    assert v23.extra["documents"][0]["obligation"] == "01"
    assert v23.extra["documents_issued"] == [{"de": "<p>Meldebestätigung</p>"}]


def test_2_3_the_latest_approval_counts(v23):
    assert (v23.approved_on, v23.approved_by) == (date(2025, 5, 5), "Senat")


def test_2_3_link_parameters_and_machine_translation(v23):
    assert links(v23, "11")[0].parameters == (("ars", "001"),)
    assert v23.origin_links[0].parameters == (("plz", "002"),)
    assert [version.machine_translated for version in v23.languages] == [False, True]


def test_elements_of_another_version_are_understood_and_reported(read_one):
    inner = leistung(
        modul("03", "Titel")
        + "<x:referenzLeistungsschluessel>99115002000000</x:referenzLeistungsschluessel>"
    )
    record, warnings = read_one(inner, "2.2.0")
    assert record.leika_keys == ("99115002000000",)
    assert warnings.counts == {"element_of_other_version": 1}
    _record, warnings = read_one(inner, "2.3.1")
    assert not warnings.counts


# --- 2.1.0 and answers -------------------------------------------------------------------


def test_2_1_with_namespaced_codes_and_pseudo_module(read, fixtures):
    records, warnings = read(fixtures / "transfer_2_1_0.xml")
    (record,) = [record for record in records if isinstance(record, Service)]
    assert not warnings.counts
    assert record.leika_keys == ("99041003000000",)
    assert texts(record, "98") == {"de": "<p>11 Euro</p>"}
    assert record.structure == "LO"
    assert (record.valid_from, record.valid_through) == (date(2017, 11, 24), None)


def test_an_answer_message_holds_the_objects_themselves(read, fixtures):
    records, warnings = read(fixtures / "answer_2_1_0.xml")
    assert [record.label for record in records] == ["Auskunft einholen", "Amt"]
    assert not warnings.counts


# --- Single traps ------------------------------------------------------------------------


def test_the_same_module_twice_is_kept_twice(read_one):
    record, _warnings = read_one(leistung(modul("06", "Eins") + modul("06", "Zwei")))
    assert [module.html for module in record.modules] == ["Eins", "Zwei"]


def test_double_escaped_entities_are_undone(read_one):
    record, _warnings = read_one(leistung(modul("06", "&lt;p&gt;A&amp;amp;#xa0;B&lt;/p&gt;")))
    assert texts(record, "06") == {"de": "<p>A B</p>"}


def test_a_title_of_340_characters_with_tabs(read_one):
    long = "\tWort " * 60 + "&#xa0;\t• Ende "
    record, _warnings = read_one(leistung(modul("03", long)))
    title = texts(record, "03")["de"]
    assert "\t" not in title and "  " not in title and title.endswith("Wort • Ende")
    assert len(title) > 300


def test_a_module_that_is_limited_in_time_is_reported(read_one):
    limited = modul("16", "Bis Mai").replace(
        "</x:modulText>",
        "<x:gueltigkeit><x:beginn>2026-01-01</x:beginn><x:ende>2026-05-31</x:ende></x:gueltigkeit>"
        "</x:modulText>",
    )
    record, warnings = read_one(leistung(limited))
    assert warnings.counts == {"module_limited_in_time": 1}
    assert record.extra["module_validity"] == [
        {"code": "16", "from": date(2026, 1, 1), "through": date(2026, 5, 31)}
    ]


def test_an_embedded_specialisation(read_one):
    inner = leistung(
        modul("03", "Titel")
        + '<x:spezialisierung><x:id schemeAgencyID="L1">s</x:id>'
        + modul("11", "Mit Termin")
        + "<x:gebietID>069990001001</x:gebietID></x:spezialisierung>"
    )
    record, warnings = read_one(inner)
    (addition,) = record.specialisations
    assert addition.service == Ref("L1", "1")
    assert addition.areas == ("069990001001",)
    assert addition.modules[0].html == "Mit Termin"
    assert not warnings.counts


def test_a_specialisation_without_a_service_is_reported(read):
    records, warnings = read(
        message(
            '<x:schreibe><x:spezialisierung><x:id schemeAgencyID="L1">s</x:id>'
            "</x:spezialisierung></x:schreibe>"
        )
    )
    assert not records
    assert warnings.counts == {"specialisation_without_service": 1}


def test_deletions_of_every_class(read, fixtures):
    records, _warnings = read(fixtures / "transfer_2_2_0.xml")
    deletions = [record for record in records if isinstance(record, Delete)]
    assert deletions == [
        Delete("service", Ref("L999901", "4711")),
        Delete("specialisation", Ref("L999901", "s-9")),
        Delete("responsibility", Ref("L999901", "850099")),
        Delete("unit", Ref("L999901", "9")),
        Delete("online_service", Ref("L999901", "6")),
    ]


def test_records_of_the_same_content_are_equal(read, fixtures, v22):
    records, _warnings = read(fixtures / "transfer_2_2_0.xml")
    again = next(record for record in records if isinstance(record, Service))
    assert again == v22
    assert replace(again, trust_level="40") != v22
