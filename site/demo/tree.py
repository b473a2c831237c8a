"""Pages from JSON: first all of them as drafts, then their content, as pages link to each other.

An entry has `type` ("home.StandardPage"), `path` below the home page, `title`, and the fields of
its model. A body is HTML, or a list of [block, value]; relations are lists of their rows' fields.
"""

import json
from collections.abc import Iterable

from django.apps import apps
from django.db.models import ForeignKey
from modelcluster.fields import ParentalManyToManyField
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Page

from frame.models import GonePage

from .marks import Marks
from .media import CONTENT

ABOUT = ("type", "path", "translates", "places")  # of an entry, besides its model's fields


def read(folder: str) -> list[dict]:
    """The entries of all files of a folder, in the order of their names."""
    files = sorted((CONTENT / folder).glob("*.json"))
    return [entry for file in files for entry in json.loads(file.read_text("utf-8"))]


def grow(home: Page, entries: Iterable[dict]) -> list[tuple[Page, dict]]:
    """Publish the entries that do not exist yet; returns the new pages, each with its entry.

    Pages that editors have changed, deleted or moved are left alone.
    """
    marks = Marks(home)
    sketches = [(_sketch(home, entry, marks), entry) for entry in entries]
    return [(write(page, entry, marks), entry) for page, entry in sketches if page]


def write(page: Page, entry: dict, marks: Marks) -> Page:
    """Fill a page from its entry, validate it as the editor does, and publish it."""
    # Read again: pages were added below it since.
    page = type(page).objects.get(pk=page.pk)
    for name, value in entry.items():
        if name not in ABOUT:
            _set(page, name, marks.resolve(value))
    page.full_clean()
    page.save_revision().publish()
    return page


def _sketch(home: Page, entry: dict, marks: Marks) -> Page | None:
    """Create a draft with the plain fields; None when the page exists, or did."""
    path = f"{home.url_path}{entry['path']}/"
    parent_path, _slash, slug = path.rstrip("/").rpartition("/")
    parent = Page.objects.filter(url_path=f"{parent_path}/").first()
    if parent is None or Page.objects.filter(url_path=path).exists() or _was_here(home, path):
        return None
    model = apps.get_model(entry["type"])
    plain = {
        field.name: field.to_python(marks.resolve(entry[field.name]))
        for field in model._meta.concrete_fields
        if field.name in entry and not isinstance(field, (ForeignKey, StreamField))
    }
    page = model(**{**plain, "slug": slug, "live": False})
    if "translates" in entry:
        key = Page.objects.filter(pk=_original(entry["translates"])).values("translation_key")
        page.translation_key = key.get()["translation_key"]
    parent.add_child(instance=page)
    return page


def _original(path: str) -> int:
    """The page of the main site that a translation belongs to."""
    from .city import main_home

    return Marks(main_home()).page(path)


def _was_here(home: Page, path: str) -> bool:
    address = home.get_url_parts()[2] + path.removeprefix(home.url_path)
    return (
        GonePage.objects.filter(path=address).exists()
        or Redirect.objects.filter(old_path=Redirect.normalise_path(address)).exists()
    )


def _set(page: Page, name: str, value):
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        setattr(page, name, json.dumps(blocks(value), default=str))
    elif isinstance(field, ParentalManyToManyField):
        setattr(page, name, list(field.related_model.objects.filter(pk__in=value)))
    elif field.one_to_many:
        rows = [_row(field.related_model, row, at) for at, row in enumerate(value)]
        setattr(page, name, rows)
    elif isinstance(field, ForeignKey):
        setattr(page, field.attname, value)
    else:
        setattr(page, name, field.to_python(value))


def _row(model, values: dict, position: int):
    keys = {model._meta.get_field(name).attname: value for name, value in values.items()}
    order = {"sort_order": position} if hasattr(model, "sort_order") else {}
    return model(**keys, **order)


def blocks(value) -> list[dict]:
    if isinstance(value, str):
        value = [["text", value]]
    return [{"type": kind, "value": content} for kind, content in value]
