"""settings/production.py takes every engine from the environment, and refuses to start bare."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
NEEDED = {"SECRET_KEY": "s" * 60, "ALLOWED_HOSTS": "www.example.org"}
# Prints which class serves each engine.
PROBE = """
import json
import django
django.setup()
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import storages
from django.core.mail import get_connection
from django.db import connections
from wagtail.search.backends import get_search_backend
from search import engines
found = {
    "cache": caches["default"],
    "files": storages["default"],
    "private": storages["private"],
    "mail": get_connection(),
    "database": connections["default"],
    "search": engines.beside() or engines.DATABASE,
    "admin": get_search_backend(),
}
print(json.dumps({name: type(engine).__module__ for name, engine in found.items()}))
"""


def start(tmp_path, code, **variables):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{BASE}:{BASE / 'site'}",
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.production",
        "STADTTOR_VAR": str(tmp_path),
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, cwd=BASE
    )


def engines(tmp_path, **variables):
    outcome = start(tmp_path, PROBE, **NEEDED, **variables)
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)


@pytest.mark.parametrize("missing", NEEDED)
def test_without_its_key_or_its_name_the_site_does_not_start(tmp_path, missing):
    given = {name: value for name, value in NEEDED.items() if name != missing}
    outcome = start(tmp_path, "import django; django.setup()", **given)
    assert outcome.returncode != 0
    assert missing in outcome.stderr


def test_without_more_the_embedded_engines_serve(tmp_path):
    found = engines(tmp_path)
    assert found["database"].startswith("django.db.backends.sqlite3")
    assert found["cache"].startswith("django.core.cache.backends.locmem")
    assert found["files"].startswith("django.core.files.storage")
    assert found["private"] == "submissions.storage"
    assert found["search"] == "search.engines.database"


def test_each_variable_brings_its_engine(tmp_path):
    found = engines(
        tmp_path,
        DATABASE_URL="postgres://stadttor@localhost/stadttor",
        REDIS_URL="redis://localhost:6379/0",
        EMAIL_URL="smtp+tls://user:word@mail.example.org:587",
        S3_BUCKET="stadttor",
        S3_PRIVATE_BUCKET="stadttor-private",
        S3_ENDPOINT="https://s3.example.org",
        AWS_DEFAULT_REGION="eu-central-1",
        SEARCH_URL="http://localhost:9200",
    )
    assert found["database"].startswith("django.db.backends.postgresql")
    assert found["cache"] == "django.core.cache.backends.redis"
    assert found["files"] == found["private"] == "storages.backends.s3"
    assert found["mail"] == "django.core.mail.backends.smtp"
    assert found["search"] == "search.engines.elastic"
    # Its lists and choosers stay in the database.
    assert found["admin"].startswith("modelsearch.backends.database")


@pytest.mark.parametrize("url", ["localhost:9200", "http://", "//host:9200", "http://host:port"])
def test_without_an_address_of_its_cluster_the_site_does_not_start(tmp_path, url):
    outcome = start(tmp_path, PROBE, **NEEDED, SEARCH_URL=url)
    assert outcome.returncode != 0
    assert "SEARCH_URL must be like http://host:9200" in outcome.stderr


def test_the_operators_manual_names_every_variable():
    settings = BASE / "site" / "stadttor" / "settings"
    files = [settings / "production.py", *settings.glob("parts/*.py")]
    code = "".join(path.read_text() for path in files)
    variables = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z0-9_]+)"', code))
    manual = (BASE / "docs" / "operators.md").read_text()
    assert {"DATABASE_URL", "SECRET_KEY", "S3_BUCKET"} <= variables
    assert not {name for name in variables if f"`{name}`" not in manual}
