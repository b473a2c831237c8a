"""LibreOffice Calc, headless and set to German: opens a table and saves it as a person would."""

import subprocess
from pathlib import Path

from scripts.system import FINDERS

# The dialog of a CSV file: semicolon, quotation mark, UTF-8, from line 1, German, and that numbers
# and dates are recognised, as Excel always does.
_CSV = "Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true"
_FILTERS = {"csv": f"csv:{_CSV}", "xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8"}
_GERMAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop></item>
</oor:items>"""


def resaved(folder: Path, content: bytes, source: str, target: str) -> bytes:
    """The table after LibreOffice has opened and saved it. source, target: csv, xlsx or ods."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_GERMAN)
    file = folder / f"in.{source}"
    file.write_bytes(content)
    out = folder / "out"
    read = [f"--infilter={_CSV}"] if source == "csv" else []
    done = subprocess.run(
        [
            str(FINDERS["libreoffice-calc"]()),
            f"-env:UserInstallation={profile.parent.as_uri()}",
            *("--headless", "--norestore", *read),
            *("--convert-to", _FILTERS[target], "--outdir", str(out), str(file)),
        ],
        capture_output=True,
        timeout=240,
        check=False,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    made = out / f"in.{target}"
    assert made.exists(), (done.stdout + done.stderr).decode()
    return made.read_bytes()
