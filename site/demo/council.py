"""The demo city's council: its folder of OParl objects, served for the time of one harvest.

The meetings in the folder end some day: those after that follow the council's own rhythm, so that
there is a next one whenever the city is created.

The objects are harvested like any council's: over HTTP, from a server on a free port of
this machine. Their ids name a host that does not exist; by the source's option `served_by` the
server here runs while a run reads it, whoever has started the run.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from harvest import runs
from harvest.models import Run, Source
from opendata.oparl.harvest.files import fetching

COUNCIL = settings.SITE_DIR / "demo" / "data" / "council"
# Name of the server below, as the source's option has it.
SERVER = "demo-council"
SYSTEM = "https://ris.lindenfurt.example/oparl/system"
MEDIA_TYPES = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}
# The months in whose second week a round of meetings begins, by the Monday; each committee meets
# as many days later as in the folder's last round. Rounds are planned for a year ahead.
ROUND_MONTHS = (2, 4, 6, 9, 11)
AHEAD = timedelta(days=365)
# What an embedded object leaves out, but tells in a list of its own.
BACK_REFERENCES = {
    "LegislativeTerm": "body",
    "Membership": "person",
    "AgendaItem": "meeting",
    "Consultation": "paper",
}


def fill() -> Run | None:
    """Harvest the council, with its files, if it does not exist yet; None when it does.

    Failures are in the run, as with every source.
    """
    source = make_source()
    if is_up_to_date(source):
        return None
    outcome = runs.execute(source, trigger=Run.Trigger.COMMAND, full=True)
    if outcome.good:
        fetching.fetch_all(source)
    return outcome.run


def make_source() -> Source:
    """The council as a source like any other; run by hand only."""
    source, _made = Source.objects.get_or_create(
        name="rat",
        defaults={
            "title": "Lindenfurt: Rat",
            "kind": "oparl",
            "url": SYSTEM,
            "interval_hours": 0,
            "silent_after_hours": 0,
        },
    )
    if not source.options:
        source.options = {"served_by": SERVER}
        source.save(update_fields=["options"])
    return source


def is_up_to_date(source: Source) -> bool:
    """Whether the folder is older than the last good run, and its files are fetched."""
    run = source.last_good_run
    newest = max(path.stat().st_mtime for path in [COUNCIL, *COUNCIL.rglob("*")])
    is_read = run is not None and run.started_at.timestamp() > newest
    return is_read and not fetching.wanted_files(source)


# --- The server --------------------------------------------------------------------------------


class Folder:
    """The objects in a folder of JSON files: each by its path, and in the lists of the body.

    An object that is embedded is listed by itself, too, as OParl 1.1 wants it. today: meetings are
    planned from there.
    """

    def __init__(self, path: Path, today: date | None = None):
        self.path = path
        self.objects: dict[str, dict] = {}
        for file in sorted(path.glob("*.json")):
            for raw in json.loads(file.read_text("utf-8")):
                self._take(raw)
        meetings = [raw for raw in self.objects.values() if _type(raw) == "Meeting"]
        for raw in planned_meetings(meetings, today or timezone.localdate()):
            self._take(raw)

    def _take(self, raw: dict, parent: dict | None = None):
        back = BACK_REFERENCES.get(_type(raw))
        own = {**raw, back: parent["id"]} if parent and back else raw
        if parent and _type(raw) == "File":
            own = {**raw, _type(parent)[:1].lower() + _type(parent)[1:]: [parent["id"]]}
        self.objects.setdefault(urlsplit(raw["id"]).path, own)
        for value in raw.values():
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, dict) and "id" in inner:
                    self._take(inner, raw)

    def respond(self, path: str) -> tuple[bytes, str] | None:
        """(body, media type) of the resource at this path; None without one."""
        if path in self.objects:
            return _json(self.objects[path])
        folder, _slash, name = path.rpartition("/")
        if folder.endswith("/files"):
            return self._content(name)
        # The list of bodies, and below a body one list of each type.
        if name == "body" or folder in self.objects:
            found = [raw for raw in self.objects.values() if _type(raw).lower() == name]
            return _json({"data": found, "pagination": {"totalElements": len(found)}, "links": {}})
        return None

    def _content(self, name: str) -> tuple[bytes, str] | None:
        file = self.path / "files" / name
        known = file.suffix in MEDIA_TYPES and file.is_file()
        return (file.read_bytes(), MEDIA_TYPES[file.suffix]) if known else None


def planned_meetings(meetings: list[dict], today: date) -> list[dict]:
    """The meetings after the last ones in the folder, until a year from today."""
    last = last_round(meetings)
    if not last:
        return []
    first_day, end = _day(last[0]), _day(last[-1])
    found = []
    for monday in _round_beginnings(end, today + AHEAD):
        found += [_moved(meeting, monday - first_day) for meeting in last]
    return found


def last_round(meetings: list[dict]) -> list[dict]:
    """The last meeting of every committee that meets in turn, in the order of their days."""
    if not meetings:
        return []
    by_day = sorted(meetings, key=_day)
    begin = _day(by_day[-1]) - timedelta(days=28)
    return [meeting for meeting in by_day if _day(meeting) > begin]


def _day(meeting: dict) -> date:
    return datetime.fromisoformat(meeting["start"]).date()


def _round_beginnings(after: date, until: date) -> list[date]:
    """The second Mondays of the months of rounds."""
    days = [after + timedelta(days=number) for number in range(1, (until - after).days + 1)]
    return [
        day
        for day in days
        if day.month in ROUND_MONTHS and day.weekday() == 0 and 8 <= day.day <= 14
    ]


def _moved(meeting: dict, by: timedelta) -> dict:
    """The same meeting on another day, at the same time by the clock."""
    zone = timezone.get_default_timezone()
    moved = {
        name: (datetime.fromisoformat(meeting[name]).replace(tzinfo=None) + by)
        .replace(tzinfo=zone)
        .isoformat()
        for name in ("start", "end")
    }
    return {**meeting, **moved, "id": f"{meeting['id']}-{moved['start'][:10]}"}


@contextmanager
def served(folder: Path = COUNCIL) -> Iterator[str]:
    """The folder as an OParl server on a free port of this machine: its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(Folder(folder)))
    poll = {"poll_interval": 0.05}
    thread = threading.Thread(target=server.serve_forever, kwargs=poll, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(folder: Folder):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = folder.respond(urlsplit(self.path).path)
            body, media_type = found or _json({"message": "Nicht gefunden"})
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Log nothing: the run is recorded anyway."""

    return Handler


def _type(raw: dict) -> str:
    return raw["type"].rpartition("/")[2]


def _json(data) -> tuple[bytes, str]:
    return json.dumps(data, ensure_ascii=False).encode(), "application/json"
