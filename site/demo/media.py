"""Pictures and documents of the demo city; one comes into the library when it is first used."""

import json

from django.conf import settings
from django.core.files import File
from wagtail.models import Collection

from core.models import CityDocument, CityImage

CONTENT = settings.SITE_DIR / "demo" / "data"
CREDIT = "Stadt Lindenfurt"
LICENCE = "CC0 1.0"


def picture(name: str) -> CityImage:
    """`pictures/NAME.webp` by its title. Raises KeyError for one that pictures.json lacks."""
    entry = _index("pictures")[name]
    known = CityImage.objects.filter(title=entry["title"]).first()
    if known:
        return known
    image = CityImage(
        title=entry["title"], description=entry["shows"], credit=CREDIT, licence=LICENCE
    )
    with (CONTENT / "pictures" / f"{name}.webp").open("rb") as opened:
        image.file.save(f"{name}.webp", File(opened), save=False)
        image.save()
    return image


def document(name: str) -> CityDocument:
    """`documents/NAME` by its title. Raises KeyError for one that documents.json lacks."""
    entry = _index("documents")[name]
    known = CityDocument.objects.filter(title=entry["title"]).first()
    if known:
        return known
    made = CityDocument(
        title=entry["title"],
        collection=_collection(entry.get("collection")),
        language=entry.get("language", "de"),
        accessible=entry.get("accessible", ""),
    )
    with (CONTENT / "documents" / entry["file"]).open("rb") as opened:
        made.file.save(entry["file"], File(opened), save=False)
        made.file_size = made.file.size
        made.save()
    return made


def collection(name: str) -> Collection:
    return _collection(name)


def _collection(name: str | None) -> Collection:
    root = Collection.get_first_root_node()
    if not name:
        return root
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def _index(folder: str) -> dict:
    return json.loads((CONTENT / folder / f"{folder}.json").read_text("utf-8"))
