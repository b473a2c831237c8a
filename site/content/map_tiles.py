"""The map's background: tiles of a map service, fetched and kept by this site.

So no reader's browser asks a foreign host. The proxy serves the site's own area only
(core.geo.maps.area), keeps tiles in the cache `tiles`, and never lets a reader wait long: a tile
that does not arrive in time is one pixel, by which the map's script knows that the background
fails.
"""

import logging
import math
import threading
import time
import zlib
from base64 import b64decode
from functools import lru_cache

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from core.formats.recognition import recognise_bytes
from core.geo.maps import MAX_ZOOM, MIN_ZOOM, area
from outbound.client import Client
from outbound.errors import SourceError, SourceInvalid

logger = logging.getLogger(__name__)

# PNG, transparent. BLANK, one pixel: the service fails. EMPTY, 2 x 2: it has no such tile.
BLANK = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNgYAAAAAMAASsJTYQAAAAASUVORK5CYII="
)
EMPTY = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAQAAADYv8WvAAAAC0lEQVR42mNggAEAAAoAAewkA7kAAAAASUVORK5CYII="
)
FRESH_SECONDS = 7 * 86_400  # older tiles are fetched anew, and served when that fails
BLANK_SECONDS = 60
IMAGES = {"image/png", "image/jpeg", "image/webp"}


@require_safe
def tile(request, z: int, x: int, y: int):
    """One tile of the Web Mercator grid ("slippy map"): PNG, JPEG or WebP, 256 pixels square.

    404 for tiles outside the site's area.
    """
    if not settings.MAP_TILE_URL or not in_area(z, x, y):
        raise Http404
    content = tile_content(z, x, y)
    seconds = BLANK_SECONDS if content == BLANK else FRESH_SECONDS
    return HttpResponse(
        content,
        content_type=_type_of(content),
        headers={"Cache-Control": f"public, max-age={seconds}"},
    )


def in_area(z: int, x: int, y: int) -> bool:
    """Whether there is such a tile, and it touches the site's area."""
    if not (MIN_ZOOM <= z <= MAX_ZOOM):
        return False
    west, south, east, north = area()
    left, top = tile_at(north, west, z)
    right, bottom = tile_at(south, east, z)
    return left <= x <= right and top <= y <= bottom


def tile_at(latitude: float, longitude: float, z: int) -> tuple[int, int]:
    """(x, y) of the tile that holds a place (OGC 17-083r4, WebMercatorQuad)."""
    count = 2**z
    stretched = math.asinh(math.tan(math.radians(latitude)))
    x = int((longitude + 180) / 360 * count)
    y = int((1 - stretched / math.pi) / 2 * count)
    return min(max(x, 0), count - 1), min(max(y, 0), count - 1)


def tile_content(z: int, x: int, y: int) -> bytes:
    """The tile from the cache or the service; an old one when the service fails; else BLANK."""
    cache = caches["tiles"]
    # Tiles of another service are other tiles.
    key = f"{zlib.crc32(settings.MAP_TILE_URL.encode()):08x}-{z}-{x}-{y}"
    fetched_at, content = cache.get(key) or (0.0, BLANK)
    if time.time() - fetched_at < FRESH_SECONDS:
        return content
    fetched = _service(settings.MAP_TILE_URL, tuple(settings.HARVEST_PRIVATE_HOSTS)).get(z, x, y)
    if fetched is None:
        return content
    cache.set(key, (time.time(), fetched))
    return fetched


@lru_cache(maxsize=8)
def _service(template, private_hosts):
    """One of each for the whole process: its threads share connections and the pause."""
    return TileService(template, private_hosts)


class TileService:
    """A map service over HTTP, which is left alone for a while after a failure.

    template: its address with {z}, {x} and {y}.
    """

    CONNECTIONS = 3  # at once, of one process: fewer than its threads (docs/operators.md)
    PATIENCE = 1.5  # seconds in which one of them must become free
    TIMEOUT = (2.0, 3.0)  # seconds to connect, to read
    MAX_SECONDS = 4.0  # for one whole tile
    MAX_BYTES = 2**20
    PAUSE = 30.0  # seconds without any try after a failure

    def __init__(self, template: str, private_hosts=()):
        self.template = template
        self.client = Client(
            template,
            headers={"Accept": "image/*"},
            timeout=self.TIMEOUT,
            max_seconds=self.MAX_SECONDS,
            max_bytes=self.MAX_BYTES,
            retries=0,
            max_parallel=self.CONNECTIONS,
            private_hosts=private_hosts,
            user_agent=settings.HARVEST_USER_AGENT,
        )
        self._slots = threading.BoundedSemaphore(self.CONNECTIONS)
        self._paused_until = 0.0

    def get(self, z: int, x: int, y: int) -> bytes | None:
        """An image; EMPTY when the service has none there; None when it cannot be had now."""
        if self._pauses() or not self._slots.acquire(timeout=self.PATIENCE):
            return None
        try:
            # It may have failed while this thread was waiting.
            return None if self._pauses() else self._asked(z, x, y)
        except SourceError as error:
            logger.warning("The map's background fails: %s", error)
            if _is_down(error):
                self._paused_until = time.monotonic() + self.PAUSE
            return None
        finally:
            self._slots.release()

    def _pauses(self):
        return time.monotonic() < self._paused_until

    def _asked(self, z, x, y):
        address = self.template
        for name, number in (("{z}", z), ("{x}", x), ("{y}", y)):
            address = address.replace(name, str(number))
        response = self.client.get(address, missing_ok=True)
        if response is None or response.status_code == 204:
            return EMPTY
        if _type_of(response.content) not in IMAGES:
            raise SourceInvalid("the answer is no PNG, JPEG or WebP")
        return response.content


def _type_of(content: bytes) -> str:
    kind = recognise_bytes(content)
    return kind.name if kind else ""


def _is_down(error: SourceError) -> bool:
    """Whether the whole service fails, not one tile of it."""
    if isinstance(error, SourceInvalid):
        return False
    status = error.status
    return status is None or status >= 500 or status in (401, 403, 429)
