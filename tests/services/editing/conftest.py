"""An editor, a supplement, and one whose source has moved on."""

import pytest

from accounts import groups
from services.composing import derive
from services.models import (
    ServiceVersion,
    Supplement,
)
from tests.factories import (
    ServiceFactory,
)
from tests.services.editing.support import FEES, member_of, own_text, save


@pytest.fixture
def editor(client):
    user = member_of(groups.EDITORIAL_TEAM)
    client.force_login(user)
    return user


@pytest.fixture
def supplement():
    service = ServiceFactory(
        title="Personalausweis beantragen", german_version={FEES: "<p>37,00 Euro</p>"}
    )
    made = Supplement.objects.create(service=service, live=False)
    made.save_revision()
    return made


@pytest.fixture
def moved_on(client, editor, supplement):
    save(client, supplement, **{"action-publish": "1", "modules": [own_text()]})
    version = ServiceVersion.objects.get(service=supplement.service)
    version.modules[FEES] = {"html": "<p>46,00 Euro</p>"}
    version.save()
    derive.refresh([supplement.service_id])
    return supplement.modules.get()
