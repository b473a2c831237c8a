"""Content of a city that blocks show: a picture, a document, offices, services."""

import io

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageDraw
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from directory import contact_cache
from tests import factories


def make_picture(title="Rathaus", **fields):
    """A drawn town hall, so that a picture can be seen on the component page."""
    drawing = Image.new("RGB", (1600, 900), "#b9d3ea")
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((0, 700, 1600, 900), fill="#7d9a6a")
    pen.rectangle((500, 320, 1100, 720), fill="#e8dcc4")
    pen.polygon([(460, 320), (1140, 320), (800, 120)], fill="#9c4a3c")
    for left in range(550, 1050, 110):
        pen.rectangle((left, 400, left + 60, 490), fill="#4a6076")
    pen.rectangle((750, 560, 850, 720), fill="#5b3d2e")
    stream = io.BytesIO()
    drawing.save(stream, "JPEG")
    file = ImageFile(io.BytesIO(stream.getvalue()), name="rathaus.jpg")
    fields = {"credit": "Mira Beispiel", "licence": "CC BY 4.0", **fields}
    return get_image_model().objects.create(title=title, file=file, **fields)


def make_document(title="Merkblatt", name="merkblatt.pdf", content=b"%PDF-1.7", **fields):
    return get_document_model().objects.create(
        title=title, file=ContentFile(content, name=name), file_size=len(content), **fields
    )


def make_office(name="Bürgerbüro", email="buergerbuero@lindenfurt.example", **fields):
    """An office with address, phone, mail and hours, as a sync leaves it."""
    unit = factories.UnitFactory(name=name, **fields)
    factories.AddressFactory(unit=unit)
    factories.ChannelFactory(unit=unit)
    if email:
        factories.ChannelFactory(unit=unit, kind="email", value=email)
    for weekday in range(1, 6):
        factories.HoursFactory(unit=unit, weekday=weekday)
    contact_cache.refresh([unit.pk])
    unit.refresh_from_db()
    return unit
