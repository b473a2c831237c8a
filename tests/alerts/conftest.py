"""A small city (tests.frame.conftest), and alerts on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.models import Alert
from tests.frame.conftest import city, get, other  # noqa: F401


def make(title="Sturmwarnung", pages=(), sites=(), **fields):
    """A published alert, running unless the times say otherwise."""
    now = timezone.now()
    alert = Alert.objects.create(
        title=title,
        live=False,
        **{"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(days=1)} | fields,
    )
    alert.pages, alert.sites = list(pages), list(sites)
    alert.save_revision(clean=False).publish()
    return Alert.objects.get(pk=alert.pk)


@pytest.fixture
def alert(city):  # noqa: F811
    return make(text="<p>Meiden Sie den <b>Stadtwald</b>.</p>")
