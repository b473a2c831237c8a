"""A small calendar: two areas, three kinds of waste, streets of every shape."""

from datetime import date

from django.contrib.auth import get_user_model

from home.waste import importing
from home.waste.models import Area, CollectionDate, Kind, Street, Stretch, Upload, WasteCalendarPage
from tests.home.news.building import add

KINDS = (
    ("Restmüll", "R", "grey", "Hausmüll, graue Tonne"),
    ("Papier", "P", "blue", "Altpapier"),
    ("Verpackungen", "V", "yellow", "gelber Sack"),
)


def kinds() -> list[Kind]:
    return [
        Kind.objects.create(
            name=name,
            sign=sign,
            colour=colour,
            also_called=others,
            position=at,
            note=f"{name} an die Straße",
        )
        for at, (name, sign, colour, others) in enumerate(KINDS)
    ]


def areas() -> list[Area]:
    return [Area.objects.create(name=name) for name in ("Nord", "Süd")]


def street(name, *stretches, district=""):
    """stretches: (area, side, first, last); an area alone is the whole street."""
    made = Street.objects.create(name=name, district=district)
    for one in stretches:
        area, *rest = one if isinstance(one, tuple) else (one,)
        fields = dict(zip(("side", "first", "last"), rest, strict=False))
        Stretch.objects.create(street=made, area=area, **fields)
    return made


def day(area, kind, when: date, note="") -> CollectionDate:
    return CollectionDate.objects.create(area=area, kind=kind, day=when, note=note)


def page(home, title="Abfuhrkalender", slug="abfall", **fields):
    return add(home, WasteCalendarPage(title=title, slug=slug, **fields))


def upload(holds, content, **fields) -> Upload:
    content = content.encode() if isinstance(content, str) else content
    user, _new = get_user_model().objects.get_or_create(username="mira")
    return Upload(holds=holds, content=content, user=user, name="datei", **fields)


def take_over(holds, content, **fields):
    """Import a file as the admin does; returns the plan."""
    kept = upload(holds, content, **fields)
    made = importing.plan(kept)
    kept.save()
    importing.apply(kept, made, kept.user)
    return made
