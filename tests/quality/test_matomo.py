"""Matomo: off by default; on by two settings, for its own address alone."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from quality.matomo import check_settings

MATOMO = "https://statistik.example/matomo"


def policy_with(tmp_path, **environment):
    """The policy that a process with these variables sends."""
    code = "from stadttor.settings import base; print(base.CONTENT_SECURITY_POLICY['DIRECTIVES'])"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": f"{project.BASE_DIR}{os.pathsep}{project.SITE_DIR}",
            "STADTTOR_VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.fixture
def matomo(settings):
    settings.MATOMO_URL, settings.MATOMO_SITE_ID, settings.MATOMO_IS_ON = MATOMO, "3", True


def test_without_settings_nothing_of_it_is_there(client, db, tmp_path):
    response = client.get("/aemter/")
    assert b"matomo" not in response.content.lower()
    assert "connect-src 'self';" in response["Content-Security-Policy"] + ";"
    assert "statistik" not in policy_with(tmp_path)


def test_the_policy_names_its_address_only_when_both_are_set(tmp_path):
    both = policy_with(tmp_path, MATOMO_URL=MATOMO, MATOMO_SITE_ID="3")
    assert both.count(f"{MATOMO}/") == 1
    assert "statistik" not in policy_with(tmp_path, MATOMO_URL=MATOMO)


def test_pages_carry_our_own_script_and_nothing_of_matomos(client, db, matomo):
    page = client.get("/aemter/").content.decode()
    assert f'data-matomo="{MATOMO}/" data-site="3"' in page
    assert f'src="{MATOMO}' not in page


def test_error_pages_are_not_told(client, db, matomo):
    assert b"data-matomo" not in client.get("/gibt-es-nicht/").content


@pytest.mark.parametrize(
    ("url", "site", "is_good"),
    [
        ("", "", True),
        (MATOMO, "3", True),
        (MATOMO, "", False),
        ("", "3", False),
        ("statistik.example", "3", False),
        ("https://statistik.example/; script-src *", "3", False),
        (MATOMO, "drei", False),
    ],
)
def test_half_a_setting_is_told_at_the_start(settings, url, site, is_good):
    settings.MATOMO_URL, settings.MATOMO_SITE_ID = url, site
    assert (check_settings() == []) == is_good
