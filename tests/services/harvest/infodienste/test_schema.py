"""Raw objects of the vendor → records, quirk by quirk."""

import datetime

import pytest

from services.harvest.infodienste.schema import access, blocks
from services.harvest.infodienste.schema.service import service
from services.harvest.infodienste.schema.unit import unit
from services.harvest.infodienste.schema.values import Context
from services.harvest.translated import only_translated
from services.records import Ref

AREAS = {"Lindenfurt": "069990001001", "77": "069990000000", "": ""}


@pytest.fixture
def context():
    return Context(agency="L100001", area_key=AREAS.get)


def raw_service(**more):
    return {"id": "1", "name": "Ausweis", "lastUpdated": "2026-01-02T10:00:00+01:00", **more}


def block(name, text=None, key="", id="", **more):
    return {"type": {"id": id, "key": key, "name": name}, "text": text, **more}


def modules_of(context, *text_blocks, **more):
    record, _local = service({"de": raw_service(textBlocks=[*text_blocks], **more)}, context)
    return {module.code: module for module in record.modules}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Leistungsbezeichnung", "02"),
        ("Kurztext", "05"),
        ("Volltext", "06"),
        ("Rechtsgrundlage(n)", "07"),
        ("Erforderliche Unterlagen", "08"),
        ("Voraussetzungen", "09"),
        ("Verfahrensablauf", "11"),
        ("Formulare", "14"),
        ("Weiterführende Informationen", "15"),
        ("Hinweise (Besonderheiten)", "16"),
        ("Urheber", "18"),
        ("Zuständige Stelle", "22"),
        ("Ansprechpunkt", "23"),
        ("Ansprechpartner", "23"),
        ("Rechtsbehelf", "25"),
        ("Bearbeitungsdauer", "95"),
        ("Fristen", "97"),
        ("Kosten (Gebühren, Auslagen, etc.)", "98"),
    ],
)
def test_text_blocks_find_their_module_by_name(context, name, code):
    assert modules_of(context, block(name, "<p>Ja.</p>"))[code].html.startswith(
        "Ja." if code == "02" else "<p>Ja."
    )


@pytest.mark.parametrize(("key", "code"), [("VOLLTEXT", "06"), ("MODUL_25", "25"), ("08", "08")])
def test_text_blocks_find_their_module_by_key(context, key, code):
    assert code in modules_of(context, block("Ganz anders genannt", "Ja.", key))


@pytest.mark.parametrize("key", ["TIPP", "108", "LEIKA_2025"])
def test_unknown_blocks_keep_their_place_and_are_counted(context, key):
    module = modules_of(context, block("Tipp", "Früh kommen", key))[f"x:{key}"]
    assert (module.html, module.heading) == ("Früh kommen", "Tipp")
    assert context.warnings.counts["unknown_module"] == 1


def test_a_translated_block_name_is_known_by_the_type_of_the_german_one(context):
    german = raw_service(textBlocks=[block("Volltext", "<p>Text.</p>", id="12")])
    english = raw_service(name="Card", textBlocks=[block("Full text", "<p>Words.</p>", id="12")])
    record, _local = service({"de": german, "en": english}, context)
    assert {m.language: m.html for m in record.modules if m.code == "06"} == {
        "de": "<p>Text.</p>",
        "en": "<p>Words.</p>",
    }


@pytest.mark.parametrize("text", ["", None, "<br>", "<p>&nbsp;</p>", "nicht angegeben", "k.A."])
def test_a_block_that_says_nothing_is_none(context, text):
    assert "08" not in modules_of(context, block("Erforderliche Unterlagen", text))


def test_keine_is_an_answer(context):
    assert modules_of(context, block("Erforderliche Unterlagen", "Keine"))["08"].html == "Keine"


def test_a_block_of_links_only_is_one(context):
    links = [
        {"url": "https://example.org/pauswg", "name": "PAuswG", "note": "amtlich"},
        {"url": "javascript:alert(1)", "name": "böse"},
        None,
    ]
    module = modules_of(context, block("Rechtsgrundlagen", "", externalLinks=links))["07"]
    assert module.html == ""
    assert [(link.url, link.title, link.description) for link in module.links] == [
        ("https://example.org/pauswg", "PAuswG", "amtlich")
    ]


def test_html_is_cleaned(context):
    raw = "<h1>So</h1><p onclick='x()'>geht<script>alert(1)</script> es&#xa0;&amp;amp; so</p>"
    assert modules_of(context, block("Verfahrensablauf", raw))["11"].html == (
        "<h3>So</h3><p>geht es &amp; so</p>"
    )


def test_titles_are_one_line_of_text(context):
    found = modules_of(context, block("Leistungsbezeichnung", "<p>Ausweis\t&amp;&nbsp; Pass</p>"))
    assert found["02"].html == "Ausweis & Pass"
    assert modules_of(context, name=" Wohn\tgeld&nbsp; ")["03"].html == "Wohn geld"


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("Typisierung", "TYPISIERUNG"),
        ("Status Katalogeintrag", "STATUSKATALOG"),
        ("Status Bibliothekseintrag", "STATUS"),
        ("Auskunftshinweis", "AUSKUNFTSHINWEIS"),
    ],
)
def test_internal_blocks_stay_inside(context, name, kept_as):
    record, _local = service({"de": raw_service(textBlocks=[block(name, "geheim")])}, context)
    assert record.internal == {kept_as: "geheim"}
    assert "geheim" not in str(record.modules)


def test_a_block_that_is_not_public_stays_inside(context):
    hidden = {"type": {"key": "NOTIZ", "name": "Notiz", "notPublic": True}, "text": "geheim"}
    record, _local = service({"de": raw_service(textBlocks=[hidden])}, context)
    assert record.internal == {"NOTIZ": "geheim"} and "geheim" not in str(record.modules)


def test_the_release_is_a_date_and_no_text(context):
    text_blocks = [
        block("Fachlich freigegeben am", "14.01.2026"),
        block("Fachlich freigegeben durch", "Ministerium"),
    ]
    record, _local = service({"de": raw_service(textBlocks=text_blocks)}, context)
    assert (record.approved_on, record.approved_by) == (datetime.date(2026, 1, 14), "Ministerium")
    assert record.internal == {} and {m.code for m in record.modules} == {"03"}


def test_documents_become_a_list_where_no_block_tells_them(context):
    documents = [
        {"direction": "IN", "name": "Foto", "note": "biometrisch & neu"},
        {"direction": "OUT", "name": "Ausweis"},
        {"direction": "IN", "name": None},
    ]
    found = modules_of(context, documents=documents)
    assert found["08"].html == "<ul><li>Foto: biometrisch &amp; neu</li></ul>"
    told = modules_of(context, block("Erforderliche Unterlagen", "Ein Foto"), documents=documents)
    assert told["08"].html == "Ein Foto"


def test_specialisations_gather_per_area(context):
    text_blocks = [
        block(
            "Hinweise (Besonderheiten)",
            "Landestext",
            specialisations=[
                {"restrictedArea": "Lindenfurt", "text": "<p>Stadt</p>", "legalNorms": []},
                {"restrictedArea": "77", "text": "Kreis"},
                {"restrictedArea": "Lindenfurt", "text": "<br>"},
                {"restrictedArea": "Anderswo", "text": "fremd"},
            ],
        ),
        block(
            "Rechtsgrundlagen",
            None,
            specialisations=[
                {
                    "restrictedArea": "Lindenfurt",
                    "text": None,
                    "legalNorms": [{"id": "1", "name": "Satzung § 3"}],
                }
            ],
        ),
    ]
    record, local = service({"de": raw_service(textBlocks=text_blocks)}, context)
    assert {s.ref.id: [m.html for m in s.modules] for s in local} == {
        "1@069990000000": ["Kreis"],
        "1@069990001001": ["<p>Stadt</p>", "<ul><li>Satzung § 3</li></ul>"],
    }
    assert {s.service for s in local} == {record.ref}
    assert context.warnings.counts["area_not_understood"] == 1


@pytest.mark.parametrize(
    ("charge", "kind", "amounts"),
    [
        ({"type": "FIX", "amount": 28.8}, "fixed", ("28.80", "", "")),
        ({"type": "FIX", "amount": "1.234,50"}, "fixed", ("1234.50", "", "")),
        ({"type": "FIX", "amount": 0}, "free", ("", "", "")),
        ({"type": "FREE"}, "free", ("", "", "")),
        (
            {"type": "VARIABLE", "lowerLimit": 10, "upperLimit": 55.5},
            "variable",
            ("", "10.00", "55.50"),
        ),
        ({"type": "VARIABLE", "upperLimit": None}, "variable", ("", "", "")),
    ],
)
def test_charges(context, charge, kind, amounts):
    record, _local = service({"de": raw_service(charges=[charge])}, context)
    (fee,) = record.fees
    assert (fee.kind, (fee.amount, fee.minimum, fee.maximum)) == (kind, amounts)


def test_a_charge_tells_all_it_knows(context):
    charge = {
        "type": "FIX",
        "name": "je Stück",
        "note": "bar",
        "amount": 5,
        "currency": "EUR",
        "prepayment": True,
        "chargeSpecificationUrl": "https://example.org/satzung",
        "validFrom": "2026-01-01",
        "validTo": "2999-12-31",
    }
    english = {**charge, "name": "each", "note": "cash"}
    record, _local = service(
        {"de": raw_service(charges=[charge]), "en": raw_service(name="Card", charges=[english])},
        context,
    )
    (fee,) = record.fees
    assert fee.descriptions == {"de": "je Stück: bar", "en": "each: cash"}
    assert fee.prepayment is True and fee.url == "https://example.org/satzung"
    assert (fee.valid_from, fee.valid_through) == (datetime.date(2026, 1, 1), None)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"type": "SPAN", "timeSpan": 2, "periodUnit": "WEEK"}, ("2", "WOCHE", "", "", "", "")),
        (
            {"type": "SPANINTERVAL", "timeSpan": 2, "timeSpanTo": 3, "periodUnit": "MONATE"},
            ("2", "MONAT", "3", "MONAT", "", ""),
        ),
        (
            {"type": "DATEINTERVAL", "dateFrom": "2026-03-01", "dateTo": "2026-09-30"},
            ("", "", "", "", "2026-03-01", "2026-09-30"),
        ),
        (
            {
                "type": "DATEINTERVAL",
                "dateFrom": "2026-03-01",
                "dateTo": "2026-09-30",
                "PeriodRepetition": "YEARLY",
            },
            ("", "", "", "", "--03-01", "--09-30"),
        ),
        ({"type": "SPAN", "timeSpan": None, "periodUnit": None}, ("", "", "", "", "", "")),
    ],
)
def test_periods(context, period, expected):
    record, _local = service({"de": raw_service(periods=[period])}, context)
    (found,) = record.deadlines
    names = ("amount", "unit", "amount_to", "unit_to", "day_from", "day_to")
    assert tuple(getattr(found, name) for name in names) == expected


def test_dirty_leika_keys_are_reported(context):
    keys = ["99.140.001.019.000 ", "nicht im LeiKa", "99140001019000"]
    record, _local = service({"de": raw_service(leikaKeys=keys)}, context)
    assert record.leika_keys == ("99140001019000",)
    assert context.warnings.samples["leika_key_not_understood"] == ["1: nicht im LeiKa"]


def test_nulls_everywhere_are_borne(context):
    names = (
        "type teaser textBlocks periods servicePeriods charges documents synonyms restrictedAreas "
        "relatedPublicServiceTypes trustLevel sdgInformationAreas receivers leikaKeys department"
    )
    record, local = service({"de": raw_service(**dict.fromkeys(names.split()))}, context)
    assert record.label == "Ausweis" and local == []


def test_the_latest_language_dates_the_service(context):
    english = raw_service(name="Card", lastUpdated="2026-05-01T00:00:00Z")
    record, _local = service({"de": raw_service(), "en": english}, context)
    assert record.updated_at == datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)


def test_a_name_alike_in_both_languages_stays_when_a_text_is_translated(context):
    german = raw_service(name="BAföG", textBlocks=[block("Volltext", "Geld", id="12")])
    english = raw_service(name="BAföG", textBlocks=[block("Volltext", "Money", id="12")])
    record, _local = service({"de": german, "en": english}, context)
    assert [m.html for m in record.modules if m.language == "en"] == ["BAföG", "Money"]


def test_a_language_that_only_repeats_has_nothing_left(context):
    found = modules_of(context, block("Volltext", "Geld"))
    again = {"de": list(found.values()), "en": list(found.values())}
    assert only_translated(again, "de")["en"] == []


def test_internal_and_public_names_do_not_overlap():
    assert not blocks._CODES.keys() & blocks._INTERNAL.keys()


# --- Units ------------------------------------------------------------------------------


def raw_unit(**more):
    return {"id": "7", "name": "Bauamt", "lastUpdated": "2026-01-02T10:00:00+01:00", **more}


def address(**more):
    return {"street": "Markt", "houseNumber": "1", "zipcode": "01234", "type": {}, **more}


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"type": {"key": "HAUSANSCHRIFT", "name": "Hausanschrift"}}, "visit"),
        ({"type": {"key": "POST", "name": "Postanschrift"}}, "post"),
        ({"type": {"key": "POSTFACH", "name": "Postfach"}, "mailbox": "12 34"}, "post_box"),
        ({"type": {"key": "L", "name": "Lieferanschrift"}}, "delivery"),
        ({"type": None, "street": "", "mailbox": "12 34"}, "post_box"),
        ({"type": None}, "visit"),
    ],
)
def test_kinds_of_addresses(context, more, kind):
    (found,) = unit({"de": raw_unit(addresses=[address(**more)])}, context).addresses
    assert found.kind == kind and found.postcode == "01234"


@pytest.mark.parametrize(
    "place",
    [
        {"coordinate1": "476000", "coordinate2": "5553000", "projection": "EPSG:25832"},
        {"coordinate1": "5553000", "coordinate2": "476000", "projection": "EPSG:25832"},
        {"coordinate1": "8.66422", "coordinate2": "50.12875", "projection": "EPSG:4326"},
        {"coordinate1": 3476058.8, "coordinate2": 5554785.0, "projection": "EPSG:31467"},
    ],
)
def test_places_in_any_projection(context, place):
    record = unit({"de": raw_unit(addresses=[address(geoLocation=place)])}, context)
    (found,) = record.addresses
    assert found.latitude == pytest.approx(50.1287, abs=0.0005)
    assert found.longitude == pytest.approx(8.6642, abs=0.0005)


def test_a_place_that_cannot_be_is_none(context):
    place = {"coordinate1": "0", "coordinate2": None, "projection": "EPSG:25832"}
    (found,) = unit({"de": raw_unit(addresses=[address(geoLocation=place)])}, context).addresses
    assert found.latitude is found.longitude is None


@pytest.mark.parametrize(
    ("key", "kind"),
    [("TELEFON", "phone"), ("FAX", "fax"), ("EMAIL", "email"), ("MOBIL", "mobile"), ("X", "other")],
)
def test_channels(context, key, kind):
    said = [{"type": {"key": key}, "value": " 0123 ", "title": "Zentrale"}]
    (found,) = unit({"de": raw_unit(communications=said)}, context).channels
    assert (found.kind, found.value, found.title) == (kind, "0123", "Zentrale")


def test_what_is_not_public_never_leaves(context):
    raw = raw_unit(
        communications=[{"type": {"key": "TELEFON", "notPublic": True}, "value": "0815"}],
        paymentMethods=[
            {"key": "3010000", "name": "Überweisung"},
            {"key": "3990000", "name": "Intern", "notPublic": True},
        ],
        addresses=[address(type={"key": "X", "notPublic": True})],
    )
    record = unit({"de": raw}, context)
    assert record.channels == () and record.addresses == ()
    assert record.payment_methods == ("Überweisung",)


@pytest.mark.parametrize("more", [{"visible": False}, {"anonymize": True}])
def test_hidden_units_are_marked(context, more):
    assert unit({"de": raw_unit(**more)}, context).visible is False
    assert unit({"de": raw_unit()}, context).visible is True


def test_placeholder_units_are_marked(context):
    assert unit({"de": raw_unit(generalized=True)}, context).generalised is True


def test_hours_stay_as_text_and_are_read_where_they_are_plain(context):
    record = unit({"de": raw_unit(openingHours="<p>Mo&#xa0;8–12 Uhr</p>")}, context)
    assert record.hours_texts == {"de": "<p>Mo 8–12 Uhr</p>"}
    assert [(h.weekday, h.opens, h.closes) for h in record.hours] == [(1, "08:00", "12:00")]
    doubtful = unit({"de": raw_unit(openingHours="jeden 1. Montag 8–12 Uhr")}, context)
    assert doubtful.hours == () and doubtful.hours_texts["de"].startswith("jeden")


def test_only_web_addresses_become_links(context):
    raw = raw_unit(
        onlineAppointment={"link": "javascript:alert(1)"},
        communications=[{"type": {"key": "WWW"}, "value": "www.lindenfurt.example"}],
    )
    record = unit({"de": raw}, context)
    assert record.appointment_url == ""
    assert record.channels[0].value == "https://www.lindenfurt.example"


# --- Access -----------------------------------------------------------------------------


def test_an_online_service_keeps_the_parameters_of_its_link(context):
    raw = {"id": "3", "name": "Antrag", "link": "https://d.example/?a={ars}", "trustLevel": "30"}
    record = access.online_service({"de": raw, "en": {**raw, "name": "Apply"}}, context)
    assert record.names == {"de": "Antrag", "en": "Apply"}
    assert [link.url for link in record.links] == ["https://d.example/?a={ars}"]
    assert record.trust_level == "30"


def test_the_trust_level_may_be_a_type(context):
    raw = {"id": "3", "name": "Antrag", "trustLevel": {"key": "20", "name": "substantiell"}}
    assert access.online_service({"de": raw}, context).trust_level == "20"


def test_a_competence_is_areas_times_services(context):
    raw = {
        "areas": [{"id": "77"}, {"id": "unbekannt"}],
        "publicServiceTypes": [{"id": "1"}, {"id": "2"}, {"id": None}],
    }
    found = list(access.competences(raw, "7", context))
    assert [(r.holder, r.service.id, r.area, r.role) for r in found] == [
        (Ref("L100001", "7"), "1", "069990000000", "01"),
        (Ref("L100001", "7"), "2", "069990000000", "01"),
    ]
    assert len({r.ref for r in found}) == 2
    assert context.warnings.counts["area_not_understood"] == 1


def test_a_competence_without_areas_holds_everywhere(context):
    raw = {"areas": [], "publicServiceTypes": [{"id": "1"}]}
    assert [r.area for r in access.competences(raw, "7", context)] == [""]


def test_categories_that_bite_their_tail_come_to_an_end():
    raw = [
        {"id": "1", "name": "A", "parentId": "2", "publicServiceTypes": [{"id": "s"}]},
        {"id": "2", "name": "B", "parentId": "1"},
    ]
    assert [c.id for c in access.categories(raw)["s"]] == ["2", "1"]
