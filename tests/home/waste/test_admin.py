"""The calendar as editors keep it: forms as rendered, files with their preview, rights, search."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.groups import DATA_STEWARD, DEPARTMENT_EDITOR, setup_groups
from core.registries import retention
from home.waste.models import Area, CollectionDate, Kind, Street, Upload
from search.searching import search
from tests import rendered
from tests.pages import links, parse, text_of

pytestmark = pytest.mark.django_db
DATES = "bezirk;art;datum;hinweis\nNord;Papier;05.03.2027;Neu\n"


@pytest.fixture
def editor(client, city):
    user = get_user_model().objects.create_superuser("carla", "carla@lindenfurt.example", "x")
    client.force_login(user)
    return client


def enter(client, model, **values):
    """Open the form by its link in the list, fill it in and send it."""
    listing = client.get(reverse(f"wagtailsnippets_waste_{model}:list"))
    address = reverse(f"wagtailsnippets_waste_{model}:add")
    assert address in [link["href"] for link in parse(listing).select("a[href]")]
    form = rendered.form_in(client.get(address), "main form[method=POST], main form[method=post]")
    return client.post(address, {**rendered.filled(form).dict(), **values}, follow=True)


def upload(client, holds, content, name="datei.csv", **fields):
    """From the page of files by its link to the preview."""
    files = client.get(reverse("waste_files"))
    address = reverse("waste_upload", args=[holds])
    assert address in [link["href"] for link in parse(files).select("main a")]
    form = rendered.form_in(client.get(address), "form.waste-upload")
    content = content.encode() if isinstance(content, str) else content
    data = {**rendered.filled(form).dict(), **fields}
    data = {key: value for key, value in data.items() if value is not None}
    return client.post(address, {**data, "file": SimpleUploadedFile(name, content)}, follow=True)


def press(client, response, button=0):
    form = parse(response).select_one("form.waste-import")
    data = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    buttons = form.select("button")
    return client.post(buttons[button].get("formaction") or form["action"], data, follow=True)


class TestForms:
    def test_a_kind_an_area_a_date(self, editor):
        enter(
            editor,
            "kind",
            name="Glas",
            sign="Gl",
            colour="green",
            note="Nur Flaschen",
            position="9",
        )
        enter(editor, "area", name="West")
        area, kind = Area.objects.get(name="West"), Kind.objects.get(slug="glas")
        enter(
            editor, "collectiondate", area=str(area.pk), kind=str(kind.pk), day="5.3.2027", note="x"
        )
        assert str(CollectionDate.objects.get(area=area)) == "05.03.2027, West: Glas"
        again = enter(
            editor, "collectiondate", area=str(area.pk), kind=str(kind.pk), day="5.3.2027"
        )
        assert "Dieser Termin steht schon im Kalender" in text_of(again)

    def street(self, client, name="Neuweg", district="", rows=()):
        data = {"name": name, "district": district}
        data |= {"stretches-TOTAL_FORMS": str(len(rows)), "stretches-INITIAL_FORMS": "0"}
        for number, row in enumerate(rows):
            row = {"side": "both", "first": "1", "last": "9999", "id": "", "DELETE": "", **row}
            data |= {f"stretches-{number}-{key}": str(value) for key, value in row.items()}
        return enter(client, "street", **data)

    def test_a_street_with_two_parts(self, editor, city):
        north, south = city.areas
        rows = [{"area": north.pk, "last": 19}, {"area": south.pk, "first": 20}]
        self.street(editor, rows=rows)
        street = Street.objects.get(slug="neuweg")
        assert [str(one) for one in street.stretches.all()] == ["1–19: Nord", "ab 20: Süd"]
        listing = editor.get(reverse("wagtailsnippets_waste_street:list"), {"q": "neuw"})
        assert "1–19: Nord; ab 20: Süd" in text_of(listing)

    def test_house_numbers_that_meet_are_told_and_nothing_is_lost(self, editor, city):
        north, south = city.areas
        rows = [{"area": north.pk, "last": 19}, {"area": south.pk, "first": 19}]
        response = self.street(editor, rows=rows)
        assert "Einige dieser Hausnummern stehen oben schon: 1–19." in text_of(response)
        assert parse(response).select_one("[name=stretches-1-first]")["value"] == "19"
        assert not Street.objects.filter(slug="neuweg").exists()

    def test_the_same_street_in_another_spelling_is_told(self, editor, city):
        response = self.street(editor, "Linden-Allee", rows=[{"area": city.areas[0].pk}])
        assert "Diese Straße gibt es schon: Lindenallee" in text_of(response)
        self.street(editor, "Linden-Allee", "Hain", rows=[{"area": city.areas[0].pk}])
        assert Street.objects.filter(district="Hain").exists()

    def test_what_is_in_use_is_not_deleted(self, editor, city):
        address = reverse("wagtailsnippets_waste_area:delete", args=[city.areas[0].pk])
        editor.post(address)
        assert Area.objects.filter(pk=city.areas[0].pk).exists()

    def test_lists_search_and_filter(self, editor, city, django_assert_max_num_queries):
        address = reverse("wagtailsnippets_waste_collectiondate:list")
        north, paper = city.areas[0].pk, city.kinds[1].pk
        for query, number in (
            ({}, 6),
            ({"q": "Karneval"}, 1),
            ({"q": "Süd"}, 1),
            ({"area": north, "kind": paper}, 1),
        ):
            editor.get(address)
            with django_assert_max_num_queries(30):
                page = parse(editor.get(address, query))
            assert len(page.select("table.listing tbody tr")) == number, query


class TestFiles:
    def test_a_file_is_shown_and_then_taken_over(self, editor, city):
        response = upload(editor, "termine", DATES)
        assert CollectionDate.objects.count() == 6
        assert "Fr, 05.03.2027 – Nord: Papier (Neu)" in text_of(response)
        assert "Wird gelöscht" in text_of(response)
        done = press(editor, response)
        assert "Übernommen: 1 neu. 0 geändert. 5 gelöscht." in text_of(done)
        assert CollectionDate.objects.filter(day__year=2027).count() == 1
        assert not Upload.objects.exists()
        again = upload(editor, "termine", DATES)
        assert "nichts zu übernehmen" in text_of(again).casefold()

    def test_faults_are_listed_and_nothing_can_be_taken_over(self, editor, city):
        evil = "<script>alert(1)</script>"
        response = upload(editor, "termine", DATES + f"{evil};Papier;05.03.2027;\nNord;x;y;\n")
        rows = parse(response).select("table.listing tbody tr")
        assert [row.td.text for row in rows] == ["3", "4"]
        assert evil in rows[0].text
        assert evil.encode() not in response.content
        assert "Take over" not in text_of(response) and "Übernehmen" not in text_of(response)
        press(editor, response)  # the button that is left discards
        assert not Upload.objects.exists() and CollectionDate.objects.count() == 6

    def test_what_was_changed_meanwhile_is_shown_again(self, editor, city):
        response = upload(editor, "termine", DATES)
        CollectionDate.objects.filter(pk=city.dates[0].pk).delete()
        again = press(editor, response)
        assert "inzwischen geändert" in text_of(again)
        assert CollectionDate.objects.count() == 5
        press(editor, again)
        assert CollectionDate.objects.filter(day__year=2027).count() == 1

    def test_a_file_of_another_kind_is_told_at_the_field(self, editor, city):
        response = upload(editor, "strassen", b"%PDF-1.7", "plan.pdf")
        assert "pdf" in parse(response).select_one(".error-message").text
        assert not Upload.objects.exists()

    def test_what_is_downloaded_is_taken_back_without_a_change(self, editor, city):
        for holds in ("strassen", "termine"):
            for form in ("csv", "xlsx"):
                file = editor.get(reverse("waste_download", args=[holds, form])).getvalue()
                response = upload(editor, holds, file, f"x.{form}")
                assert "nichts zu übernehmen" in text_of(response).casefold(), (holds, form)

    def test_streets_are_taken_over(self, editor, city):
        content = "strasse;bezirk\nNeuweg;Süd\nLindenallee;Süd\n"
        response = upload(editor, "strassen", content, is_whole="on")
        assert "4 Straßen stehen nicht in der Datei und werden gelöscht" in text_of(response)
        press(editor, response)
        assert set(Street.objects.values_list("slug", flat=True)) == {"neuweg", "lindenallee"}
        assert editor.get("/abfall/dorfstrasse-neuhof/").status_code == 410
        found = search("Neuweg").groups
        assert [one.kind.name for one in found] == ["waste-streets"]

    def test_files_left_lying_are_deleted_after_a_week(self, editor, city):
        upload(editor, "termine", DATES)
        rule = next(one for one in retention.rules() if one.name == "waste-uploads")
        made = Upload.objects.get().created_at
        assert rule.count(made.replace(year=made.year + 1)) == 1 and rule.count(made) == 0


class TestRights:
    @pytest.mark.parametrize(("role", "may"), [(DATA_STEWARD, True), (DEPARTMENT_EDITOR, False)])
    def test_by_role(self, client, city, role, may):
        setup_groups()
        user = get_user_model().objects.create_user("rolf", "rolf@lindenfurt.example", "x")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        for address in (reverse("waste_files"), reverse("waste_upload", args=["termine"])):
            assert (client.get(address).status_code == 200) == may
        entry = reverse("wagtailsnippets_waste_collectiondate:list")
        assert (entry in client.get(reverse("wagtailadmin_home")).content.decode()) == may

    def test_an_upload_is_its_editors_own(self, editor, city):
        response = upload(editor, "termine", DATES)
        address = response.redirect_chain[-1][0]
        other = get_user_model().objects.create_superuser("otto", "o@lindenfurt.example", "x")
        editor.force_login(other)
        assert editor.get(address).status_code == 404


class TestSearch:
    @pytest.mark.parametrize(
        "words", ["Müll", "Abfuhrkalender", "gelber Sack", "Müllabfuhr", "Hausmüll"]
    )
    def test_the_page_is_found_by_what_people_call_it(self, city, words):
        urls = [hit.url for group in search(words).groups for hit in group.hits]
        assert "/abfall/" in urls

    def test_a_street_is_found_while_a_page_shows_the_calendar(self, client, city):
        response = client.get("/suche/", {"q": "Lindenallee"})
        assert links(response)["Abfuhrtermine: Lindenallee"] == "/abfall/lindenallee/"
        city.page.unpublish()
        assert "waste-streets" not in [one.kind.name for one in search("Lindenallee").groups]

    def test_a_new_kind_is_known_to_the_search_at_once(self, city):
        Kind.objects.create(name="Windelsäcke", sign="W")
        urls = [hit.url for group in search("Windelsäcke").groups for hit in group.hits]
        assert urls == ["/abfall/"]
