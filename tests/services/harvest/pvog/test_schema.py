"""PVOG JSON → records, quirk by quirk."""

import datetime

import pytest

from harvest.report import Warnings
from outbound.errors import SourceInvalid
from services.harvest.pvog.schema import access
from services.harvest.pvog.schema.modules import deadline, fee, processing_time
from services.harvest.pvog.schema.service import service
from services.harvest.pvog.schema.unit import unit
from services.harvest.pvog.schema.values import ref
from services.records import Ref


def raw_service(*details, **more):
    return {"id": "L100001.LB.10", "name": "Ausweis", "details": [*details], **more}


def module(code, text="", category="TEXT_MODUL", **more):
    return {"@type": "_module", "code": code, "text": text, "xZufiCategory": category, **more}


def record_of(*details, **more):
    return service({"de": raw_service(*details, **more)}, Warnings())


def modules_of(*details, **more):
    return {each.code: each for each in record_of(*details, **more).modules}


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("L100001.LB.10012815", Ref("L100001", "10012815")),
        ("L100108.LB.L100108_120656", Ref("L100108", "L100108_120656")),
        ("L100039.OE.0000014709-0000226872", Ref("L100039", "0000014709-0000226872")),
        ("S100002.OD.S1000020040000000334-5805", Ref("S100002", "S1000020040000000334-5805")),
        ("B100019.LB.6000167.OE.1", Ref("B100019", "6000167.OE.1")),
    ],
)
def test_ids_of_every_shape(id, expected):
    assert ref(id) == expected


@pytest.mark.parametrize("id", ["", "10012815", "L100001", "L100001.XX.1", ".LB.1", "L1.LB.", None])
def test_identity_is_never_guessed(id):
    with pytest.raises(SourceInvalid):
        ref(id)


def test_modules_keep_their_codes():
    found = modules_of(module("24", "<p>Kurz</p>"), module("02", "Ausweis  Ausstellung"))
    assert found["24"].html == "<p>Kurz</p>" and found["02"].html == "Ausweis Ausstellung"


@pytest.mark.parametrize(
    ("category", "code"), [("KOSTEN", "98"), ("FRIST", "97"), ("BEARBEITUNGSDAUER", "95")]
)
def test_modules_without_a_code_are_known_by_their_category(category, code):
    assert modules_of(module("", "<p>Ja</p>", category))[code].html == "<p>Ja</p>"


def test_placeholders_are_dropped():
    assert "18" not in modules_of(module("18", "Irgendwer", placeholder=True))
    assert "18" not in modules_of(module("18", "nicht angegeben"))


def test_a_module_of_links_only_is_one_and_keeps_its_parameters():
    links = [
        {
            "uri": "https://example.org/?a=%7Bars%7D",
            "title": "Gesetz",
            "description": "",
            "dynamicParameters": [{"name": "ars", "type": {"code": "001"}}],
        },
        {"uri": "javascript:alert(1)", "title": "böse"},
    ]
    (found,) = modules_of(module("07", "", links=links))["07"].links
    assert found.url == "https://example.org/?a=%7Bars%7D"
    assert found.parameters == (("ars", "001"),)


def test_status_and_typing_stay_inside():
    record = record_of(
        module("STATUS", "6", "TEXT_MODUL_INDIVIDUELL"),
        module("STATUSKATALOG", "5", "TEXT_MODUL_INDIVIDUELL"),
        typing=[{"code": "2/3", "name": "Regelung Bund"}],
    )
    assert record.internal == {"STATUS": "6", "STATUSKATALOG": "5", "TYPISIERUNG": "2/3"}
    assert [each.code for each in record.modules] == ["03"]


def test_unknown_modules_keep_their_place_and_are_counted():
    warnings = Warnings()
    raw = raw_service(module("STADTTIPP", "Früh", "TEXT_MODUL_INDIVIDUELL", title="Tipp"))
    record = service({"de": raw}, warnings)
    found = {each.code: each for each in record.modules}["x:STADTTIPP"]
    assert (found.html, found.heading) == ("Früh", "Tipp")
    assert warnings.counts["unknown_module"] == 1


def test_approval_and_origin_are_no_texts():
    record = record_of(
        module("93", "Ministerium", date="2026-01-14"),
        module("94", "", links=[{"uri": "https://herkunft.example/", "title": "Land"}]),
        sourcePortals=[{"title": "FIM", "uri": "https://fim.example/"}],
    )
    assert (record.approved_on, record.approved_by) == (datetime.date(2026, 1, 14), "Ministerium")
    assert [link.url for link in record.origin_links] == [
        "https://fim.example/",
        "https://herkunft.example/",
    ]
    assert [each.code for each in record.modules] == ["03"]


def test_name_and_description_stand_in_for_missing_modules():
    found = modules_of(description="<p>Kurz gesagt</p>")
    assert (found["03"].html, found["24"].html) == ("Ausweis", "<p>Kurz gesagt</p>")
    told = modules_of(module("03", "Titel"), module("24", "Kurz"), description="<p>Anders</p>")
    assert (told["03"].html, told["24"].html) == ("Titel", "Kurz")


def test_sentinel_days_mean_unlimited():
    record = record_of(validFrom="1970-01-01", validTo="2999-12-31")
    assert record.valid_from is record.valid_through is None
    assert record_of(validTo="2026-12-31").valid_through == datetime.date(2026, 12, 31)


def test_the_editorial_date_counts_and_not_the_mass_import():
    dates = {"lastUpdate": "2025-01-20T01:26:46.650442062Z"}
    assert record_of(**dates).updated_at.year == 2025
    dates["externalLastUpdate"] = "2024-01-24T12:21:29Z"
    assert record_of(**dates).updated_at == datetime.datetime(
        2024, 1, 24, 12, 21, 29, tzinfo=datetime.UTC
    )


def test_life_situations_keep_their_tree():
    matters = [
        {
            "code": "1000000",
            "name": "Bürger",
            "children": [
                {
                    "code": "1030000",
                    "name": "Schule",
                    "children": [{"code": "1030200", "name": "Beruf", "children": []}],
                }
            ],
        },
        None,
    ]
    found = record_of(personalMatters=matters).categories
    assert [(c.scheme, c.id, c.parent_id) for c in found] == [
        ("pvlagen", "1000000", ""),
        ("pvlagen", "1030000", "1000000"),
        ("pvlagen", "1030200", "1030000"),
    ]


def test_nulls_everywhere_are_borne():
    names = "description leikakeys ars details typing synonyms personalMatters sourcePortals forms"
    assert record_of(**dict.fromkeys(names.split()[:3])).label == "Ausweis"
    raw = {"id": "L1.LB.1", "name": None, **dict.fromkeys(names.split())}
    assert service({"de": raw}, Warnings()).label == "L1/1"


@pytest.mark.parametrize(
    ("text", "kind", "amounts"),
    [
        ("37,00 EUR", "fixed", ("37.00", "", "")),
        ("Gebühr: 28,80 €", "fixed", ("28.80", "", "")),
        ("1.234,50 Euro", "fixed", ("1234.50", "", "")),
        ("1.500 EUR", "fixed", ("1500.00", "", "")),
        ("kostenfrei", "free", ("", "", "")),
        ("Keine", "free", ("", "", "")),
        ("10,00 bis 55,50 EUR", "variable", ("", "10.00", "55.50")),
        ("von 10 EUR bis 50 EUR", "variable", ("", "10.00", "50.00")),
        ("ab 84,00 EUR", "variable", ("", "", "")),
        ("12 EUR je Stück", "variable", ("", "", "")),
        ("erste 12 EUR, jede weitere 6 EUR", "variable", ("", "", "")),
        ("nach Aufwand", "variable", ("", "", "")),
        ("", "variable", ("", "", "")),
    ],
)
def test_amounts_are_read_where_they_can_be_nothing_else(text, kind, amounts):
    found = fee({"title": "Gebühr", "text": text, "code": "001"}, "de")
    assert (found.kind, (found.amount, found.minimum, found.maximum)) == (kind, amounts)


def test_a_fee_keeps_its_words():
    found = fee({"title": "Zweitschrift", "text": "12 EUR je Stück", "code": "001"}, "de")
    assert found.descriptions == {"de": "Zweitschrift: 12 EUR je Stück"}
    assert found.type_code == "001"


def test_a_deadline_is_a_kind_a_sentence_and_a_duration():
    text = "Widerspruch kann nach Bekanntgabe eingelegt werden.: 1 Monat"
    found = deadline({"title": "Widerspruchsfrist", "text": text, "code": "009"}, "de")
    assert (found.amount, found.unit, found.type_code) == ("1", "MONAT", "009")
    assert found.type_name == "Widerspruchsfrist"
    assert found.descriptions == {"de": "Widerspruch kann nach Bekanntgabe eingelegt werden."}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Monat", ("1", "MONAT", "", "")),
        ("2 - 3 Wochen", ("2", "WOCHE", "3", "WOCHE")),
        ("2 bis 10 Werktage", ("2", "WERKTAG", "10", "WERKTAG")),
        ("14 Tage", ("14", "TAG", "", "")),
        ("sofort", ("", "", "", "")),
        ("Tage", ("", "", "", "")),
    ],
)
def test_durations(text, expected):
    found = processing_time({"title": "in der Regel", "text": text}, "de")
    assert (found.amount, found.unit, found.amount_to, found.unit_to) == expected
    assert found.descriptions["de"].startswith("in der Regel")


def test_a_unit_in_detail():
    raw = {
        "title": "Bauamt",
        "location": {
            "addresses": [{"type": "Hausanschrift", "street": "Markt 1", "zip": "01234"}],
            "communications": [
                {"code": "02", "value": "0123"},
                {"code": "01", "value": "a@b.example"},
                {"code": "04", "value": "0124"},
                {"code": "02", "value": None},
            ],
        },
        "internetAddresses": [{"uri": "https://b.example"}, {"uri": "javascript:x"}],
        "openingHours": "Mo 8–12 Uhr",
    }
    record = unit("L1.OE.7", raw)
    assert record.names == {"de": "Bauamt"} and record.addresses[0].postcode == "01234"
    assert [each.kind for each in record.channels] == ["phone", "email", "fax", "web"]
    assert [(h.weekday, h.opens) for h in record.hours] == [(1, "08:00")]


def test_hours_as_entries_are_taken_whole_or_not_at_all():
    good = {"weekday": "Montag", "from": "08:00:00", "to": "12:00"}
    assert [h.closes for h in unit("L1.OE.7", {"openingTimes": [good]}).hours] == ["12:00"]
    bad = {"weekday": "Mo–Fr", "from": "8", "to": "12"}
    assert unit("L1.OE.7", {"openingTimes": [good, bad]}).hours == ()


def test_an_empty_unit_is_borne():
    assert unit("L1.OE.7", {"location": None}).label == "L1/7"


def test_forms_are_known_by_their_address():
    forms = [
        {"title": "Antrag", "uri": "https://f.example/a.pdf"},
        {"title": "Doppelt", "uri": "https://f.example/a.pdf"},
        {"title": "Ohne Adresse"},
    ]
    (found,) = access.forms(raw_service(forms=forms))
    assert found.ref.agency == "L100001" and found.names == {"de": "Antrag"}
    (again,) = access.forms(raw_service(forms=forms[:1]))
    assert again.ref == found.ref


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ({"code": "03", "name": "Ansprechpunkt"}, "03"),
        ({"name": "Zuständige Stelle"}, "01"),
        ("Zuständige Stelle", "01"),
        ("02", "02"),
        (None, ""),
    ],
)
def test_roles(role, code):
    assert access.role_of({"role": role}) == code


def test_help_links_of_an_online_service_are_no_way_in():
    raw = {
        "name": "Antrag",
        "uri": "https://d.example/",
        "helpLinks": [{"uri": "https://d.example/hilfe", "title": "Hilfe"}],
    }
    links = access.online_service("L1.OD.3", raw).links
    assert [(link.url, link.kind) for link in links] == [
        ("https://d.example/", "start"),
        ("https://d.example/hilfe", "info"),
    ]
