import pytest

from harvest.checks import check_deployment, check_settings


def test_the_settings_of_the_tests_are_sound():
    assert check_settings(None) == []


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("HARVEST_USER_AGENT", " ", "harvest.E001"),
        ("HARVEST_ALERT_EMAILS", ["amt@example.org", "amt"], "harvest.E002"),
        ("HARVEST_PRIVATE_HOSTS", ["http://katalog.intern"], "harvest.E003"),
        ("HARVEST_PRIVATE_HOSTS", ["katalog.intern/pfad"], "harvest.E003"),
    ],
)
def test_a_wrong_setting_is_found(settings, name, value, found):
    setattr(settings, name, value)
    assert [message.id for message in check_settings(None)] == [found]


def test_networks_are_private_hosts(settings):
    settings.HARVEST_PRIVATE_HOSTS = ["10.0.0.0/8", "katalog.intern", "::1"]
    assert check_settings(None) == []


def test_somebody_should_be_told(settings):
    settings.HARVEST_ALERT_EMAILS, settings.ADMINS = [], []
    assert [message.id for message in check_deployment(None)] == ["harvest.W001"]
    settings.HARVEST_ALERT_EMAILS = ["amt@example.org"]
    assert check_deployment(None) == []
