"""publiccode.yml keeps to its standard, version 0.4 (https://yml.publiccode.tools)."""

from pathlib import Path

import pytest
import yaml

BASE = Path(__file__).resolve().parent.parent
REQUIRED = (
    *("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"),
    *("softwareType", "description", "legal", "maintenance", "localisation"),
)


@pytest.fixture(scope="module")
def publiccode():
    return yaml.safe_load((BASE / "publiccode.yml").read_text())


@pytest.mark.parametrize("key", REQUIRED)
def test_required_keys_are_there(publiccode, key):
    assert publiccode[key]


def test_values_are_from_the_standards_lists(publiccode):
    statuses = {"concept", "development", "beta", "stable", "obsolete"}
    assert publiccode["developmentStatus"] in statuses
    assert publiccode["softwareType"] == "standalone/web"
    assert publiccode["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert publiccode["maintenance"]["contacts"][0]["name"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_descriptions_have_the_standards_lengths(publiccode, language):
    description = publiccode["description"][language]
    assert 1 <= len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in description["features"])


def test_the_licence_is_the_one_that_lies_here(publiccode):
    assert publiccode["legal"]["license"] == "EUPL-1.2"
    text = (BASE / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in text
