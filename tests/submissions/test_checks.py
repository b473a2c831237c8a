"""Where private files lie: apart from all that is shown, and where every machine finds them."""

from pathlib import Path

import pytest

from stadttor.settings.parts import engines
from submissions import checks


def bucket(name):
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": name}}


def folder(path):
    return {"BACKEND": "submissions.storage.PrivateFolder", "OPTIONS": {"location": path}}


def faults(settings, **storages):
    settings.STORAGES = {**settings.STORAGES, **storages}
    found = checks.check_private_storage() + checks.check_private_files_are_shared()
    return [fault.id for fault in found]


def test_a_fresh_installation_keeps_them_apart(settings):
    private = engines.STORAGES["private"]["OPTIONS"]["location"]
    assert Path(private).name == "private"
    settings.MEDIA_ROOT, settings.STATIC_ROOT = engines.MEDIA_ROOT, engines.STATIC_ROOT
    assert faults(settings, private=engines.STORAGES["private"]) == []


@pytest.mark.parametrize("setting", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_a_folder_that_is_shown_is_refused(settings, tmp_path, setting):
    setattr(settings, setting, str(tmp_path))
    assert faults(settings, private=folder(tmp_path / "private")) == ["submissions.E001"]


def test_a_bucket_that_is_shown_is_refused(settings):
    assert faults(settings, default=bucket("a"), private=bucket("a")) == ["submissions.E001"]
    assert faults(settings, default=bucket("a"), private=bucket("b")) == []


def test_a_folder_beside_a_bucket_is_told(settings):
    assert faults(settings, default=bucket("a")) == ["submissions.W001"]
