"""Parse templates with curlylint: those that have not passed before as they stand now.

    scripts/parse_templates.py FILE …

It takes a fifth of a second of processor time for each template. So the contents that passed are
remembered in var/ as hashes, together with the version of curlylint.
"""

import hashlib
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

CURLYLINT = Path(sys.executable).parent / "curlylint"
PASSED = Path(__file__).resolve().parent.parent / "var" / "parsed-templates.txt"


def hash_of(file: str) -> str:
    content = Path(file).read_bytes()
    return hashlib.sha256(version("curlylint").encode() + b"\n" + content).hexdigest()


def main(files: list[str], passed: Path = PASSED) -> int:
    """Exit status of curlylint; only its success is remembered."""
    known = set(passed.read_text().split()) if passed.exists() else set()
    hashes = {file: hash_of(file) for file in files}
    if new := [file for file, digest in hashes.items() if digest not in known]:
        command = [str(CURLYLINT), "--quiet", "--parse-only", *new]
        if status := subprocess.run(command).returncode:
            return status
    passed.parent.mkdir(exist_ok=True)
    passed.write_text("\n".join(sorted(set(hashes.values()))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
