"""python -m tests.fakes: made-up sources on loopback, to try a sync without anybody's key."""

import argparse
import json
import signal
import sys
import tempfile
import threading
from pathlib import Path

from .bereitstelldienst import CLIENT_SECRET, FakeBereitstelldienst, service_entry
from .city import AGENCY, ARS, SERVICES
from .infodienste import API_KEY, FakeInfodienste
from .infodienste_shapes import AREA_ID
from .pvog import FakePvog

# Environment variables and the made-up secrets that belong into them.
SECRETS = {"DEMO_INFODIENSTE_KEY": API_KEY, "DEMO_BEREITSTELLDIENST_SECRET": CLIENT_SECRET}
# Numbers far above those of a real installation: loading the file twice changes nothing.
FIRST_ID = 990_001


def main(arguments=None):
    options = _parser().parse_args(arguments)
    # Before a word is said: whoever reads that Ctrl+C ends it may press it at once.
    ended = _told_to_end()
    infodienste = FakeInfodienste(options.infodienste_port)
    pvog = FakePvog(options.pvog_port)
    bereitstelldienst = FakeBereitstelldienst(
        options.bereitstelldienst_port, [service_entry(each.id, each.title) for each in SERVICES]
    )
    servers = [infodienste, pvog, bereitstelldienst]
    for server in servers:
        server.delay = options.delay
        server.start()
    sources = [
        _infodienste_source(infodienste),
        _pvog_source(pvog),
        _bereitstelldienst_source(bereitstelldienst),
    ]
    with tempfile.TemporaryDirectory(prefix="stadttor-demo-") as folder:
        path = Path(folder) / "demo-sources.json"
        path.write_text(json.dumps(_fixture(sources), indent=1), encoding="utf-8")
        _explain(path, servers, sources)
        ended.wait()
    for server in servers:
        server.stop()


def _parser():
    parser = argparse.ArgumentParser(prog="python -m tests.fakes", description=__doc__)
    parser.add_argument("--infodienste-port", type=int, default=8101)
    parser.add_argument("--pvog-port", type=int, default=8102)
    parser.add_argument("--bereitstelldienst-port", type=int, default=8103)
    parser.add_argument(
        "--delay", type=float, default=0.05, help="seconds that every answer takes (default 0.05)"
    )
    return parser


def _infodienste_source(server) -> dict:
    return {
        "name": "demo-infodienste",
        "title": "Infodienste (Vorführung)",
        "kind": "infodienste",
        "url": server.url,
        "area": ARS,
        "secret_name": "DEMO_INFODIENSTE_KEY",
        "options": {"area_id": AREA_ID, "agency": AGENCY},
        "interval_hours": 0,
    }


def _pvog_source(server) -> dict:
    return {
        "name": "demo-pvog",
        "title": "PVOG (Vorführung)",
        "kind": "pvog",
        "url": server.url,
        "area": ARS,
        "interval_hours": 0,
    }


def _bereitstelldienst_source(server) -> dict:
    return {
        "name": "demo-bereitstelldienst",
        "title": "PVOG-Bereitstelldienst (Vorführung)",
        "kind": "xzufi",
        "url": server.api_url,
        "secret_name": "DEMO_BEREITSTELLDIENST_SECRET",
        "options": server.options(),
        "interval_hours": 0,
    }


def _fixture(sources):
    return [
        {"model": "harvest.source", "pk": id, "fields": fields}
        for id, fields in enumerate(sources, start=FIRST_ID)
    ]


def _explain(path, servers, sources):
    manage = f"{sys.executable} manage.py"
    lines = [
        "Made-up sources are being served:",
        *(f"  {type(server).__name__:24} {server.url}" for server in servers),
        f"The key of the Infodienste is {API_KEY}, the secret of the Bereitstelldienst is",
        f"{CLIENT_SECRET}; every answer takes {servers[0].delay} seconds.",
        "",
        "In another terminal, in this folder, make them known to the site once:",
        f"  {manage} loaddata {path}",
        "",
        "Then fill the catalogue from one of them, as often as you like:",
        *(f"  {_key(each)}{manage} sync_services --source {each['name']}" for each in sources),
        "",
        "Ctrl+C ends it.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _key(source: dict) -> str:
    name = source.get("secret_name")
    return f"{name}={SECRETS[name]} " if name else ""


def _told_to_end() -> threading.Event:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    return ended


if __name__ == "__main__":
    main()
