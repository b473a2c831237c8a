"""A map service on loopback: real PNG tiles that show their own number by colour."""

from io import BytesIO

from PIL import Image, ImageDraw

from .server import Answer, FakeServer, Request

SIZE = 256
PAPER, LINE = (238, 240, 232), (176, 186, 190)


class FakeTiles(FakeServer):
    """Answers /{z}/{x}/{y}.png; `missing` holds the (z, x, y) that it does not have."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.missing = set()

    @property
    def template(self) -> str:
        return f"{self.url}/{{z}}/{{x}}/{{y}}.png"

    def respond(self, request: Request) -> Answer:
        try:
            z, x, y = (int(part) for part in request.path.removesuffix(".png").split("/")[1:])
        except ValueError:
            return Answer(status=404)
        if (z, x, y) in self.missing:
            return Answer(status=404)
        return Answer(picture(x, y), content_type="image/png")


def picture(x: int, y: int) -> bytes:
    """A made-up street map: paper, two streets, a square that differs from tile to tile."""
    image = Image.new("RGB", (SIZE, SIZE), PAPER)
    draw = ImageDraw.Draw(image)
    draw.line((0, 90, SIZE, 120), fill="white", width=14)
    draw.line((150, 0, 110, SIZE), fill="white", width=10)
    draw.line((0, 90, SIZE, 120), fill=LINE, width=1)
    green = (190 + 7 * x % 40, 214, 180 + 7 * y % 40)
    draw.rectangle((20, 140, 90, 220), fill=green)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
