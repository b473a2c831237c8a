"""A CSV file becomes places."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry

from core.formats.csv_files import write
from home.places import csv_files, csv_rows, importing
from home.places.models import Place
from search.searching import search

pytestmark = pytest.mark.django_db


def plan(directory, *lines, **options):
    return importing.plan(directory, "\n".join(lines).encode(), **options)


@pytest.fixture
def user():
    return get_user_model().objects.create_user("mira", "mira@lindenfurt.example")


@pytest.fixture
def take_over(directory, user):
    def take(*lines, **options):
        made = plan(directory, *lines, **options)
        importing.apply(directory, made, user)
        return made

    return take


def test_new_places_are_entered_and_found(take_over, directory):
    made = take_over(
        "titel;breite;laenge;alter;ausstattung;wasser;rollstuhl",
        "Spielplatz Ä;50,12;8,56;3-6;Schaukel | Rutsche;ja;teilweise",
        "Spielplatz Ä;;;;;;",
    )
    assert len(made.created) == 2
    first, second = Place.objects.order_by("pk")
    assert (first.slug, second.slug) == ("spielplatz-ae", "spielplatz-ae-2")
    assert first.reference != second.reference
    assert (first.latitude, first.longitude, first.wheelchair) == (50.12, 8.56, "partly")
    assert first.values == {"alter": [3, 6], "ausstattung": ["Rutsche", "Schaukel"], "wasser": True}
    directory.save_revision().publish()
    groups = search("Spielplatz").groups
    assert [len(group.hits) for group in groups if group.kind.name == "places"] == [2]


def test_the_file_of_today_changes_nothing(playgrounds, directory):
    lines = (csv_rows.row(place, directory.facet_list) for place in Place.objects.all())
    content = write(csv_rows.header(directory.facet_list), lines)
    made = importing.plan(directory, content)
    assert len(made.unchanged) == 3
    assert not made.has_work
    assert not (made.faulty or made.missing or made.ignored)


def test_a_change_is_shown_before_and_after(playgrounds, directory):
    made = plan(directory, "kennung;strasse;Ausstattung", "bolzplatz;Am Feld 1;")
    [change] = made.updated
    assert change.differences == [
        ("strasse", "", "Am Feld 1"),
        ("Ausstattung", "Schaukel", ""),
    ]
    assert Place.objects.get(reference="bolzplatz").street == ""


def test_missing_columns_stay_and_empty_cells_empty(playgrounds, take_over):
    take_over("kennung;stadtteil", "spielplatz-muehlwiese;")
    place = Place.objects.get(reference="spielplatz-muehlwiese")
    assert (place.district, place.street) == ("", "Mühlweg 3")
    assert place.values["untergrund"] == "Sand"


def test_without_identifier_the_name_tells_which_place_is_meant(playgrounds, take_over):
    made = take_over("titel;plz", "bolzplatz;60997")
    assert len(made.updated) == 1
    assert Place.objects.get(reference="bolzplatz").postcode == "60997"


def test_places_that_the_file_lacks_stay_or_are_hidden_by_choice(playgrounds, take_over):
    take_over("kennung;ort", "bolzplatz;Lindenfurt")
    assert Place.objects.shown().count() == 3
    take_over("kennung;ort", "bolzplatz;Lindenfurt", hide_missing=True)
    assert [place.reference for place in Place.objects.shown()] == ["bolzplatz"]
    assert Place.objects.count() == 3


def test_nothing_is_hidden_while_rows_have_faults(playgrounds, directory):
    made = plan(directory, "kennung;breite", "bolzplatz;quer", hide_missing=True)
    assert not made.hidden
    assert len(made.missing) == 2


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("breite", "nördlich"),
        ("breite", "48,1"),  # without longitude
        ("oeffnungszeiten", "jeden zweiten Dienstag"),
        ("geschlossen-von", "morgen"),
        ("email", "keine-adresse"),
        ("webseite", "javascript:alert(1)"),
        ("links", "Plan ftp://x.example/"),
        ("rollstuhl", "vielleicht"),
        ("sichtbar", "halb"),
        ("alter", "jung"),
        ("untergrund", "Lava"),
        ("plz", "1" * 30),
    ],
)
def test_a_faulty_row_is_left_out_and_the_others_are_taken_over(take_over, column, text):
    made = take_over(f"titel;{column}", f"Falsch;{text}", "Richtig;")
    [fault] = made.faulty
    assert fault.line.number == 2
    assert fault.faults[0]
    assert [place.title for place in Place.objects.all()] == ["Richtig"]


def test_faulty_rows_come_back_as_a_file_and_can_be_uploaded_again(take_over, directory):
    made = take_over("Name;Breite;Bemerkung", "=Platz;quer;geheim", "Richtig;;")
    content = write(*importing.faults_as_table(made))
    table = csv_files.read(content)
    assert table.header == ("Name", "Breite", "Bemerkung", "fehler")
    [line] = table.lines
    assert line.raw[:3] == ("=Platz", "quer", "geheim")
    assert "quer" in line.raw[3]
    again = importing.plan(directory, content.replace(b"quer", b""))
    assert [change.place.title for change in again.created] == ["=Platz"]
    assert again.ignored == ["Bemerkung"]


def test_swapped_coordinates_and_foreign_places_are_told_apart(directory):
    made = plan(directory, "titel;breite;laenge", "Vertauscht;8.56;50.12", "Paris;48.85;2.35")
    swapped, abroad = (change.faults[0] for change in made.faulty)
    assert swapped != abroad


def test_a_place_outside_the_city_is_asked_about_and_still_taken_over(directory, settings):
    settings.MAP_BOUNDS = ["8.4", "50.0", "8.7", "50.2"]
    made = plan(directory, "titel;breite;laenge", "Drin;50,1;8,5", "Draußen;52,5;13,4")
    assert [change.place.title for change in made.warned] == ["Draußen"]
    assert len(made.created) == 2


def test_one_place_cannot_be_meant_twice(playgrounds, directory):
    twice = plan(directory, "kennung;ort", "bolzplatz;A", "bolzplatz;B")
    assert len(twice.faulty) == 2
    made = plan(directory, "kennung;titel", "bolzplatz;Bolzplatz", ";Bolzplatz")
    assert len(made.faulty) == 1


def test_two_places_of_one_name_need_their_identifiers(make_place, directory):
    make_place("Park")
    make_place("Park")
    assert len(plan(directory, "titel;ort", "Park;Lindenfurt").faulty) == 1


def test_a_file_without_names_is_refused_with_its_columns(directory):
    with pytest.raises(ValidationError) as refused:
        plan(directory, "Platz Nummer;Farbe", "1;rot")
    assert "Farbe" in refused.value.messages[0]


def test_the_digest_tells_that_something_was_changed_meanwhile(playgrounds, directory):
    file = ("kennung;ort", "bolzplatz;Lindenfurt")
    before = plan(directory, *file).digest
    assert plan(directory, *file).digest == before
    Place.objects.filter(reference="bolzplatz").update(town="Anderswo")
    assert plan(directory, *file).digest != before


def test_what_was_taken_over_stands_in_the_log(take_over, directory):
    take_over("titel", "Neu")
    entry = PageLogEntry.objects.get(action="places.import")
    assert entry.page_id == directory.pk
    assert entry.data["created"] == 1


def test_a_thousand_rows_cost_few_queries(directory, user, django_assert_max_num_queries):
    lines = ["titel;ausstattung", *(f"Platz {number};Rutsche" for number in range(1000))]
    with django_assert_max_num_queries(6):
        made = plan(directory, *lines)
    assert len(made.created) == 1000
