"""Fixtures that every app's tests share."""

import pytest
from django.core.cache import cache
from django.dispatch import receiver
from django.test.signals import setting_changed
from django.urls import clear_url_caches
from django.utils import translation

from tests import clock, lazy_tasks
from tests.subscriptions import smtp


@pytest.fixture(autouse=True)
def _moved_clock():
    """Every test begins at the moment that STADTTOR_CLOCK names."""
    if clock.moment() is None:
        yield
        return
    with clock.moved():
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """One test's cached answers are not the next one's."""
    cache.clear()
    lazy_tasks.forget()


@pytest.fixture(autouse=True)
def _language_of_the_site():
    """A page that one test asked for in English does not make the next test's addresses English."""
    translation.deactivate()


@pytest.fixture
def mailbox(settings):
    """The site's mail goes to a real server on loopback (tests.subscriptions.smtp.Mailbox)."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with smtp.running() as (mailbox, settings.EMAIL_PORT):
        yield mailbox


@receiver(setting_changed)
def _addresses_follow_the_language(setting, **kwargs):
    """Django keeps addresses per language: which one has no prefix is a setting of the test."""
    if setting == "LANGUAGE_CODE":
        clear_url_caches()


@pytest.fixture(scope="session", autouse=True)
def _indexes_wait():
    lazy_tasks.install()
