"""Quick links, columns, contact and channels: written in the admin, shown on every page."""

import pytest
from django.core.exceptions import ValidationError

from frame.blocks import ChannelBlock, ColumnBlock, LinkBlock
from frame.models import HeaderFooter
from tests.pages import links, parse, text_of

from .conftest import OTHER_HOST, translate


def write(site, **values):
    found = HeaderFooter.for_site(site)
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return found


def link(page=None, address="", text="", language="de"):
    return {"page": page and page.pk, "address": address, "text": text, "language": language}


def quick(*values):
    return [{"type": "link", "value": value} for value in values]


def column(heading, *values, language="de"):
    return {
        "type": "column",
        "value": {"heading": heading, "links": list(values), "language": language},
    }


def test_quick_links_lead_to_pages_and_addresses(city, get):
    write(
        city.site,
        quick_links=quick(
            link(page=city.offices),
            link(page=city.counter, text="Zum Schalter"),
            link(address="/dienstleistungen/", text="Alle Dienste"),
        ),
    )
    found = links(get("/"), ".site-footer")
    assert found["Wegweiser"] == "/rathaus/wegweiser/"
    assert found["Zum Schalter"] == "/rathaus/wegweiser/schalter-3/"
    assert found["Alle Dienste"] == "/dienstleistungen/"


def test_links_to_what_nobody_may_read_are_left_out(city, get):
    write(city.site, quick_links=quick(link(page=city.offices), link(page=city.imprint)))
    city.offices.unpublish()
    city.imprint.view_restrictions.create(restriction_type="login")
    assert not parse(get("/")).select("#quick-links")
    city.offices.delete()
    assert get("/").status_code == 200


def test_columns_stand_on_pages_of_their_language(city, english, get):
    write(
        city.site,
        columns=[
            column("Stadt", link(address="/stadt/", text="Geschichte")),
            column("City", link(page=english.town_hall), language="en"),
        ],
    )
    assert "Geschichte" in links(get("/"), ".site-footer")
    assert "Geschichte" not in links(get("/en/"), ".site-footer")
    assert links(get("/en/"), ".site-footer")["Town hall"] == "/en/town-hall/"


def test_contact_and_115_stand_in_the_footer(city, get):
    write(
        city.site,
        contact_name="Stadtverwaltung",
        contact_address="Am Stadttor 1\n\n36999 Lindenfurt",
        contact_phone="+49 6999 115-0",
        contact_email="info@lindenfurt.example",
    )
    footer = parse(get("/")).select_one(".site-footer")
    targets = {item["href"] for item in footer.select("a")}
    assert {"tel:+4969991150", "mailto:info@lindenfurt.example", "tel:115"} <= targets
    assert "36999 Lindenfurt" in footer.text
    write(city.site, shows_115=False)
    assert "tel:115" not in links(get("/"), ".site-footer").values()


def test_channels_are_plain_links(city, get):
    write(
        city.site,
        channels=[
            {"type": "channel", "value": {"kind": "mastodon", "url": "https://social.example/@l",
                                          "name": ""}},
            {"type": "channel", "value": {"kind": "other", "url": "https://f.example/",
                                          "name": "Stadtfunk"}},
        ],
    )  # fmt: skip
    page = parse(get("/"))
    found = {item.text: item["href"] for item in page.select("nav[aria-labelledby=our-channels] a")}
    assert found == {"Mastodon": "https://social.example/@l", "Stadtfunk": "https://f.example/"}
    assert not [item for item in page.select("[src]") if "example" in item["src"]]


def test_each_site_has_its_own_words(city, other, get):
    write(city.site, contact_email="info@lindenfurt.example")
    assert "info@lindenfurt.example" in text_of(get("/"))
    assert "info@lindenfurt.example" not in text_of(get("/", OTHER_HOST))


@pytest.mark.parametrize(
    "value, words",
    [
        ({}, "one of the two"),
        ({"address": "javascript:alert(1)", "text": "x"}, "Begin with /"),
        ({"address": "//evil.example/", "text": "x"}, "Begin with /"),
        ({"address": "www.example.org", "text": "x"}, "Begin with /"),
        ({"address": "https://a.example/ b", "text": "x"}, "Begin with /"),
        ({"address": "/dienstleistungen/"}, "text of the link"),
    ],
)
def test_wrong_links_are_refused_with_the_way_to_mend_them(db, settings, value, words):
    settings.LANGUAGE_CODE = "en"
    from django.utils import translation

    block = LinkBlock()
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"page": None, "address": "", "text": "", **value}))
    assert words in str(refused.value.as_json_data())


def test_a_page_and_an_address_at_once_are_refused(city):
    block = LinkBlock()
    both = block.to_python({"page": city.imprint.pk, "address": "/x/", "text": "x"})
    with pytest.raises(ValidationError):
        block.clean(both)


def test_too_many_columns_of_a_language_are_refused(city):
    many = [column(f"Spalte {n}", link(address="/x/", text="x")) for n in range(4)]
    with pytest.raises(ValidationError) as refused:
        write(city.site, columns=many)
    assert "columns" in refused.value.message_dict
    write(city.site, columns=many[:3])


@pytest.mark.parametrize("phone", ["anrufen", "<b>1</b>", "1"])
def test_a_phone_number_is_made_of_digits(city, phone):
    with pytest.raises(ValidationError) as refused:
        write(city.site, contact_phone=phone)
    assert "contact_phone" in refused.value.message_dict


def test_what_editors_write_is_escaped(city, get):
    write(city.site, contact_address="<script>alert(1)</script>",
          quick_links=quick(link(address="/x/", text="<b>fett</b>")))  # fmt: skip
    page = get("/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;fett" in page


def test_the_preview_shows_what_is_not_saved(city):
    found = HeaderFooter.for_site(city.site)
    found.contact_email = "neu@lindenfurt.example"
    response = found.make_preview_request()
    assert "neu@lindenfurt.example" in response.content.decode()
    assert not HeaderFooter.for_site(city.site).contact_email


def test_blocks_have_labels_and_defaults(db):
    assert ColumnBlock().get_default()["language"] == "de"
    assert ChannelBlock().child_blocks["kind"].label


def test_a_translated_page_keeps_its_quick_link_in_german(city, english, get):
    translate(city.offices, "Directions")
    write(city.site, quick_links=quick(link(page=city.offices)))
    assert "Wegweiser" in links(get("/"), ".site-footer")
    assert "Wegweiser" not in links(get("/en/"), ".site-footer")
