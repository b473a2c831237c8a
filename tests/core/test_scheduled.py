"""Scheduled publishing comes round by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.apps import EVERY_MINUTE
from core.registries import periodic
from tests.frame.conftest import city, get  # noqa: F401


@pytest.fixture
def told_jobs():
    return {job.name: job for job in periodic.jobs()}


def test_a_page_is_published_and_taken_down_at_its_time(city, get):  # noqa: F811
    page = city.offices
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.expire_at = timezone.now() + timedelta(hours=2)
    page.save_revision().publish()
    assert get("/rathaus/wegweiser/").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not periodic.run("publish-scheduled").error
        assert get("/rathaus/wegweiser/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=121)):
        assert not periodic.run("publish-scheduled").error
        assert get("/rathaus/wegweiser/").status_code == 410


def test_it_is_due_every_minute(told_jobs):
    assert told_jobs["publish-scheduled"].every == EVERY_MINUTE <= timedelta(minutes=1)
