"""docker-compose.yml names what there is; it needs Docker, so it is not run here."""

import re
from pathlib import Path

import pytest
import yaml

BASE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((BASE / "docker-compose.yml").read_text())


def ours(compose) -> list[dict]:
    """The services that run the site's own code."""
    return [one for one in compose["services"].values() if "build" in one]


def test_every_variable_is_one_of_the_manual(compose):
    manual = (BASE / "docs" / "operators.md").read_text()
    for service in ours(compose):
        assert {"DATABASE_URL", "SEARCH_URL", "S3_BUCKET"} <= set(service["environment"])
        assert not [name for name in service["environment"] if f"`{name}`" not in manual]


def test_every_engine_that_is_named_is_there(compose):
    urls = " ".join(str(value) for value in ours(compose)[0]["environment"].values())
    hosts = set(re.findall(r"(?:://|@)(\w+):\d+", urls)) - {"localhost", "stadttor"}
    assert hosts == {"database", "cache", "search", "storage"}
    assert hosts <= set(compose["services"])


def test_every_command_exists(compose):
    told = " ".join(str(service.get("command")) for service in ours(compose))
    commands = set(re.findall(r"manage\.py(?: |', ')(\w+)", told))
    assert {"migrate", "search_index", "db_worker", "run_schedule"} <= commands
    listed = {path.stem for path in BASE.rglob("management/commands/*.py")}
    assert commands <= listed


def test_images_have_versions_and_one_port_is_open_on_this_machine(compose):
    services = compose["services"].values()
    images = [one["image"] for one in services if "build" not in one]
    assert all(":" in image and not image.endswith("latest") for image in images)
    ports = [port for one in services for port in one.get("ports", [])]
    assert ports == ["127.0.0.1:8443:8443"]


def test_volumes_and_files_are_declared(compose):
    named = {
        volume.partition(":")[0]
        for one in compose["services"].values()
        for volume in one.get("volumes", [])
    }
    assert named == set(compose["volumes"])
    needed = {name for one in compose["services"].values() for name in one.get("depends_on", {})}
    assert needed <= set(compose["services"])
