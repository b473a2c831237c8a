"""Deliveries are opened from files, zips and folders, and from nowhere else."""

import io
import shutil
import zipfile

import pytest

from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
from services.harvest.xzufi import client
from services.harvest.xzufi.client import listed_names, open_path, open_web_file, open_web_folder
from tests.fakes.server import Answer, FakeServer, running
from tests.services.harvest.xzufi.conftest import message

DOCUMENT = message("<x:nachrichtenkopf/>")


def contents(parts):
    found = {}
    for part in parts:
        with part.open() as file:
            found[part.name] = file.read().decode()
    return found


def make_zip(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


# --- Files and zips ----------------------------------------------------------------------


def test_a_file(tmp_path):
    path = tmp_path / "delivery.xml"
    path.write_text(DOCUMENT)
    assert contents(open_path(path)) == {"delivery.xml": DOCUMENT}


def test_a_file_that_is_not_there_is_unavailable(tmp_path):
    with pytest.raises(SourceUnavailable, match=r"gone\.xml cannot be read"):
        contents(open_path(tmp_path / "gone.xml"))


def test_a_zip_of_several_documents_in_its_order(tmp_path):
    members = {"b.xml": "B", "sub/a.xml": "A", "readme.txt": "no", "__MACOSX/._b.xml": "no"}
    assert contents(open_path(make_zip(tmp_path / "d.zip", members))) == {
        "b.xml": "B",
        "sub/a.xml": "A",
    }


def test_a_zip_is_told_by_its_content_not_its_name(tmp_path):
    assert contents(open_path(make_zip(tmp_path / "d.xml", {"a.xml": "A"}))) == {"a.xml": "A"}


@pytest.mark.parametrize(
    "name", ["../a.xml", "/etc/a.xml", "c:\\a.xml", "a\\..\\b.xml", "x/../y.xml"]
)
def test_path_tricks_in_a_zip_are_refused(tmp_path, name):
    with pytest.raises(SourceInvalid, match="no plain relative name"):
        contents(open_path(make_zip(tmp_path / "d.zip", {name: "A"})))


def test_a_dense_zip_is_a_bomb(tmp_path):
    path = make_zip(tmp_path / "bomb.zip", {"a.xml": b" " * 5_000_000})
    with pytest.raises(SourceInvalid, match="zip bomb"):
        contents(open_path(path))


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(client, "MAX_FILES", 3)
    path = make_zip(tmp_path / "d.zip", {f"{n}.xml": "A" for n in range(4)})
    with pytest.raises(SourceInvalid, match="more than 3 files"):
        contents(open_path(path))


def test_too_much_in_all_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(client, "MAX_UNPACKED", 1000)
    path = make_zip(tmp_path / "d.zip", {f"{n}.xml": bytes(range(256)) * 2 for n in range(2)})
    with pytest.raises(SourceInvalid, match="too large"):
        contents(open_path(path))


def test_a_member_that_lies_about_its_size_is_refused(tmp_path):
    """The directory says 10 bytes where a bomb is: no more than 10 are ever read."""
    path = make_zip(tmp_path / "d.zip", {"a.xml": b" " * 1_000_000})
    data = bytearray(path.read_bytes())
    size = (1_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(SourceInvalid, match="cannot be unpacked"):
        contents(open_path(path))


def test_a_damaged_zip_is_refused(tmp_path):
    path = make_zip(tmp_path / "d.zip", {"a.xml": DOCUMENT * 50})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(SourceInvalid, match="cannot be unpacked"):
        contents(open_path(path))
    path.write_bytes(path.read_bytes()[:80])
    with pytest.raises(SourceInvalid, match="cannot be unpacked"):
        contents(open_path(path))


def test_an_encrypted_zip_is_refused(tmp_path):
    path = make_zip(tmp_path / "d.zip", {"a.xml": "A"})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(SourceInvalid, match="encrypted"):
        contents(open_path(path))


def test_a_zip_without_xml_is_refused(tmp_path):
    with pytest.raises(SourceInvalid, match="no XML file"):
        contents(open_path(make_zip(tmp_path / "d.zip", {"a.txt": "A"})))


# --- index.txt ---------------------------------------------------------------------------


def test_the_index_has_windows_line_ends_a_mark_and_blank_lines():
    assert listed_names("\ufeffa.xml\r\n\r\n b.xml \r\nsub/c.xml\r\na.xml\r\n".encode()) == [
        "a.xml",
        "b.xml",
        "sub/c.xml",
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("../a.xml", "/a.xml", "a/../../b.xml", "..", "~/a.xml", "\\\\host\\a.xml"),
        *("http://evil.example/a.xml", "//evil.example/a.xml", "file:///etc/passwd"),
        *("a.xml?x=1", "a.xml#x", "<html>", "a\tb.xml", "x" * 300),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(SourceInvalid, match="no plain relative name"):
        listed_names(f"good.xml\r\n{name}\r\n".encode())


@pytest.mark.parametrize("index", [b"", b"\r\n\r\n"])
def test_an_empty_index_is_no_empty_catalogue(index):
    with pytest.raises(SourceInvalid, match="names no file"):
        listed_names(index)


def test_a_local_folder_in_the_order_of_its_index(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(name)
    (tmp_path / "index.txt").write_bytes(b"b.xml\r\na.xml\r\n")
    assert list(contents(open_path(tmp_path)).items()) == [("b.xml", "b"), ("a.xml", "a")]


def test_a_local_folder_without_index_or_with_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceInvalid, match=r"no index\.txt"):
        contents(open_path(tmp_path))
    (tmp_path / "index.txt").write_bytes(b"a.xml\r\n")
    with pytest.raises(SourceInvalid, match=r"a\.xml, which is missing"):
        contents(open_path(tmp_path))


def test_a_link_out_of_a_local_folder_is_refused(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.xml").write_text("secret")
    (folder / "a.xml").symlink_to(tmp_path / "secret.xml")
    (folder / "index.txt").write_bytes(b"a.xml\r\n")
    with pytest.raises(SourceInvalid, match="no plain relative name"):
        contents(open_path(folder))


# --- Web folders -------------------------------------------------------------------------


class WebFolder(FakeServer):
    """Serves texts and bytes by path."""

    def __init__(self, files):
        super().__init__()
        self.files = files

    def respond(self, request):
        if request.path not in self.files:
            return Answer("missing", 404, content_type="text/plain")
        return Answer(self.files[request.path], content_type="application/xml")


@pytest.fixture
def web():
    server = WebFolder(
        {
            "/x/index.txt": "a.xml\r\nüber uns.xml\r\n",
            "/x/a.xml": "A",
            "/x/%C3%BCber%20uns.xml": "B",
        }
    )
    with running(server):
        yield server


def http(server, path="/x", **options):
    return Client(server.url + path, private_hosts=["127.0.0.1"], retries=0, **options)


def test_a_web_folder(web):
    assert contents(open_web_folder(http(web))) == {"a.xml": "A", "über uns.xml": "B"}


def test_a_listed_file_that_is_missing_fails_the_delivery(web):
    del web.files["/x/a.xml"]
    with pytest.raises(SourceUnavailable, match=r"a\.xml"):
        contents(open_web_folder(http(web)))


def test_a_login_page_instead_of_the_index_or_a_file(web):
    web.show_login_page("/x/index.txt", times=1)
    with pytest.raises(SourceInvalid, match="web page"):
        contents(open_web_folder(http(web)))
    web.show_login_page("/x/a.xml")
    with pytest.raises(SourceInvalid, match="web page"):
        contents(open_web_folder(http(web)))


def test_a_file_above_the_limit_is_refused(web):
    web.files["/x/a.xml"] = "A" * 5000
    with pytest.raises(SourceInvalid):
        contents(open_web_folder(http(web, max_bytes=1000)))


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_refusals_mid_way_are_unavailable(web, status):
    web.fail("/x/%C3", status=status)
    with pytest.raises(SourceUnavailable):
        contents(open_web_folder(http(web)))


def test_a_single_file_or_zip_on_the_web(web, tmp_path):
    assert contents(open_web_file(http(web, "/x/a.xml"))) == {"delivery": "A"}
    buffer = io.BytesIO()
    make_zip(buffer, {"b.xml": "B"})
    path = tmp_path / "served.zip"
    path.write_bytes(buffer.getvalue())
    served = Answer(content_type="application/zip")
    served.encoded = path.read_bytes
    web.respond = lambda request: served
    assert contents(open_web_file(http(web, "/x/d.zip"))) == {"b.xml": "B"}
    shutil.rmtree(tmp_path)
