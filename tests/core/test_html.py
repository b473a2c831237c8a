"""Foreign HTML becomes safe and tidy; foreign text becomes one line."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.html import clean_html, is_placeholder, plain_text

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#x6a;avascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "<<script>script>alert(1)<</script>/script>",
    '<td colspan="1><script>">x</td>',
    '<a title="</a><script>alert(1)</script>" href="https://x.example">x</a>',
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href='https://evil.example'><form action=x><input></form>",
    '<a href="https://x.example" title="a@b.example &gt;">x</a>',
    "<![CDATA[<script>alert(1)</script>]]>",
]
ALLOWED_TAGS = {
    *("p", "ul", "ol", "li", "br", "strong", "em", "b", "i", "a", "h3", "h4", "h5", "h6"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ALLOWED_ATTRIBUTES = {"href", "title", "rel", "colspan", "rowspan", "scope"}


def assert_safe(clean):
    """As a browser's parser sees it."""
    fragment = html5lib.parseFragment(clean, namespaceHTMLElements=False)
    for element in fragment.iter():
        if element is fragment:
            continue
        assert element.tag in ALLOWED_TAGS
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES
        href = element.get("href", "https:")
        assert href.lower().startswith(("http:", "https:", "mailto:", "tel:"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_harmless(attack):
    assert_safe(clean_html(attack))
    assert_safe(clean_html(f"<p>Text {attack} Text</p>"))


@given(st.lists(st.sampled_from([*ATTACKS, "<p>", "</p>", "<ul><li>", "a@b.de", "&nbsp;", " x "])))
def test_no_mixture_of_attacks_is_harmful(parts):
    assert_safe(clean_html("".join(parts)))


@given(st.text())
def test_any_text_is_safe_and_stays_clean(raw):
    clean = clean_html(raw)
    assert_safe(clean)
    assert "\xa0" not in clean and "&nbsp;" not in clean and "  " not in clean


@given(st.text(alphabet=st.sampled_from("ab<>/p &;\t\n\xa0@.")))
def test_plain_text_is_one_line_without_tags(raw):
    text = plain_text(raw)
    assert text == " ".join(text.split())
    assert "\xa0" not in text and "<p>" not in text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Nur Text", "Nur Text"),
        ("  Nur\t\n Text\xa0 ", "Nur Text"),
        ("<p>A&nbsp;&#xa0;&#160;B</p>", "<p>A B</p>"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4>", "<h3>A</h3><h3>B</h3><h3>C</h3><h4>D</h4>"),
        ("<p> A </p> <p> B </p>", "<p>A</p><p>B</p>"),
        ("<div>A</div><div>B</div>", "<p>A</p><p>B</p>"),
        ("<div><ul><li>A</li></ul></div>", "<ul><li>A</li></ul>"),
        ("<p>A <b>b</b> c</p>", "<p>A <b>b</b> c</p>"),
        ("<p>A</p><p><br></p><p>&nbsp;</p>", "<p>A</p>"),
        ("<p>A</p><br><br>", "<p>A</p>"),
        ("<ul><li>A</li><li> </li></ul>", "<ul><li>A</li></ul>"),
        ("<font color=red>A</font><span>B</span>", "AB"),
        ("<p>A<!-- B --></p>", "<p>A</p>"),
        ("<p>x <![CDATA[<b>y</b>]]></p>", "<p>x <b>y</b></p>"),
    ],
)
def test_tidying(raw, clean):
    assert clean_html(raw) == clean


@pytest.mark.parametrize(
    "nothing",
    [
        *(
            "",
            " ",
            "\xa0",
            "<br>",
            "<p></p>",
            "<p>&nbsp;</p>",
            "<ul><li></li></ul>",
            "<p><b> </b></p>",
        ),
        *("<img src='x.png'>", "<table><tr><td> </td></tr></table>", "<!-- x -->", "<br/><br/>"),
        *("<a href='https://x.example'></a>", "\u200b", "<h2> </h2>"),
    ],
)
def test_html_that_shows_nothing_is_empty(nothing):
    assert clean_html(nothing) == ""


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<p>A &amp;amp; B</p>", "<p>A &amp; B</p>"),
        ("<p>A&amp;#xa0;B&amp;nbsp;C</p>", "<p>A B C</p>"),
        ("&lt;p&gt;A&lt;/p&gt;", "<p>A</p>"),
        ("&lt;ul&gt;&lt;li&gt;A &amp;amp; B&lt;/li&gt;&lt;/ul&gt;", "<ul><li>A &amp; B</li></ul>"),
        # A text about HTML stays one: it has tags of its own.
        ("<p>Schreiben Sie &lt;b&gt;</p>", "<p>Schreiben Sie &lt;b&gt;</p>"),
        ("<p>AT&amp;T</p>", "<p>AT&amp;T</p>"),
    ],
)
def test_what_was_escaped_twice_is_undone_once(raw, clean):
    assert clean_html(raw) == clean


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://x.example/a?b=1&amp;c=2", "https://x.example/a?b=1&amp;c=2"),
        ("https://x.example/{ars}/%7Bars%7D", "https://x.example/{ars}/%7Bars%7D"),
        (" http://x.example ", "http://x.example"),
        ("www.x.example/a", "https://www.x.example/a"),
        ("//x.example/a", "https://x.example/a"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("a@b.example", "mailto:a@b.example"),
        ("tel:+496999115", "tel:+496999115"),
    ],
)
def test_links_that_lead_somewhere(href, kept):
    assert clean_html(f'<a href="{href}" target="_blank" class="x">A</a>') == (
        f'<a href="{kept}" rel="noopener">A</a>'
    )


@pytest.mark.parametrize(
    "href", ["/impressum", "seite.html", "#oben", "", "ftp://x.example", "x:y"]
)
def test_links_that_lead_nowhere_are_text(href):
    assert clean_html(f'<p><a href="{href}">A</a></p>') == "<p>A</p>"


def test_the_title_of_a_link_stays():
    raw = '<a href="https://x.example" title="Mehr\xa0 dazu">A</a>'
    assert 'title="Mehr dazu"' in clean_html(raw)


def test_tables_keep_their_spans_and_scopes():
    raw = '<table border=1><tr><th scope="col" style="x">A</th><td colspan="2">B</td></tr></table>'
    assert clean_html(raw) == (
        '<table><tbody><tr><th scope="col">A</th><td colspan="2">B</td></tr></tbody></table>'
    )


@pytest.mark.parametrize("text", ["max.muster@stadt.example", "buero-1@amt.stadt.example"])
def test_bare_addresses_are_linked(text):
    link = f'<a href="mailto:{text}" rel="noopener">{text}</a>'
    assert clean_html(f"<p>Mail: {text}, bitte.</p>") == f"<p>Mail: {link}, bitte.</p>"
    assert clean_html(text) == link


@pytest.mark.parametrize("text", ["@handle", "a@b", "preis@", "50 @ 3"])
def test_what_is_no_address_is_not_linked(text):
    assert clean_html(text) == text


def test_an_address_in_a_link_is_not_linked_again():
    raw = '<a href="mailto:a@b.example">a@b.example</a>'
    assert clean_html(raw).count("<a ") == 1


def test_a_long_run_of_letters_does_not_take_long():
    assert "mailto" not in clean_html("a" * 200_000 + " @" + ".a" * 100_000)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("A\tB\xa0\n C", "A B C"),
        ("<p>A</p><p>B</p>", "A B"),
        ("A<br>B<ul><li>C</li></ul>", "A B C"),
        ("<b>A</b>b", "Ab"),
        ("A &amp; B &lt; C", "A & B < C"),
        ("A &amp;amp; B", "A & B"),
        ("5 < 6", "5 < 6"),
        ("Donau\u00addampf\u200bschiff", "Donaudampfschiff"),
        ("<script>x</script>A", "A"),
        ("&lt;p&gt;A&lt;/p&gt;", "A"),
    ],
)
def test_plain_text(raw, text):
    assert plain_text(raw) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "–", "...", "<br>", "<p>&nbsp;</p>", "k.A.", "k. A.", "n/a"),
        *("nicht angegeben", "<p>Nicht angegeben.</p>", "Keine Angabe", "(keine Angaben)"),
    ],
)
def test_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["keine", "<p>Keine</p>", "0", "Nein", "kostenlos", "A" * 500])
def test_answers_are_no_placeholders(text):
    assert not is_placeholder(text)
