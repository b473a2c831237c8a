"""Bad input: what is refused, with its place, and what is counted and read on."""

import io
import tracemalloc

import pytest

from harvest.report import Warnings
from outbound.errors import SourceInvalid
from services.harvest.xzufi.stream import read_records
from services.records import Ref, Service
from tests.services.harvest.xzufi.conftest import leistung, message, modul

SERVICE = f"<x:schreibe>{leistung(modul('03', 'Titel'))}</x:schreibe>"
BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n <!ENTITY a "ha">\n'
    ' <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\n <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">\n'
    "]>\n<transfer><schreibe>&c;</schreibe></transfer>"
)


def xxe(path) -> str:
    return (
        f'<!DOCTYPE x [<!ENTITY geheim SYSTEM "file://{path}">]>'
        "<transfer><schreibe><leistung><id>&geheim;</id></leistung></schreibe></transfer>"
    )


def test_malformed_xml_is_refused_with_line_and_column(read):
    broken = "<transfer>\n <schreibe>\n  <leistung></schreibe>\n</transfer>"
    with pytest.raises(SourceInvalid, match=r"delivery\.xml .* line 3, column 2\d"):
        read(broken)


def test_a_delivery_that_breaks_off_is_refused_after_its_good_part(fixtures):
    whole = (fixtures / "transfer_2_2_0.xml").read_bytes()
    stream = io.BytesIO(whole[: len(whole) * 3 // 4])
    with pytest.raises(SourceInvalid, match="malformed"):
        list(read_records(stream, "half.xml", Warnings()))


def test_an_external_entity_is_refused_unread(read, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("streng geheim")
    with pytest.raises(SourceInvalid, match="document type declaration in line 1") as refused:
        read(xxe(secret))
    assert "geheim" not in str(refused.value)


def test_an_entity_bomb_is_refused(read):
    with pytest.raises(SourceInvalid, match="document type declaration in line 2"):
        read(BOMB)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "cp1252", "cp037"])
def test_an_encoding_is_no_way_around(read, encoding):
    declared = {"utf-16-be": "utf-16be", "cp037": "ebcdic-cp-us"}.get(encoding, encoding)
    document = BOMB.replace('version="1.0"', f'version="1.0" encoding="{declared}"')
    with pytest.raises(SourceInvalid):
        read(document.encode(encoding))


def test_a_declaration_behind_a_very_long_comment_is_refused(read):
    document = f"<!--{'-x' * 200_000}-->\n" + BOMB.split("\n", 1)[1]
    with pytest.raises(SourceInvalid, match="document type declaration in line 2"):
        read(document)


def test_an_undefined_entity_is_malformed(read):
    with pytest.raises(SourceInvalid, match="malformed"):
        read(message("<x:schreibe>&nbsp;</x:schreibe>"))


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html>\n<html><p>Wartung</p></html>", "<html><body>Wartung</body></html>"]
)
def test_a_web_page_is_no_delivery(read, page):
    with pytest.raises(SourceInvalid, match=r"web page|no XZuFi message"):
        read(page)


@pytest.mark.parametrize("nothing", ["", " \n", '{"xzufi": null}', "503", "\0\0"])
def test_what_is_no_xml_is_refused(read, nothing):
    with pytest.raises(SourceInvalid):
        read(nothing)


def test_another_kind_of_xml_is_refused(read):
    with pytest.raises(SourceInvalid, match="rss"):
        read("<rss><channel><item/></channel></rss>")


def test_an_empty_message_is_a_message(read):
    records, warnings = read(message("<x:nachrichtenkopf/>"))
    assert not records and not warnings.counts


@pytest.mark.parametrize("version", ["2.1.0", "2.2.0", "2.2", "2.3.1"])
def test_known_versions_and_any_root_name(read, version):
    document = message(SERVICE, version).replace("x:transfer", "x:was.auch.immer.0301")
    records, warnings = read(document)
    assert [record.label for record in records] == ["Titel"]
    assert not warnings.counts


def test_the_namespace_tells_the_version_where_the_attribute_is_missing(read):
    _records, warnings = read(message(SERVICE).replace(' xzufiVersion="2.2.0"', ""))
    assert not warnings.counts


def test_a_foreign_namespace_is_reported_and_read_on(read):
    document = message(SERVICE).replace("http://xoev.de/schemata/xzufi/2_2_0", "urn:fremd")
    records, warnings = read(document)
    assert records[0].label == "Titel"
    assert warnings.as_json()["foreign_namespace"] == {"count": 1, "samples": ["urn:fremd"]}


def test_order_does_not_matter_and_foreign_children_are_counted(read):
    document = message(f"<x:extra/>{SERVICE}<x:extra/><x:nachrichtenkopf/><x:extra/>")
    records, warnings = read(document)
    assert len(records) == 1
    assert warnings.counts == {"unknown_element": 3}


def test_the_same_id_in_two_agencies_is_two_objects(read):
    both = [leistung(modul("03", f"Titel {agency}"), "7", agency) for agency in ("L1", "L2")]
    records, warnings = read(message("".join(f"<x:schreibe>{one}</x:schreibe>" for one in both)))
    assert [record.ref.key for record in records] == ["L1/7", "L2/7"]
    assert not warnings.counts


def test_schema_odd_content_is_counted_and_read_on(read, fixtures):
    records, warnings = read(fixtures / "odd.xml")
    assert [record.ref.key for record in records] == ["/A 1", "L1/7", "L2/7", "L1/7", "L1/9"]
    assert dict(warnings.counts) == {
        "version_unknown": 1,
        "foreign_namespace": 1,
        "unknown_element": 3,
        "empty_schreibe": 1,
        "unknown_object": 1,
        "without_identity": 3,
        "without_agency": 1,
        "leika_key_not_understood": 1,
        "unknown_module": 1,
        "amount_not_understood": 1,
        "unknown_code": 1,
        "day_not_understood": 1,
        "area_not_understood": 1,
        "delivered_twice": 1,
        "responsibility_incomplete": 1,
        "channel_kind_guessed": 1,
        "opening_hours_not_understood": 1,
        "without_name": 1,
        "unknown_delete_class": 1,
    }


def test_what_is_odd_is_kept_all_the_same(read, fixtures):
    odd = read(fixtures / "odd.xml")[0][0]
    assert isinstance(odd, Service) and odd.ref == Ref("", "A 1")
    assert odd.extra["farbe"] == [{"text": "blau", "ton": ["hell"]}]
    assert odd.extra["leika_raw"] == ["nicht im LeiKa"]
    assert odd.extra["modulText/zierde"] == ["x"]
    by_code = {module.code: module.html for module in odd.modules}
    assert by_code["06"] == "<p>echte <b>Elemente</b> &lt; 5</p>und Rest"
    assert by_code["x:ohne"] == "ohne Schlüssel"
    assert (odd.fees[0].kind, odd.fees[0].amount) == ("variable", "")
    assert odd.deadlines[1].descriptions == {"de": "bald"}
    assert odd.areas == ()


def test_memory_stays_flat():
    """Ten times as many objects need no more memory: the tree is freed behind the reader."""

    def peak(number):
        filler = modul("06", "Text " * 200)
        document = message(
            "".join(f"<x:schreibe>{leistung(filler, str(n))}</x:schreibe>" for n in range(number))
        ).encode()
        stream = io.BytesIO(document)
        tracemalloc.start()
        for _record in read_records(stream, "big.xml", Warnings()):
            pass
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(100)
    assert peak(4000) < peak(400) + 2_000_000


def test_the_tree_behind_the_reader_is_freed(monkeypatch):
    """lxml's own memory is not Python's: look at the tree itself."""
    from services.harvest.xzufi import stream

    widths = []
    original = stream._Message.leave

    def leave(self, element):
        root = element.getparent()
        original(self, element)
        widths.append(len(root))

    monkeypatch.setattr(stream._Message, "leave", leave)
    document = message(SERVICE * 2000).encode()
    assert sum(1 for _ in read_records(io.BytesIO(document), "big.xml", Warnings())) == 2000
    # What one chunk of the parser holds at most, never the whole.
    assert max(widths) < 300


@pytest.mark.parametrize(
    "encoding", ["UTF-7", "UTF-32", "rot13", "hex", "idna", "unicode_escape", "x-user-defined", "☃"]
)
def test_an_odd_encoding_is_refused_in_words(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + message(leistung(""))
    for body in (text.encode(), text.encode("utf-16"), text.encode("utf-32")):
        try:
            list(read_records(io.BytesIO(body), "lieferung.xml", Warnings()))
        except SourceInvalid as error:
            assert "lieferung.xml" in str(error)


@pytest.mark.parametrize(
    "inside", ["<a>" * 3000, "&#0;", "&#xD800;", "&#99999999999;", "\x0b", "<a b='1' b='2'/>"]
)
def test_what_no_parser_takes_is_refused_in_words(inside):
    body = message(inside).encode("utf-8", "surrogatepass")
    with pytest.raises(SourceInvalid):
        list(read_records(io.BytesIO(body), "lieferung.xml", Warnings()))
