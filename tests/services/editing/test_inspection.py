"""The inspection of one service: layers, origin, changes."""

import pytest

from harvest.models import Change, Run
from services import modules
from services.models import (
    Supplement,
    SupplementModule,
)
from tests.factories import (
    OnlineServiceFactory,
    ResponsibilityFactory,
    ServiceFactory,
    UnitFactory,
)
from tests.services.editing.support import FEES, INSPECT, get

pytestmark = pytest.mark.django_db


def test_the_inspection_shows_the_layers_side_by_side(client, editor):
    federal = ServiceFactory(
        layer=10, german_version={FEES: "<p>Bund 1 Euro</p>", modules.LEGAL_BASIS: "<p>§ 1</p>"}
    )
    service = ServiceFactory(base=federal, german_version={FEES: "<p>Land 2 Euro</p>"})
    supplement = Supplement(service=service, live=False)
    supplement.modules.add(SupplementModule(code=FEES, mode="append", text="<p>Stadt 3 Euro</p>"))
    supplement.save()
    supplement.save_revision().publish()
    tree = get(client, INSPECT, service.pk)
    rows = {
        row.xpath("string(th)"): [cell.text_content().strip() for cell in row.xpath("td")]
        for row in tree.xpath("//table[@class='layers']/tbody/tr")
    }
    fees = rows[str(modules.MODULES[FEES].heading)]
    assert fees[0] == "Bund 1 Euro" and fees[1] == "Land 2 Euro"
    # No municipality says anything here, so it has no column.
    assert len(fees) == 4
    assert "Stadt 3 Euro" in fees[2]
    assert "Land 2 Euro" in fees[3] and "Stadt 3 Euro" in fees[3]
    assert rows[str(modules.MODULES[modules.LEGAL_BASIS].heading)][0] == "§ 1"


@pytest.mark.parametrize(
    ("agency", "system"), [("L100001", "Hessenfinder"), ("L100039", "rlpDirekt")]
)
def test_imported_fields_say_where_they_are_changed(client, editor, agency, system):
    service = ServiceFactory(agency=agency, external_id="4711")
    text = get(client, INSPECT, service.pk).xpath("string(//main)")
    assert system in text and f"{agency}/4711" in text and "Landeskatalog" in text


def test_units_online_services_and_changes_are_listed(client, editor):
    service = ServiceFactory()
    ResponsibilityFactory(service=service, unit=UnitFactory(name="Bürgerbüro"))
    ResponsibilityFactory(service=service, online_service=OnlineServiceFactory(title="Online"))
    run = Run.objects.create(source=service.source, trigger="command", status="good")
    Change.objects.create(
        run=run,
        action="updated",
        object_kind="service",
        key=service.key,
        fields=[{"field": "fees", "old": 1, "new": 2}],
    )
    text = get(client, INSPECT, service.pk).xpath("string(//main)")
    assert "Bürgerbüro" in text and "Online" in text and "fees" in text


def test_texts_of_a_source_cannot_break_out_of_the_inspection(client, editor):
    links = [{"url": "https://x.example/", "title": "<script>alert(1)</script>"}]
    service = ServiceFactory()
    version = service.versions.get()
    version.modules[FEES] = {"html": "", "links": links}
    version.save()
    tree = get(client, INSPECT, service.pk)
    assert not tree.xpath("//table[@class='layers']//script")
