"""What blocks refuse, and how they say it; what they keep of hostile text."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.rich_text import RichText

from content.blocks.text import clean_rich_text
from home.blocks import PageBody
from tests import blocks, factories

pytestmark = pytest.mark.django_db

BODY = PageBody()


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def block(name):
    return BODY.child_blocks[name]


def value_of(name, /, **fields):
    """A value of the block with its defaults, and these fields."""
    children = block(name).child_blocks.items()
    return block(name).normalize(
        {**{key: child.get_default() for key, child in children}, **fields}
    )


def faults(name, /, **fields) -> dict[str, str]:
    """{field: message} of what cleaning finds."""
    try:
        block(name).clean(value_of(name, **fields))
    except ValidationError as error:
        return {field: _first(fault) for field, fault in error.block_errors.items()}
    return {}


def _first(error):
    inner = list(getattr(error, "block_errors", {}).values())
    if hasattr(error, "non_block_errors"):
        inner += error.non_block_errors.as_data()
    return (inner or [error])[0].messages[0]


def html_of(name, /, **fields):
    return block(name).render(value_of(name, **fields), {}).strip()


class TestBody:
    def test_has_no_more_than_fourteen_blocks(self):
        assert len(BODY.child_blocks) <= 14

    @pytest.mark.parametrize("name", list(BODY.child_blocks))
    def test_every_block_introduces_itself_to_editors(self, name):
        meta = block(name).meta
        assert str(block(name).label)
        assert str(meta.group)
        assert str(block(name).get_description())
        assert meta.icon != "placeholder"
        assert meta.template == f"blocks/{name}.html"
        assert block(name).is_previewable

    @pytest.mark.parametrize("name", list(BODY.child_blocks))
    def test_every_preview_is_a_valid_block(self, name):
        blocks.make_picture()
        blocks.make_document()
        blocks.make_office()
        factories.ServiceFactory()
        value = block(name).get_preview_value()
        block(name).clean(value)
        assert block(name).render(value, {})

    @pytest.mark.parametrize("name", list(BODY.child_blocks))
    def test_every_preview_works_in_an_empty_city(self, name):
        block(name).render(block(name).get_preview_value(), {})

    def test_blocks_have_no_faults_of_their_own(self):
        assert BODY.check() == []

    def test_one_contact_form_is_enough(self):
        form = ("contact_form", value_of("contact_form", email="amt@lindenfurt.example"))
        with pytest.raises(ValidationError):
            BODY.clean(BODY.normalize([form, form]))


class TestOutline:
    def check(self, *texts):
        BODY.clean(BODY.normalize([("text", text) for text in texts]))

    def test_levels_in_their_order_are_good(self):
        self.check("<h2>A</h2><h3>B</h3>", "<h3>C</h3>", "<h2>D</h2><p>e</p>")

    def test_a_skipped_level_is_told_at_its_block(self):
        with pytest.raises(ValidationError) as caught:
            self.check("<p>a</p>", "<h3>B</h3>")
        assert list(caught.value.block_errors) == [1]
        assert "level 2" in caught.value.block_errors[1].messages[0]

    def test_the_heading_of_a_block_counts(self):
        links = value_of(
            "links",
            heading="Mehr",
            links=[("external", {"url": "https://a.example/", "title": "A"})],
        )
        body = BODY.normalize([("links", links), ("text", "<h3>B</h3>")])
        assert len(BODY.clean(body)) == 2

    def test_a_draft_may_still_be_wrong(self):
        body = BODY.normalize([("text", "<h3>B</h3>")])
        assert len(BODY.clean_deferred(body)) == 1


class TestText:
    def test_hostile_html_is_gone_however_it_came(self):
        hostile = (
            '<p onclick="x()">a<script>alert(1)</script><img src=x onerror=y>'
            '<a href="javascript:z()">b</a><iframe src="https://evil.example"></iframe></p>'
        )
        text = block("text")
        for value in (text.to_python(hostile), text.normalize(RichText(hostile))):
            html = text.render(value)
            for word in ("script", "onclick", "onerror", "iframe", "img"):
                assert word not in html

    def test_links_to_pages_and_documents_stay(self):
        source = '<p data-block-key="a1"><a linktype="page" id="3">b</a></p>'
        assert clean_rich_text(source, headings=True) == source

    def test_other_headings_take_the_nearest_level(self):
        assert clean_rich_text("<h1>a</h1><h5>b</h5>", headings=True) == "<h2>a</h2><h3>b</h3>"
        assert clean_rich_text("<h2>a</h2>", headings=False) == "<p>a</p>"

    def test_a_text_without_words_is_refused(self):
        with pytest.raises(ValidationError, match="write a text"):
            block("text").clean(RichText('<p data-block-key="x"></p>'))

    def test_is_found_by_the_search(self):
        accordion = value_of("accordion", entries=[{"title": "Wann?", "text": "<p>Heute</p>"}])
        assert "Heute" in " ".join(block("accordion").get_searchable_content(accordion))

    def test_a_callout_without_a_title_says_its_kind(self):
        assert "Important" in html_of("callout", kind="important", text="<p>a</p>")

    def test_what_people_type_is_escaped(self):
        html = html_of("quote", text="<b>a</b>", name="<i>", role="")
        assert "<b>" not in html
        assert "<i>" not in html


class TestPicture:
    def test_asks_for_words_or_for_the_decision_that_none_are_needed(self):
        image = blocks.make_picture()
        assert "alt text" in faults("image", picture={"image": image})["picture"]
        described = {"image": image, "alt_text": "Das Rathaus"}
        assert faults("image", picture=described) == {}
        assert faults("image", picture={"image": image, "decorative": True}) == {}

    def test_shows_caption_credit_and_modern_formats(self):
        described = {"image": blocks.make_picture(), "alt_text": "Das Rathaus"}
        html = html_of("image", picture=described, caption="Von 1904")
        assert 'alt="Das Rathaus"' in html
        for part in ("image/avif", "image/webp", "Von 1904", "Mira Beispiel", "CC BY 4.0"):
            assert part in html

    def test_a_decorative_picture_is_silent(self):
        html = html_of("image", picture={"image": blocks.make_picture(), "decorative": True})
        assert 'alt=""' in html


class TestVideo:
    film = {"heading": "Film", "decision": "page"}

    def make(self, name):
        return blocks.make_document(name, name)

    def test_is_one_of_both(self):
        assert "one of both" in faults("video", **self.film)["file"]
        both = {"file": self.make("a.mp4"), "url": "https://v.example/"}
        assert "one of both" in faults("video", **self.film, **both)["file"]

    def test_needs_captions_unless_nothing_is_spoken(self):
        file = self.make("a.mp4")
        assert "captions" in faults("video", **self.film, file=file)["captions"]
        assert faults("video", **self.film, file=file, nothing_spoken=True) == {}
        assert faults("video", **self.film, file=file, captions=self.make("a.vtt")) == {}

    def test_refuses_other_files(self):
        found = faults("video", **self.film, file=self.make("a.pdf"), captions=self.make("b.pdf"))
        assert set(found) == {"file", "captions"}

    def test_asks_for_the_film_in_words(self):
        assert "decision" in faults("video", heading="Film", url="https://v.example/")
        found = faults("video", heading="Film", url="https://v.example/", decision="below")
        assert "write down" in found["transcript"]

    def test_a_film_elsewhere_is_a_link(self, settings):
        settings.VIDEO_HOSTS = []
        html = html_of(
            "video", **self.film, url="https://v.example/1", embed_url="https://v.example/embed/1"
        )
        assert 'href="https://v.example/1"' in html
        assert "embed" not in html
        assert "iframe" not in html

    def test_only_an_allowed_host_can_be_loaded_by_a_click(self, settings):
        settings.VIDEO_HOSTS = ["v.example"]
        fields = {**self.film, "url": "https://v.example/1"}
        html = html_of("video", **fields, embed_url="https://v.example/embed/1")
        assert 'data-video="https://v.example/embed/1"' in html
        assert "<iframe" not in html
        for other in ("https://v.example.evil/1", "http://v.example/1", "javascript:x"):
            assert "data-video" not in html_of("video", **fields, embed_url=other)

    def test_our_own_film_has_captions_and_loads_nothing_before_a_click(self):
        fields = {"file": self.make("a.mp4"), "captions": self.make("a.vtt")}
        html = html_of("video", **self.film, **fields)
        assert 'preload="none"' in html
        assert 'kind="captions"' in html
        assert 'srclang="de"' in html


class TestTable:
    def table(self, **changes):
        sample = {
            "caption": "Gebühren",
            "columns": [{"type": "text", "heading": "Was"}, {"type": "number", "heading": "Euro"}],
            "rows": [{"values": ["Ausweis", "37,00"]}],
        }
        return block("table").child_blocks["table"].to_python({**sample, **changes})

    def test_has_a_caption_headings_and_rows(self):
        assert faults("table", table=self.table()) == {}
        assert "caption" in faults("table", table=self.table(caption=" "))["table"]
        assert "row" in faults("table", table=self.table(rows=[]))["table"]
        blank = [{"type": "text", "heading": ""}, {"type": "text", "heading": "B"}]
        assert "heading" in faults("table", table=self.table(columns=blank))["table"]

    def test_says_which_cells_are_headings_and_can_be_scrolled_by_keys(self):
        html = html_of("table", table=self.table(), first_column_heads=True)
        assert html.count('scope="col"') == 2
        assert html.count('scope="row"') == 1
        assert 'tabindex="0"' in html
        assert 'scope="row"' not in html_of("table", table=self.table(), first_column_heads=False)

    def test_is_found_by_its_cells(self):
        found = block("table").get_searchable_content(value_of("table", table=self.table()))
        assert {"Gebühren", "Euro", "Ausweis"} <= set(found)


class TestDocuments:
    def test_needs_documents_or_a_collection(self):
        assert "choose" in faults("documents")["documents"]

    def test_says_type_size_language_and_who_can_read_it(self):
        file = blocks.make_document("Plan", "plan.pdf", b"x" * 2048, accessible="no")
        html = html_of("documents", documents=[file])
        for part in ("Plan (PDF)", "2.0\xa0KB", "German", "not accessible"):
            assert part in html

    def test_the_page_stands_before_the_file(self):
        page = Page.objects.get(depth=2)
        html = html_of("documents", documents=[blocks.make_document(html_alternative=page)])
        assert html.index("as a web page") < html.index("As a file (PDF)")
        Page.objects.filter(pk=page.pk).update(live=False)
        page.refresh_from_db()
        html = html_of("documents", documents=[blocks.make_document(html_alternative=page)])
        assert "as a web page" not in html

    def test_a_collection_lists_what_it_holds_unless_it_is_private(self):
        collection = Collection.get_first_root_node().add_child(name="Satzungen")
        blocks.make_document("Hundesteuer", collection=collection)
        assert "Hundesteuer" in html_of("documents", collection=collection)
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        assert "Hundesteuer" not in html_of("documents", collection=collection)
        assert "private" in faults("documents", collection=collection)["collection"]


class TestListOfFew:
    @pytest.mark.parametrize(
        ("name", "field"), [("documents", "collection"), ("services", "life_situation")]
    )
    def test_takes_what_a_form_sends(self, name, field):
        chooser = block(name).child_blocks[field]
        chosen = (
            factories.LifeSituationFactory() if name == "services" else Collection.objects.get()
        )
        assert chooser.value_from_form(str(chosen.pk)) == chosen
        assert chooser.get_form_state(chosen) == [str(chosen.pk)]
        assert chooser.get_form_state(None) == [""]
        for nothing in ("", "1 or 1", "999999", None):
            assert chooser.value_from_form(nothing) is None


class TestLinks:
    def test_marks_what_leads_elsewhere(self):
        link = ("external", {"url": "https://www.land.example/x", "title": "Land"})
        html = html_of("links", links=[link])
        assert "leads to another website" in html
        assert "land.example" in html

    def test_an_address_needs_words_and_must_be_one(self):
        assert faults("links", links=[("external", {"url": "https://a.example/", "title": ""})])
        assert faults("links", links=[("external", {"url": "javascript:x", "title": "A"})])
        assert faults("links", links=[])

    def test_links_to_services_go_when_the_service_goes(self):
        service = factories.ServiceFactory(title="Hund anmelden")
        links = [("service", {"service": service})]
        assert "Hund anmelden" in html_of("links", links=links)
        service.visible = False
        assert html_of("links", links=links) == ""


class TestServices:
    def test_needs_services_or_a_life_situation(self):
        assert "choose" in faults("services")["services"]

    def test_shows_the_way_in_and_the_state(self):
        online = [{"title": "Antrag", "url": "https://antrag.example/"}]
        service = factories.ServiceFactory(online_links=online, status="unavailable")
        html = html_of("services", services=[service])
        assert 'href="https://antrag.example/"' in html
        assert "Currently not available" in html

    def test_leaves_out_what_citizens_do_not_see(self):
        yesterday = datetime.date.today() - datetime.timedelta(days=2)
        service = factories.ServiceFactory(valid_through=yesterday)
        assert html_of("services", services=[service]) == ""

    def test_a_life_situation_brings_what_is_below_it(self):
        parent = factories.LifeSituationFactory()
        child = factories.LifeSituationFactory(parent=parent)
        first, second = factories.ServiceFactory(title="A"), factories.ServiceFactory(title="B")
        first.life_situations.add(child)
        second.life_situations.add(parent, child)
        html = html_of("services", life_situation=parent, services=[second])
        assert html.count(second.get_absolute_url()) == 1
        assert first.get_absolute_url() in html


class TestContact:
    def test_is_an_office_or_a_person_who_can_be_reached(self):
        unit = blocks.make_office()
        assert "one of both" in faults("contact")["unit"]
        assert "one of both" in faults("contact", unit=unit, name="Mira")["unit"]
        assert "phone" in faults("contact", name="Mira")
        assert "telephone" in faults("contact", name="Mira", phone="anrufen!")["phone"]
        assert faults("contact", unit=unit) == {}
        assert faults("contact", name="Mira", phone="+49 69 99901-100") == {}

    def test_an_office_comes_with_address_links_and_todays_hours(self):
        html = html_of("contact", unit=blocks.make_office())
        for part in (
            "Bürgerbüro",
            "tel:+496999901100",
            "mailto:buergerbuero@",
            "opening",
            "Monday",
        ):
            assert part in html

    def test_an_office_that_is_hidden_is_not_shown(self):
        unit = blocks.make_office(hidden=True)
        assert html_of("contact", unit=unit) == ""
        assert block("contact").headings(value_of("contact", unit=unit)) == []


class TestOpeningHours:
    def test_are_an_office_or_words_that_can_be_read(self):
        assert "one of both" in faults("opening_hours")["unit"]
        assert "cannot be read" in faults("opening_hours", hours="meistens vormittags")["hours"]
        assert faults("opening_hours", hours="Mo–Fr 8–12 Uhr") == {}
        assert faults("opening_hours", unit=blocks.make_office()) == {}

    def test_typed_hours_become_a_week_with_exceptions(self):
        day = datetime.date.today() + datetime.timedelta(days=3)
        closed = [{"first_day": day, "last_day": None, "reason": "Inventur"}]
        html = html_of("opening_hours", hours="Mo 8–12 Uhr", closed=closed)
        assert "8:00" in html
        assert "Inventur" in html

    def test_a_last_day_before_the_first_is_told(self):
        closed = [
            {
                "first_day": datetime.date(2026, 5, 2),
                "last_day": datetime.date(2026, 5, 1),
                "reason": "",
            }
        ]
        assert "before" in faults("opening_hours", hours="Mo 8–12 Uhr", closed=closed)["closed"]


class TestMap:
    point = {"title": "Rathaus", "latitude": 50.1, "longitude": 8.5}

    def test_needs_a_place_that_is_on_earth(self):
        assert "place" in faults("map", heading="Karte")["points"]
        assert faults("map", heading="Karte", points=[{**self.point, "latitude": 95}])
        assert faults("map", heading="Karte", points=[self.point]) == {}

    def test_names_offices_without_a_place(self):
        unit = factories.UnitFactory(name="Amt ohne Ort")
        assert "Amt ohne Ort" in faults("map", heading="Karte", units=[unit])["units"]

    def test_lists_what_it_shows(self):
        html = html_of("map", heading="Karte", points=[self.point], units=[blocks.make_office()])
        assert "Rathaus" in html
        assert "Bürgerbüro" in html
