"""Calendars (RFC 5545), read by ical.js: what Thunderbird and Nextcloud would show.

Its time zones come from the file itself; a reader that knows Berlin by name would overlook a wrong
VTIMEZONE.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
BASE = HERE.parent.parent


def node() -> str:
    """The system's Node, or the one that scripts/node.sh has installed."""
    places = os.pathsep.join([os.environ.get("PATH", ""), str(BASE / ".venv" / "bin")])
    found = shutil.which("node", path=places)
    assert found, "There is no node: type make setup"
    return found


def read(content: bytes, most: int = 50) -> dict:
    """{"name", "method", …, "dates": [{uid, summary, start, end, status, …}]}; moments in UTC."""
    done = subprocess.run(
        [node(), str(HERE / "calendar.mjs"), str(most)],
        input=content,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def dates(content: bytes, most: int = 50) -> list[dict]:
    return read(content, most)["dates"]
