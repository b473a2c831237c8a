"""The demo city's council is a source like any other: it can be run by everyone at any time."""

import pytest

from demo import council
from harvest import tasks
from harvest.models import Run
from opendata.oparl.models import File, Meeting
from opendata.oparl.tasks import request_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_button_runs_it_and_saves_no_address_of_the_moment():
    source = council.make_source()
    run = tasks.start_in_background(source)
    assert (run.status, run.error) == (Run.Status.GOOD, "")
    assert Meeting.objects.published().exists()
    source.refresh_from_db()
    assert source.options == {"served_by": council.SERVER}


def test_a_single_file_can_be_asked_for():
    tasks.start_in_background(council.make_source())
    file = File.objects.published().first()
    assert request_file(file.pk) == File.Fetched.GOOD


def test_a_source_of_an_older_demo_learns_who_serves_it():
    source = council.make_source()
    source.options = {}
    source.save()
    assert council.make_source().options["served_by"] == council.SERVER
