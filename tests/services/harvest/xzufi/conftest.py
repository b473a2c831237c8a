"""What the tests of the XZuFi adapter share."""

import io
from pathlib import Path

import pytest
from django.utils import translation

from harvest.report import Warnings
from services.harvest.xzufi.stream import read_records

FIXTURES = Path(__file__).parent / "fixtures"
NAMESPACE = "http://xoev.de/schemata/xzufi/2_2_0"


@pytest.fixture(autouse=True)
def _messages_in_english():
    """Whatever catalogue is compiled, the tests read the messages as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def fixtures():
    return FIXTURES


@pytest.fixture
def read():
    """read(xml text, bytes or path) → (records, warnings)."""

    def reading(source, **more):
        if isinstance(source, Path):
            data, name = source.read_bytes(), source.name
        else:
            data, name = source if isinstance(source, bytes) else source.encode(), "delivery.xml"
        warnings = Warnings()
        return list(read_records(io.BytesIO(data), name, warnings, **more)), warnings

    return reading


@pytest.fixture
def read_one(read):
    """The only record of a message around one `schreibe` child, and its warnings."""

    def reading(inner, version="2.2.0"):
        records, warnings = read(message(f"<x:schreibe>{inner}</x:schreibe>", version))
        assert len(records) == 1
        return records[0], warnings

    return reading


def message(inner: str, version: str = "2.2.0") -> str:
    namespace = "http://xoev.de/schemata/xzufi/" + version.replace(".", "_")
    return f'<x:transfer xmlns:x="{namespace}" xzufiVersion="{version}">{inner}</x:transfer>'


def leistung(inner: str, id: str = "1", agency: str = "L1") -> str:
    return f'<x:leistung><x:id schemeAgencyID="{agency}">{id}</x:id>{inner}</x:leistung>'


def modul(code: str, text: str, language: str = "de") -> str:
    return (
        f"<x:modulText><x:leikaTextmodul><code>{code}</code></x:leikaTextmodul>"
        f'<x:inhalt languageCode="{language}">{text}</x:inhalt></x:modulText>'
    )
