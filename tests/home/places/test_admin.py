"""Directories and places as editors keep them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.formats import tables
from home.places.models import DirectoryPage, Facet, Place, Upload
from tests.pages import parse, text_of

from .conftest import make_directory

pytestmark = pytest.mark.django_db
PLACE = {"title": "Halle", "is_shown": "on"}


@pytest.fixture
def editor(client, directory):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    client.force_login(user)
    return client


@pytest.fixture
def add_url(directory):
    return f"{reverse('wagtailsnippets_places_place:add')}?directory={directory.pk}"


def upload(editor, directory, content, **fields):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("orte.csv", content)
    address = reverse("place_upload", args=[directory.pk])
    return editor.post(address, {"file": file, **fields}, follow=True)


def take_over(editor, response):
    form = parse(response).select_one("form.place-import")
    digest = form.select_one("[name=digest]")["value"]
    return editor.post(form["action"], {"digest": digest}, follow=True)


class TestForm:
    def test_asks_the_questions_of_the_directory(self, editor, add_url):
        page = parse(editor.get(add_url))
        assert len(page.select("input[name=facet-ausstattung]")) == 3
        assert page.select_one("select[name=facet-untergrund]")
        assert page.select_one("input[name=facet-alter]")
        assert page.select_one("[data-place-picker]")

    def test_enters_and_changes_a_place_with_its_answers(self, editor, add_url, directory):
        answers = {
            "facet-alter": "3-12",
            "facet-ausstattung": ["Schaukel", "Rutsche"],
            "facet-wasser": "nein",
        }
        editor.post(add_url, {**PLACE, **answers})
        place = Place.objects.get()
        expected = {"alter": [3, 12], "ausstattung": ["Rutsche", "Schaukel"], "wasser": False}
        assert place.values == expected
        assert place.directory_id == directory.pk
        edit = reverse("wagtailsnippets_places_place:edit", args=[place.pk])
        page = parse(editor.get(edit))
        assert page.select_one("input[name=facet-alter]")["value"] == "3 bis 12"
        assert len(page.select("input[name=facet-ausstattung][checked]")) == 2
        editor.post(edit, {**PLACE, **answers, "facet-alter": "", "reference": place.reference})
        place.refresh_from_db()
        assert "alter" not in place.values

    def test_answers_to_facets_that_are_gone_are_kept(self, editor, make_place):
        place = make_place(values={"frueher": "ja", "wasser": True})
        edit = reverse("wagtailsnippets_places_place:edit", args=[place.pk])
        editor.post(edit, {**PLACE, "reference": place.reference, "facet-wasser": ""})
        place.refresh_from_db()
        assert place.values == {"frueher": "ja"}

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("facet-alter", "alle"),
            ("hours", "wenn die Sonne scheint"),
            ("latitude", "8.5"),
            ("links", "nur Wörter"),
        ],
    )
    def test_tells_what_is_wrong_and_keeps_what_was_typed(self, editor, add_url, field, text):
        response = editor.post(
            add_url, {**PLACE, "longitude": "8.5", "latitude": "50", field: text}
        )
        assert response.status_code == 200
        assert not Place.objects.exists()
        page = parse(response)
        assert page.select(".error-message")
        assert page.select_one("[name=title]")["value"] == "Halle"

    def test_an_identifier_is_given_once(self, editor, add_url, make_place):
        make_place(reference="sp-1")
        response = editor.post(add_url, {**PLACE, "reference": "sp-1"})
        assert parse(response).select(".error-message")
        assert Place.objects.count() == 1

    def test_warns_of_a_place_outside_the_city(self, editor, add_url, settings):
        settings.MAP_BOUNDS = ["8.4", "50.0", "8.7", "50.2"]
        inside = {**PLACE, "latitude": "50.1", "longitude": "8.5"}
        assert not parse(editor.post(add_url, inside, follow=True)).select(".warning")
        outside = {**PLACE, "latitude": "52.5", "longitude": "13.4"}
        assert parse(editor.post(add_url, outside, follow=True)).select(".messages .warning")
        assert Place.objects.count() == 2

    def test_with_several_directories_the_first_step_asks_for_one(self, editor, home, directory):
        make_directory(home, "Sporthallen")
        page = parse(editor.get(reverse("wagtailsnippets_places_place:add")))
        ways = [link["href"] for link in page.select("ul.listing a")]
        assert f"?directory={directory.pk}" in ways[0]
        assert len(ways) == 2

    def test_the_list_costs_few_queries(self, editor, make_place, django_assert_max_num_queries):
        for number in range(30):
            make_place(f"Platz {number}")
        address = reverse("wagtailsnippets_places_place:list")
        editor.get(address)
        with django_assert_max_num_queries(25):
            page = parse(editor.get(address))
        assert len(page.select("table.listing tbody tr")) == 30


class TestPage:
    def data(self, facets, **fields):
        return nested_form_data(
            {
                "title": "Spielplätze",
                "slug": "spielplaetze",
                "introduction": "",
                "schema_type": "Playground",
                "facets": inline_formset(facets, initial=sum("id" in one for one in facets)),
                "body": streamfield([]),
                "comments": inline_formset([]),
                "action-publish": "on",
                **fields,
            }
        )

    def facets(self):
        names = ("id", "name", "kind", "answers", "unit")
        rows = Facet.objects.order_by("sort_order").values(*names)
        return [{**row, "is_filter": "on"} for row in rows]

    def edit(self, editor, directory, facets):
        address = reverse("wagtailadmin_pages:edit", args=[directory.pk])
        return editor.post(address, self.data(facets), follow=True)

    def test_a_directory_is_made_with_its_facets(self, editor, home):
        address = reverse("wagtailadmin_pages:add", args=["places", "directorypage", home.pk])
        facets = [{"name": "Größe", "kind": "range", "answers": "", "unit": "m²"}]
        data = self.data(facets, title="Hallen", slug="hallen")
        editor.post(address, data)
        page = DirectoryPage.objects.get(slug="hallen")
        assert [facet.key for facet in page.facets.all()] == ["groesse"]
        assert editor.get("/hallen/").status_code == 200

    def test_a_facet_keeps_its_key_through_drafts(self, editor, directory):
        facets = self.facets()
        facets[0]["name"] = "Für wen"
        self.edit(editor, directory, facets)
        self.edit(editor, directory, facets)
        assert [facet.key for facet in directory.facets.all()][0] == "alter"
        assert Facet.objects.get(key="alter").name == "Für wen"

    def test_answers_in_use_cannot_be_taken_away(self, editor, directory, playgrounds):
        facets = self.facets()
        facets[1]["answers"] = "Rutsche\nSchaukel"
        response = self.edit(editor, directory, facets)
        assert "Abenteuerspielplatz" in text_of(response)
        assert "Seilbahn" in Facet.objects.get(key="ausstattung").answers
        facets[1]["answers"] = "Seilbahn\nRutsche\nSchaukel\nWippe"
        self.edit(editor, directory, facets)
        assert Facet.objects.get(key="ausstattung").options[0] == "Seilbahn"

    def test_a_facet_with_answers_does_not_change_its_kind(self, editor, directory, playgrounds):
        facets = self.facets()
        facets[3]["kind"] = "range"
        self.edit(editor, directory, facets)
        assert Facet.objects.get(key="wasser").kind == "yes-no"

    def test_one_of_several_may_become_any_of_several(self, editor, directory, playgrounds, ask):
        facets = self.facets()
        facets[2]["kind"] = "multi"
        self.edit(editor, directory, facets)
        assert Facet.objects.get(key="untergrund").kind == "multi"
        assert "Abenteuerspielplatz" in text_of(ask("?untergrund=Rasen"))

    def test_a_facet_to_choose_from_needs_answers(self, editor, directory):
        facets = self.facets()
        facets[1]["answers"] = " \n "
        self.edit(editor, directory, facets)
        assert Facet.objects.get(key="ausstattung").options


class TestFiles:
    @pytest.mark.parametrize("format", ["csv", "xlsx"])
    def test_the_file_of_today_is_downloaded_and_changes_nothing(
        self, editor, directory, playgrounds, format
    ):
        response = editor.get(reverse("place_download", args=[directory.pk, format]))
        assert "attachment" in response["Content-Disposition"]
        page = parse(upload(editor, directory, response.getvalue()))
        assert not page.select("form.place-import button:not(.button-secondary)")

    def test_a_file_is_shown_before_it_changes_anything(self, editor, directory, playgrounds):
        response = upload(editor, directory, "kennung;strasse\nbolzplatz;<b>Am Feld</b>\n")
        assert "<b>Am Feld</b>" in text_of(response)
        assert Place.objects.get(reference="bolzplatz").street == ""
        take_over(editor, response)
        assert Place.objects.get(reference="bolzplatz").street == "<b>Am Feld</b>"
        assert not Upload.objects.exists()

    def test_what_was_changed_meanwhile_is_shown_again(self, editor, directory, playgrounds):
        response = upload(editor, directory, "kennung;strasse\nbolzplatz;Am Feld\n")
        Place.objects.filter(reference="bolzplatz").update(street="Neuer Weg")
        again = take_over(editor, response)
        assert "Neuer Weg" in text_of(again)
        assert Place.objects.get(reference="bolzplatz").street == "Neuer Weg"
        take_over(editor, again)
        assert Place.objects.get(reference="bolzplatz").street == "Am Feld"

    def test_rows_that_were_left_out_can_be_had_back(self, editor, directory):
        response = upload(editor, directory, "titel;breite\nGut;\nSchlecht;quer\n")
        after = take_over(editor, response)
        assert [place.title for place in Place.objects.all()] == ["Gut"]
        [way] = [link["href"] for link in parse(after).select("a[href$='/fehler/']")]
        [header, row] = tables.read(editor.get(way).getvalue()).rows
        assert row[1][:2] == ["Schlecht", "quer"]

    def test_a_file_that_cannot_be_read_is_told_and_nothing_is_kept(self, editor, directory):
        response = upload(editor, directory, "PK\x03\x04")
        assert parse(response).select(".error-message")
        assert not Upload.objects.exists()

    def test_a_file_can_be_discarded(self, editor, directory):
        upload(editor, directory, "titel\nNeu\n")
        editor.post(reverse("place_upload_discard", args=[Upload.objects.get().pk]))
        assert not Upload.objects.exists()
        assert not Place.objects.exists()

    def test_the_overview_counts_what_is_hidden_or_off_the_map(
        self, editor, directory, playgrounds
    ):
        row = parse(editor.get(reverse("place_directories"))).select_one("table.listing tbody tr")
        assert [cell.get_text() for cell in row.select("td")[1:4]] == ["3", "0", "1"]

    def test_nobody_reads_the_file_of_another_editor(self, editor, directory, client):
        upload(editor, directory, "titel\nNeu\n")
        other = get_user_model().objects.create_superuser("kim", "kim@lindenfurt.example", "x")
        client.force_login(other)
        address = reverse("place_upload_preview", args=[Upload.objects.get().pk])
        assert client.get(address).status_code == 404

    def test_who_may_not_change_places_gets_no_file(self, client, directory):
        user = get_user_model().objects.create_user("jo", "jo@lindenfurt.example")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        for name, more in (("place_download", ["csv"]), ("place_upload", [])):
            address = reverse(name, args=[directory.pk, *more])
            assert client.get(address).status_code in (302, 403)
        assert client.get(reverse("place_directories")).status_code in (302, 403)
        add = reverse("wagtailsnippets_places_place:add")
        assert client.get(add).status_code in (302, 403)
