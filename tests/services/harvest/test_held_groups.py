"""A run that would empty a group waits for a person, however small a part of all that is."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from django.core import mail
from lxml import etree

from demo.catalogue import CATALOGUE
from harvest import runs
from harvest.models import Run, Source
from services.harvest.sync import sync
from services.models import LifeSituation, Service
from services.records import Category
from tests.services.records.builders import delivery, job, ref, responsibility, service, unit

pytestmark = pytest.mark.django_db
ALL = ("service", "unit", "responsibility")


@pytest.fixture
def source():
    return Source.objects.create(name="state", title="State", kind="xzufi", withdrawal_percent=10)


def bring(source, *items, **wishes):
    return sync(delivery(*items, complete=ALL), job(source, **wishes))


def situation(name):
    return Category("pvlagen", name, {"de": name})


def catalogue(size, *, without=(), situation_size=0, unit_size=0, key_size=0):
    """`size` services; the first of them share a life situation, an office, a group of keys."""
    yield unit(1, "Straßenverkehrsamt")
    for number in range(size):
        if number in without:
            continue
        key = "99036" if number < key_size else f"99{100 + number:03}"
        record = dataclasses.replace(service(number), leika_keys=(f"{key}000000000",))
        if number < situation_size:
            record = dataclasses.replace(record, categories=(situation("Verkehr"),))
        yield record
        if number < unit_size:
            yield responsibility(number, ref(1), ref(number))


GROUPS = ["situation_size", "unit_size", "key_size"]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(
    ("size", "gone", "held"),
    [
        (9, 9, True),  # all of it: less than a tenth of the catalogue
        (9, 5, False),  # as many as may go in any run
        (40, 6, True),  # more than a tenth of the group, and more than five
        (3, 3, True),  # the smallest that counts
        (2, 2, False),  # an ordinary change
        (1, 1, False),
    ],
)
def test_a_group_is_held_by_the_rule(source, group, size, gone, held):
    bring(source, *catalogue(110, **{group: size}))
    report = bring(source, *catalogue(110, without=range(gone), **{group: size}))
    assert bool(report.held) == held
    assert Service.objects.published().count() == 110 - (0 if held else gone)
    assert bool(report.held_groups) == held
    if held:
        assert f"{gone} von {size}" in " ".join(report.held_groups)


def test_the_message_names_the_groups(source):
    sizes = {"situation_size": 9, "unit_size": 4, "key_size": 3}
    bring(source, *catalogue(110, **sizes))
    report = bring(source, *catalogue(110, without=range(9), **sizes))
    told = " | ".join(report.held_groups)
    for words in ("Verkehr", "Straßenverkehrsamt", "99036", "9 von 9", "4 von 4", "3 von 3"):
        assert words in told


def test_a_person_lets_the_group_go(source):
    bring(source, *catalogue(110, situation_size=9))
    rest = [*catalogue(110, without=range(9), situation_size=9)]
    assert bring(source, *rest, release_up_to=9).withdrawn == 9


def test_a_source_that_may_withdraw_all_is_not_held(source):
    source.withdrawal_percent = 100
    bring(source, *catalogue(20, situation_size=9))
    assert bring(source, *catalogue(20, without=range(9), situation_size=9)).withdrawn == 9


VEHICLES, TRAFFIC = "9161", "9163"


def without_categories(path, *categories):
    """Take the services of these categories out of a file of the delivery."""
    tree = etree.parse(path)
    names = {"x": tree.getroot().nsmap["xzufi"]}
    for wrapped in tree.xpath("//x:schreibe[x:leistung]", namespaces=names):
        if set(wrapped.xpath(".//x:kategorie/x:id/text()", namespaces=names)) & {*categories}:
            wrapped.getparent().remove(wrapped)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def test_all_traffic_services_of_the_demo_city_do_not_vanish(tmp_path, settings):
    """30 of 378: less than a tenth, and nobody could register a car any more."""
    settings.HARVEST_ALERT_EMAILS = ["betrieb@stadt.example"]
    folder = Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))
    source = Source.objects.create(
        name="demo", title="Lindenfurt", kind="xzufi", url=str(folder),
        options={"mode": "folder", "complete": True},
    )  # fmt: skip
    assert runs.execute(source, trigger=Run.Trigger.COMMAND).good
    before = Service.objects.published().count()
    without_categories(folder / "06-fahrzeug-fuehrerschein-verkehr.xml", VEHICLES, TRAFFIC)

    outcome = runs.execute(source, trigger=Run.Trigger.COMMAND)

    assert outcome.run.status == Run.Status.HELD
    assert outcome.run.by_kind["service"]["held"] < before / 10
    assert Service.objects.published().count() == before
    (told,) = mail.outbox
    name = LifeSituation.objects.get(external_id__endswith=VEHICLES).title
    assert f"{name}“: 14 von 14" in told.body
    for group in outcome.run.held_groups:
        assert group in told.body
    released = runs.release(outcome.run)
    assert released.good and Service.objects.published().count() == before - 30
