"""Every table that leaves the house: found by its address, attacked with formulas."""

import ast
import inspect
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Workflow, WorkflowTask

from core.formats import cells
from directory.models import Closure
from harvest.models import Change, Run
from home.models import StandardPage
from home.places.models import DirectoryPage, Place
from opendata.oparl.api.endpoint import TYPES
from opendata.oparl.models import QualityIssue
from quality.models import Counted, DailyCount, Feedback, Link, LinkUse
from tests import factories
from tests.home.news import building
from tests.opendata.oparl.api.builders import council as make_council
from tests.readers import tables

pytestmark = pytest.mark.django_db
BASE = Path(__file__).resolve().parent.parent
HOUSE = [BASE / name for name in ("site", "home", "services", "opendata", "search")]
ATTACK = "=1+1|x"
ATTACKS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '"=1', "'=1")


# --- What there is -------------------------------------------------------------------------


def patterns(resolver, namespaces=()):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield ":".join([*namespaces, one.name or ""]), one
        else:
            yield from patterns(one, [*namespaces, *filter(None, [one.namespace])])


def view_of(callback):
    """The class behind a view of the admin, None for a function."""
    callback = inspect.unwrap(callback)
    if (found := getattr(callback, "view_class", None)) is not None:
        return found
    for cell in getattr(callback, "__closure__", None) or ():
        if (found := getattr(cell.cell_contents, "view_class", None)) is not None:
            return found
    owner = getattr(callback, "__self__", None)
    return type(owner) if owner is not None else None


def lists_with_export() -> list[str]:
    """Names of the admin's lists that Wagtail lets be saved, and of modeladmin's."""
    found = []
    for name, pattern in patterns(get_resolver()):
        view = view_of(pattern.callback)
        is_list = view is not None and issubclass(view, SpreadsheetExportMixin)
        if (is_list or name.endswith("_modeladmin_index")) and "results" not in name:
            found.append((name, bool(pattern.pattern.converters or "(?P" in str(pattern.pattern))))
    return [name for name, has_parameters in found if not has_parameters]


# --- A city in which every text is an attack -----------------------------------------------


@pytest.fixture
def city(admin_user):
    home = building.make_home()
    council = make_council()
    service, unit = factories.ServiceFactory(), factories.UnitFactory()
    factories.ResponsibilityFactory(service=service, unit=unit)
    source = service.source
    run = Run.objects.create(
        source=source, trigger="command", status=Run.Status.GOOD, started_at=timezone.now()
    )
    fields = [{"field": ATTACK, "old": ATTACK, "new": ATTACK}]
    Change.objects.create(run=run, action="updated", object_kind="service", key="x", fields=fields)
    QualityIssue.objects.create(source=council.body.source, kind="x", url="x")
    Feedback.objects.create(path="/x/", kind="page", helped=False, text="x")
    Redirect.add_redirect("/alt", "/neu/")
    directory = building.add(home, DirectoryPage(title="Plätze", slug="plaetze"))
    Place.objects.create(directory=directory, title="x", description="x")
    today = timezone.localdate()
    Closure.objects.create(unit=unit, first_day=today, last_day=today)
    fill_empty_tables()
    fill_reports(home)
    attack_everything()
    return {"run": run, "directory": directory}


def fill_reports(home):
    """What the reports are about: locked, aging, overdue pages, words that were looked for."""
    page = building.add(home, StandardPage(title="x", slug="x", review_on=date(2020, 1, 1)))
    user = get_user_model().objects.first()
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    Page.objects.filter(depth__gt=2).update(title=ATTACK)
    PageLogEntry.objects.update(label=ATTACK)
    Redirect.objects.update(redirect_link=ATTACK)
    workflow = Workflow.objects.create(name=ATTACK)
    task = GroupApprovalTask.objects.create(name=ATTACK)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    other = building.add(home, StandardPage(title=ATTACK, slug="y"))
    other.save_revision()
    workflow.start(other, user)
    today = timezone.localdate()
    for kind in Counted.Kind.values:
        row = Counted.objects.create(kind=kind, key="z", title=ATTACK, hits=0, last_day=today)
        DailyCount.objects.create(counted=row, day=today, count=9)
    Counted.objects.create(kind="search", key="y", title=ATTACK, hits=3, last_day=today)
    DailyCount.objects.create(counted=Counted.objects.last(), day=today, count=9)

    link = Link.objects.create(
        target=ATTACK, internal=True, state=Link.State.BROKEN, since=timezone.now()
    )
    kind = ContentType.objects.get_for_model(StandardPage)
    LinkUse.objects.create(link=link, content_type=kind, object_id=page.pk)


def house_models() -> list:
    own = [one for one in apps.get_app_configs() if Path(one.path).is_relative_to(BASE)]
    labels = {one.label for one in own if ".venv" not in one.path}
    return [model for model in apps.get_models() if model._meta.app_label in labels]


def fill_empty_tables():
    """A row of every model that has none: what a list shows must be there to be attacked."""
    for model in house_models():
        if not issubclass(model, Page) and not model._base_manager.exists():
            make_row(model)


def make_row(model):
    """A row with a value in every field that asks for one; None if its table refuses it."""
    values = {}
    for field in model._meta.concrete_fields:
        if field.auto_created or field.has_default() or field.null:
            continue
        if field.is_relation:
            related = field.related_model
            values[field.name] = related._base_manager.first() or make_row(related)
        else:
            values[field.name] = value_for(field)
    try:
        with transaction.atomic():
            return model._base_manager.create(**values)
    except (DatabaseError, ValidationError, TypeError, ValueError, AttributeError):
        return None


def value_for(field):
    now = timezone.now()
    if field.choices:
        return next(iter(field.flatchoices))[0]
    return {
        "SlugField": "x",
        "EmailField": "a@b.example",
        "URLField": "https://a.example/",
        "DateField": now.date(),
        "DateTimeField": now,
        "TimeField": now.time(),
        "BooleanField": False,
        "JSONField": {},
        "UUIDField": uuid4(),
        "BinaryField": b"x",
    }.get(
        field.get_internal_type(),
        "x"
        if hasattr(field, "max_length")
        and field.max_length
        or field.get_internal_type() == "TextField"
        else 1,
    )


def attack_everything():
    """Every text column of every row, as far as it is free."""
    kept = ("slug", "path", "url_path", "key", "status", "kind", "trigger", "field_type", "raw")
    for model in house_models():
        for field in model._meta.concrete_fields:
            is_text = type(field) in (models.CharField, models.TextField)
            if not is_text or field.model is not model or field.unique or field.choices:
                continue
            if field.name in kept or field.name.endswith(("_key", "_hash", "code", "_id", "_ptr")):
                continue
            try:
                with transaction.atomic():
                    model.objects.update(**{field.name: ATTACK})
            except (DatabaseError, TypeError, AttributeError):
                continue


def harmful(rows) -> list[str]:
    """Cells that a spreadsheet would calculate."""
    texts = [cell for row in rows for cell in row]
    return [one for one in texts if cells.defused(one) != one and not one.startswith("'")]


# --- The tests -----------------------------------------------------------------------------


def test_lists_are_found():
    found = lists_with_export()
    assert len(found) >= 30
    assert "oparl_paper_modeladmin_index" in found
    assert "catalogue_services:index" in found


def test_every_list_of_the_admin_is_harmless_in_both_forms(admin_client, city):
    asked, attacked, faults = [], [], {}
    for name in lists_with_export():
        address = reverse(name)
        response = admin_client.get(address, {"export": "csv"})
        if not response.get("Content-Type", "").startswith("text/csv"):
            continue
        rows = tables.of_people(response.getvalue())
        if not any(rows[0]):
            continue  # has no columns to export, and no button
        asked.append(name)
        if found := harmful(rows):
            faults[name] = found
        if any(ATTACK in cell for row in rows[1:] for cell in row):
            attacked.append(name)
        book = admin_client.get(address, {"export": "xlsx"}).getvalue()
        if found := [one.value for one in tables.cells_of_workbook(book) if one.data_type == "f"]:
            faults[f"{name} (XLSX)"] = found
    assert faults == {}
    assert sorted(set(asked) - set(attacked)) == []
    assert len(asked) >= 25


def test_no_list_writes_in_a_way_of_its_own():
    own = []
    for name, pattern in patterns(get_resolver()):
        view = view_of(pattern.callback)
        if view is not None and issubclass(view, SpreadsheetExportMixin):
            for method in ("write_csv_response", "write_xlsx_response", "stream_csv"):
                if getattr(view, method) is not getattr(SpreadsheetExportMixin, method):
                    own.append((name, method))
    assert own == []
    assert SpreadsheetExportMixin.stream_csv.__module__ == "core.formats.exports"


@pytest.mark.parametrize("attack", ATTACKS)
def test_directories_and_runs_are_harmless(admin_client, city, attack):
    Place.objects.update(title=attack, description=attack)
    Change.objects.update(label=attack, key=attack)
    address = city["directory"].url
    run = f"/admin/harvest/run/changes/{city['run'].pk}/"
    pk = city["directory"].pk
    for path in (f"{address}csv/", reverse("place_download", args=[pk, "csv"]), run):
        response = admin_client.get(path)
        assert response.status_code == 200, path
        rows = tables.of_people(response.getvalue())
        assert any(attack.strip() in cell for row in rows[1:] for cell in row), path
        assert harmful(rows) == [], path
    for path in (f"{address}xlsx/", reverse("place_download", args=[pk, "xlsx"])):
        book = tables.cells_of_workbook(admin_client.get(path).getvalue())
        assert not [cell for cell in book if cell.data_type == "f"]


@pytest.mark.parametrize("type", sorted(TYPES))
def test_tables_for_programs_are_plain_and_harmless(client, city, type):
    response = client.get(f"/rat/daten/{type}.csv")
    assert response.status_code == 200
    assert harmful(tables.of_programs(response.getvalue())) == []


def test_nobody_else_writes_or_reads_tables():
    """`core.formats` is the one place: no other imports csv or openpyxl.

    The vocabulary of the search is our own data, read without Django.
    """
    allowed = ("core/formats/", "search/german/vocabulary.py")
    found = []
    for file in (file for folder in HOUSE for file in folder.rglob("*.py")):
        if any(one in file.as_posix() for one in allowed):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [(file, name) for name in names if name.split(".")[0] in ("csv", "openpyxl")]
    assert found == []
