"""A domain app can be left out, and the rest runs: nothing below or beside it needs it.

`services` is not among them: life situations and blocks of the pages in `home`, which stands above
it, are made of services.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
READ = """
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.contrib.auth import get_user_model
from demo import city
assert not apps.is_installed("{app}")
call_command("check", fail_level="WARNING")
call_command("migrate", verbosity=0)
city.make_home("Lindenfurt")
reader, editor = Client(), Client()
editor.force_login(get_user_model().objects.create_superuser("mira"))
for address in ("/", "/en/", "/dienstleistungen/", "/aemter/", "/suche/?q=Ausweis", "/sitemap.xml"):
    print(reader.get(address).status_code, address)
for address in ("/admin/", "/admin/pages/", "/admin/reports/site-history/"):
    print(editor.get(address).status_code, address)
print(reader.get("{gone}").status_code, "{gone}")
"""


@pytest.mark.parametrize(("app", "gone"), [("opendata.oparl", "/rat/")])
def test_the_rest_starts_migrates_and_serves_its_pages(tmp_path, app, gone):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{BASE}:{BASE / 'site'}",
        "DJANGO_SETTINGS_MODULE": "tests.without_app",
        "WITHOUT_APPS": app,
        "STADTTOR_VAR": str(tmp_path),
    }
    code = READ.format(app=app, gone=gone)
    outcome = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, cwd=BASE
    )
    assert outcome.returncode == 0, outcome.stderr
    *served, last = outcome.stdout.splitlines()[-10:]
    assert len(served) == 9
    assert [line for line in served if not line.startswith("200 ")] == []
    assert last == f"404 {gone}"
