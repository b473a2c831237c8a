"""`check --deploy` refuses the password of the demo city."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from accounts.checks import DEMO_PASSWORD, no_known_passwords

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_password(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / DEMO_PASSWORD).write_text("aus-der-demo\n")
    return "aus-der-demo"


def test_an_account_with_the_demo_password_is_an_error(demo_password):
    User.objects.create_superuser("redaktion", password=demo_password)
    (error,) = no_known_passwords(None)
    assert error.id == "accounts.E001" and "redaktion" in error.msg
    with pytest.raises(CommandError, match="demo"):
        call_command("check", deploy=True)


def test_with_another_password_it_is_none(demo_password):
    User.objects.create_superuser("redaktion", password="ein eigenes langes Wort")
    assert no_known_passwords(None) == []


def test_without_a_demo_city_nothing_is_asked(settings, tmp_path, django_assert_num_queries):
    settings.VAR_DIR = tmp_path
    with django_assert_num_queries(0):
        assert no_known_passwords(None) == []
