"""The map's background: tiles of a map service, fetched and kept by this site.

So no reader's browser asks a foreign host. The proxy serves the site's own area only
(core.maps.area), keeps tiles in the cache `tiles`, and never lets a reader wait long: what cannot
be had in time is a tile of one pixel, by which the map's script knows that the background fails.
"""

import logging
import math
import threading
import time
from base64 import b64decode
from functools import lru_cache

import filetype
from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from harvest.errors import SourceError
from harvest.http import Client

from .maps import MAX_ZOOM, MIN_ZOOM, area

logger = logging.getLogger(__name__)

# PNG, one pixel, transparent.
BLANK = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
DAY = 86_400
FRESH_SECONDS = 7 * DAY  # older tiles are fetched anew, and served when that fails
BLANK_SECONDS = 60
PAUSE_SECONDS = 30  # without any try after the service has failed
CONNECTIONS = 4  # to the service, of one process
PATIENCE = 3.0  # seconds in which one of them must become free
TIMEOUT = (2.0, 4.0)  # seconds to connect, to read
MOST_BYTES = 2**20
IMAGES = {"image/png", "image/jpeg", "image/webp"}

_slots = threading.BoundedSemaphore(CONNECTIONS)


@require_safe
def tile(request, z: int, x: int, y: int):
    """One tile of the Web Mercator grid ("slippy map"): PNG, JPEG or WebP, 256 pixels square.

    404 for what is no tile of the site's area.
    """
    if not settings.MAP_TILE_URL or not in_area(z, x, y):
        raise Http404
    content = tile_content(z, x, y)
    kind = filetype.guess_mime(content)
    seconds = BLANK_SECONDS if content is BLANK else FRESH_SECONDS
    headers = {"Cache-Control": f"public, max-age={seconds}"}
    return HttpResponse(content, content_type=kind, headers=headers)


def in_area(z: int, x: int, y: int) -> bool:
    """Whether there is such a tile, and it touches the site's area."""
    if not (MIN_ZOOM <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
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
    address = settings.MAP_TILE_URL.format(z=z, x=x, y=y)
    cache, key = caches["tiles"], f"{_style()}-{z}-{x}-{y}"
    fetched_at, content = cache.get(key) or (0.0, BLANK)
    if time.time() - fetched_at < FRESH_SECONDS:
        return content
    fetched = _fetched(address)
    if fetched is None:
        return content
    cache.set(key, (time.time(), fetched))
    return fetched


def _style() -> str:
    """Tiles of another service are other tiles."""
    return f"{hash_of(settings.MAP_TILE_URL):08x}"
