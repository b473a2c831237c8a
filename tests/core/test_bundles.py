"""The style sheets of every page hold all public ones, in order, with addresses that lead on."""

import posixpath
import re

import pytest
from django.contrib.staticfiles import finders

from core import bundles
from core.registries import stylesheets
from tests.test_styles import tracked

SITE = stylesheets.bundles()[stylesheets.SITE]


def named_in_code() -> set[str]:
    """The sheets that a template or a form's Media names: the admin's."""
    texts = [path.read_text() for path in tracked("*/templates/*.html", "*.py")]
    return set(re.findall(r'"([\w/-]+\.css)"', " ".join(texts)))


def test_every_sheet_of_ours_is_in_the_bundle_or_the_admins():
    ours = {str(path).rpartition("/static/")[2] for path in tracked("*/static/*.css")}
    assert len(ours) > 40
    assert ours - set(SITE) <= named_in_code()
    assert not {sheet for sheet in SITE if sheet.endswith("admin.css")}


def test_every_sheet_in_the_bundle_is_there_once_with_all_its_rules():
    assert len(set(SITE)) == len(SITE)
    opened = 0
    for sheet in SITE:
        with open(finders.find(sheet)) as file:
            rules = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL)
        assert rules.count("{") == rules.count("}"), sheet
        opened += rules.count("{")
    text = bundles.text_of(stylesheets.SITE)
    assert text.count("{") == text.count("}") == opened > 500


def test_higher_layers_have_the_last_word_and_print_the_very_last():
    order = [SITE.index(sheet) for sheet in ("css/base.css", "css/components/header.css",
             "alerts/alerts.css", "quality/feedback.css", "services/service.css",
             "home/home.css", "css/print.css")]  # fmt: skip
    assert order == sorted(order)
    assert SITE[-1] == "css/print.css"


@pytest.mark.parametrize("bundle", stylesheets.bundles())
def test_what_a_bundle_names_is_there(bundle):
    found = re.findall(r"""url\(["']?([^"')]+)""", bundles.text_of(bundle))
    files = {address for address in found if not address.startswith("data:")}
    assert files
    for address in files:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(bundle), address))
        assert finders.find(path), address


def test_the_server_for_developers_finds_the_bundle_as_it_is_now(tmp_path, settings, monkeypatch):
    settings.BUNDLES_ROOT = tmp_path
    path = finders.find(stylesheets.SITE)
    before = (tmp_path / stylesheets.SITE).read_text()
    assert path == str(tmp_path / stylesheets.SITE) and ".breadcrumb {" in before
    monkeypatch.setattr(bundles, "text_of", lambda bundle: "a { color: red; }")
    finders.find(stylesheets.SITE)
    assert (tmp_path / stylesheets.SITE).read_text() == "a { color: red; }"
    assert [file.name for file in (tmp_path / "bundles").iterdir()] == ["site.css"]


def test_a_bundle_that_would_not_change_is_not_written(tmp_path, settings):
    settings.BUNDLES_ROOT = tmp_path
    when = bundles.write(stylesheets.SITE).stat().st_mtime_ns
    assert bundles.write(stylesheets.SITE).stat().st_mtime_ns == when


def test_comments_go_but_licences_and_strings_stay():
    css = '/* it\'s "gone */ a::after { content: "/* here */"; } /*! MIT */ b {}'
    kept = bundles.COMMENT.sub(lambda match: match[1] or "", css)
    assert kept == 'a::after { content: "/* here */"; } /*! MIT */ b {}'


@pytest.mark.parametrize(
    "address, told",
    [
        ('url("../img/a.svg")', 'url("../css/img/a.svg")'),
        ("url(b.woff2)", "url(../css/components/b.woff2)"),
        ('url("data:image/png;base64,x")', 'url("data:image/png;base64,x")'),
        ("url(/media/x.png)", "url(/media/x.png)"),
        ("url(https://city.example/x.png)", "url(https://city.example/x.png)"),
        ("url(#mark)", "url(#mark)"),
    ],
)
def test_addresses_are_told_from_the_bundle(monkeypatch, tmp_path, address, told):
    sheet = tmp_path / "x.css"
    sheet.write_text(f"a {{ mask: {address}; }}")
    monkeypatch.setattr(bundles.finders, "find", lambda path: str(sheet))
    monkeypatch.setattr(stylesheets, "bundles", lambda: {"bundles/x.css": ["css/components/x.css"]})
    assert bundles.text_of("bundles/x.css") == f"a {{ mask: {told}; }}"


def test_a_sheet_that_is_not_there_is_no_silent_loss(monkeypatch):
    monkeypatch.setattr(stylesheets, "bundles", lambda: {"bundles/x.css": ["css/gone.css"]})
    with pytest.raises(FileNotFoundError, match="css/gone.css"):
        bundles.text_of("bundles/x.css")


def test_registering_twice_is_registering_once():
    before = stylesheets.bundles()
    stylesheets.register("news/news.css")
    assert stylesheets.bundles() == before
