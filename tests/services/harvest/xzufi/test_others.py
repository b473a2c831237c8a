"""Units, online services, forms, responsibilities and specialisations."""

from datetime import date

import pytest

from services.records import (
    Address,
    Channel,
    Form,
    Hours,
    Link,
    OnlineLink,
    OnlineService,
    Person,
    Ref,
    Responsibility,
    Specialisation,
    Unit,
)
from tests.services.harvest.xzufi.conftest import message


@pytest.fixture
def of_kind(read, fixtures):
    """The records of one type in a fixture."""

    def chosen(record_type, name="transfer_2_2_0.xml"):
        records, _warnings = read(fixtures / name)
        return [record for record in records if isinstance(record, record_type)]

    return chosen


def unit_with(inner: str) -> str:
    return (
        '<x:organisationseinheit><x:id schemeAgencyID="L1">9</x:id>'
        f"<x:name><x:name>Amt</x:name></x:name>{inner}</x:organisationseinheit>"
    )


# --- Units -------------------------------------------------------------------------------


def test_unit_names_texts_parent_and_area(of_kind):
    (unit,) = of_kind(Unit)
    assert unit.ref == Ref("L999901", "0000014709-0000226872")
    assert unit.names == {"de": "Bürgerbüro", "en": "Citizens’ Office"}
    assert unit.short_descriptions == {"de": "Ausweise und mehr"}
    assert 'href="mailto:info@lindenfurt.example"' in unit.descriptions["de"]
    assert unit.parent == Ref("L999901", "9001")
    assert unit.area == "069990001001"
    assert unit.payment_methods == ("Überweisung",)
    assert unit.accessibility == {"de": "Rampe am Hof"}


def test_unit_addresses_with_utm_coordinates_and_without_nonsense(of_kind):
    visit, post = of_kind(Unit)[0].addresses
    assert (visit.kind, visit.street, visit.house_number) == ("visit", "Marktplatz", "1 a")
    assert visit.postcode == "06999"
    assert visit.latitude == pytest.approx(50.68, abs=0.01)
    assert visit.longitude == pytest.approx(9.52, abs=0.01)
    assert (visit.wheelchair, visit.lift) == (True, False)
    assert post == Address(kind="post_box", post_box="12 34", postcode="36990", place="Lindenfurt")


def test_coordinates_that_are_no_place_are_reported(read, fixtures):
    _records, warnings = read(fixtures / "transfer_2_2_0.xml")
    assert warnings.counts["coordinates_not_plausible"] == 1


@pytest.mark.parametrize(
    ("x", "y", "system"),
    [
        ("9.5214", "50.6812", ""),
        ("50.6812", "9.5214", "EPSG:4326"),
        ("9,5214", "50,6812", "WGS84"),
        ("536824.9", "5614575.6", "urn:ogc:def:crs:EPSG::25832"),
        ("536824.9", "5614575.6", "ETRS89/UTM32"),
        ("32536824.9", "5614575.6", "EPSG:25832"),
        ("3536893.4", "5616365.5", "EPSG:31467"),
    ],
)
def test_coordinates_of_every_projection(read_one, x, y, system):
    inner = (
        "<x:anschrift><x:strasse>Weg</x:strasse><x:geokodierung><x:punkt>"
        f"<x:x>{x}</x:x><x:y>{y}</x:y></x:punkt><x:koordinatensystem>{system}"
        "</x:koordinatensystem></x:geokodierung></x:anschrift>"
    )
    record, warnings = read_one(unit_with(inner))
    (address,) = record.addresses
    assert address.latitude == pytest.approx(50.6812, abs=0.01)
    assert address.longitude == pytest.approx(9.5214, abs=0.01)
    assert not warnings.counts


@pytest.mark.parametrize(
    ("x", "y"), [("NaN", "50"), ("1e400", "1"), ("acht", "neun"), ("200", "95")]
)
def test_coordinates_that_are_nonsense(read_one, x, y):
    inner = (
        "<x:anschrift><x:geokodierung><x:punkt>"
        f"<x:x>{x}</x:x><x:y>{y}</x:y></x:punkt></x:geokodierung></x:anschrift>"
    )
    record, warnings = read_one(unit_with(inner))
    assert record.addresses[0].latitude is None
    assert warnings.counts == {"coordinates_not_plausible": 1}


def test_unit_channels_by_name_code_or_value_and_only_public_ones(of_kind):
    assert of_kind(Unit)[0].channels == (
        Channel("phone", "06999 115-0", "Zentrale"),
        Channel("fax", "06999 115-9"),
        Channel("email", "buero@lindenfurt.example"),
    )


def test_opening_hours_as_spans_and_as_text(of_kind):
    (unit,) = of_kind(Unit)
    assert unit.hours == (
        Hours(1, "08:00", "12:30"),
        Hours(6, "10:00", "00:00", "jeden ersten Samstag"),
    )
    assert unit.hours_texts == {"de": "<p>Montag: 08:00 bis 12:30 Uhr</p>"}


def test_only_released_persons(of_kind):
    assert of_kind(Unit)[0].persons == (
        Person(name="Erika Beispiel", function="Leitung", phone="06999 115-20"),
    )


@pytest.mark.parametrize(
    ("inner", "field", "value"),
    [
        ("<x:visible>false</x:visible>", "visible", False),
        ("<x:notPublic>true</x:notPublic>", "visible", False),
        ("<x:visible>true</x:visible>", "visible", True),
        ("<x:generalisiert>true</x:generalisiert>", "generalised", True),
        ("<x:terminErforderlich>true</x:terminErforderlich>", "appointment_required", True),
        ("<x:onlineTermin><x:uri>https://t.example</x:uri></x:onlineTermin>", "appointment_url",
         "https://t.example"),
        ("<x:positionDarstellung>4</x:positionDarstellung>", "position", 4),
        ("<x:synonym>Einwohnermeldeamt</x:synonym>", "alternative_names", ("Einwohnermeldeamt",)),
    ],
)  # fmt: skip
def test_flags_of_a_unit(read_one, inner, field, value):
    record, warnings = read_one(unit_with(inner))
    assert getattr(record, field) == value
    assert not warnings.counts


# --- Responsibilities --------------------------------------------------------------------


def test_responsibilities_of_units_and_online_services(of_kind):
    unit, online, further_area = of_kind(Responsibility)
    assert unit == Responsibility(
        ref=Ref("L999901", "850001"),
        holder_kind="unit",
        holder=Ref("L999901", "0000014709-0000226872"),
        service=Ref("L999901", "0042"),
        area="069990001001",
        role="01",
    )
    assert (online.holder_kind, online.holder) == ("online_service", Ref("L999901", "60001"))
    assert (online.ref.id, online.area) == ("860001", "069990001001")
    assert (further_area.ref.id, further_area.area) == ("860001#069990001002", "069990001002")


def test_embedded_responsibilities_of_older_messages(of_kind):
    first, second = of_kind(Responsibility, "transfer_2_1_0.xml")
    assert first.holder == Ref("S100002", "S1000020010000005805")
    assert first.ref == Ref("S100002", "S1000020010000005805:39766411970")
    # ARS and AGS of the same place are one area.
    assert (first.area, first.role) == ("020000000000", "01")
    # A reference without an agency means the holder's own.
    assert (second.service, second.area) == (Ref("S100002", "39766411971"), "")


def test_a_responsibility_without_its_service_is_reported(read):
    records, warnings = read(
        message(
            "<x:schreibe><x:zustaendigkeitTransferObjekt><x:uebergeordnetesObjektID>1"
            "</x:uebergeordnetesObjektID><x:zustaendigkeit><x:id>2</x:id></x:zustaendigkeit>"
            "</x:zustaendigkeitTransferObjekt></x:schreibe>"
        )
    )
    assert not records
    assert warnings.counts == {"responsibility_incomplete": 1}


# --- Online services, forms, specialisations ---------------------------------------------


def test_online_service(of_kind):
    (online,) = of_kind(OnlineService)
    assert online.names == {"de": "Parkausweis online"}
    assert online.links == (
        OnlineLink("https://online.lindenfurt.example/{ars}/parken", "de", "Jetzt beantragen"),
        OnlineLink("https://online.lindenfurt.example/hilfe", "de", "", "info"),
    )
    assert online.trust_level == "15"
    assert online.identification == ("BundID",)
    assert online.payment_methods == ("Online-Bezahlung",)


def test_online_service_of_2_3_with_parameters_area_and_validity(of_kind):
    (online,) = of_kind(OnlineService, "transfer_2_3_1.xml")
    assert online.parameters == {"regschl": "001"}
    assert online.areas == ("110000000000",)
    assert (online.valid_from, online.valid_through) == (date(2025, 1, 1), None)


def test_form(of_kind):
    (form,) = of_kind(Form)
    assert form.links == (
        Link("https://www.lindenfurt.example/parken.pdf", "Antrag (PDF)", "", "de"),
    )
    assert form.extra == {"format": "application/pdf"}


def test_specialisation(of_kind):
    (addition,) = of_kind(Specialisation)
    assert addition.ref == Ref("L999901", "s-1")
    assert addition.service == Ref("L999901", "0042")
    assert addition.areas == ("069990001001",)
    assert [(module.code, module.html) for module in addition.modules] == [
        ("11", "<p>In Lindenfurt mit Termin.</p>")
    ]
    assert addition.fees[0].amount == "37.00"
