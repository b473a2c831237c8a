"""What is typed, chosen and attached: for each control of a form, by its kind and its name.

The same rules hold for a form that is read over HTTP and for one that stands in Chromium: both
describe their controls as `Control`.
"""

import base64
import io
import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django_otp.oath import totp
from PIL import Image

from . import city

# Fields that are words: changed also where they have a value. Others only where they must have one.
MONTH = timedelta(days=30)
WORDS = re.compile(
    r"(^|[-_])(title|text|note|reason|introduction|description|heading|first_name|last_name"
    r"|site_name|status_note|link_title|organiser|intro|caption|answer)$"
)
KNOWN = {
    "proof_password": city.PASSWORD,
    "password": city.PASSWORD,
    "password1": "noch ein langes Wort am Mittag",
    "password2": "noch ein langes Wort am Mittag",
    "username": "neuling",
    "new_password1": "noch ein langes Wort am Mittag",
    "new_password2": "noch ein langes Wort am Mittag",
    "hostname": "werke.example",
    "host": "karten.example",
    "new_slug": "wanderweg",
    "slug": "wanderweg",
    "url": "https://weg.example/ziel",
    "old_path": "/wander/alt",
    "name": "wanderweg",
    "options": "{}",
    "secret_name": "",
    "times": "8–12 Uhr",
    "sign": "W",
}
# In a row of its own one of these is needed, whatever is not marked.
IN_ROWS = {"url": "https://weg.example/ziel", "answers": "Sand\nRasen"}
ROW = re.compile(r"-\d+-(?!value)\w+$")
# Of these there may be only one: a copy needs another.
ALWAYS = {"new_slug", "username", "hostname", "host"}
ONLY_ONE = {"is_default_site"}
TICKED = {"days", "groups", "locales", "item"}  # of which one at least is needed
BY_TYPE = {"email": "wander@lindenfurt.example", "url": "https://weg.example/ziel", "number": "1"}
# (part of an address, the table that is uploaded there)
TABLES = (
    ("verzeichnisse", "Name;Untergrund\nAm Wanderweg;Sand\n"),
    ("strassen", "strasse;bezirk\nWanderweg;Nord\n"),
    ("termine", f"bezirk;art;datum\nNord;Papier;{timezone.localdate() + MONTH:%d.%m.%Y}\n"),
    ("redirects", "from,to\n/wander-alt,/wohnen/\n"),
)
PICTURE = (1600, 1000)
# What a form asks for in one way or another, and marks in neither.
NEEDED = {
    "apply_email": "wander@lindenfurt.example",
    "apply_until": f"{timezone.localdate() + MONTH:%d.%m.%Y}",
}


@dataclass(frozen=True)
class Control:
    """One control as it stands in the form. kind: the type of an input, or the name of the tag."""

    name: str
    kind: str
    value: str = ""
    required: bool = False
    checked: bool = False
    options: tuple[str, ...] = ()
    accept: str = ""


def words_for(name: str, number: int = 0) -> str:
    """Words that nobody else types."""
    return f"Wanderfalke {number} {last_part(name)}".strip()


def last_part(name: str) -> str:
    return name.rsplit("-", 1)[-1]


def wanted(control: Control, number: int, tree=None):
    """What a person enters here: text, an option's value, whether it is ticked; None to leave it.

    tree: the page, where one has to read first: a code is made of the key that stands there.
    """
    if tree is not None and last_part(control.name) in ("code", "proof_code"):
        return code_by(tree)
    if control.kind in ("hidden", "submit", "button", "file", "search"):
        return None
    if control.kind in ("checkbox", "radio"):
        if control.checked and control.name in ONLY_ONE:
            return False
        is_asked = control.required or last_part(control.name) in TICKED
        return True if is_asked and not control.checked else None
    if control.kind in ("select", "select-one", "select-multiple"):
        return _option(control)
    return _text(control, number)


def _option(control):
    free = [one for one in control.options if one]
    return free[0] if control.required and not control.value and free else None


def _text(control, number):
    known = KNOWN.get(control.name, KNOWN.get(last_part(control.name)))
    is_empty = not control.value
    if is_empty and control.name in NEEDED:
        return NEEDED[control.name]
    is_asked = control.required or "password" in control.name
    if control.name in ALWAYS or known is not None and is_empty and is_asked:
        return known or None
    if is_empty and ROW.search(control.name) and last_part(control.name) in IN_ROWS:
        return IN_ROWS[last_part(control.name)]
    if WORDS.search(control.name):
        return words_for(control.name, number)
    if not (is_empty and control.required):
        return None
    if control.kind in BY_TYPE:
        return BY_TYPE[control.kind]
    return _by_name(control, number)


def _by_name(control, number):
    name = control.name
    if "email" in name:
        return BY_TYPE["email"]
    if re.search(r"(_at|_from|_until)$", name) and "datetime" in control.kind:
        return f"{timezone.localtime() + timedelta(days=2):%d.%m.%Y %H:%M}"
    if re.search(r"(date|_on|_day|^day)$", name):
        later = 9 if "extra_dates-" in name else 2
        return f"{timezone.localdate() + timedelta(days=later):%d.%m.%Y}"
    return words_for(name, number)


def code_by(tree) -> str:
    """By the key of a second factor that the page shows, or one of the codes for emergencies."""
    shown = [one.text_content().replace(" ", "") for one in tree.iter("code")]
    keys = [text for text in shown if re.fullmatch(r"[A-Z2-7]{16,}", text)]
    return f"{totp(base64.b32decode(keys[0])):06}" if keys else shown[0]


def file_for(path: str) -> tuple:
    """The file for the form at this address, as requests takes it."""
    if "images" in path:
        return "neu.png", _picture("teal"), "image/png"
    if "documents" in path:
        return "neu.pdf", b"%PDF-1.4 neu", "application/pdf"
    return next((f"{part}.csv", text.encode(), "text/csv") for part, text in TABLES if part in path)


def uploads(path: str) -> list[dict]:
    """Two files for the page at this address, as Playwright takes them."""
    if "images" not in path:
        kind, contents = "application/pdf", (b"%PDF-1.4 eins", b"%PDF-1.4 zwei")
    else:
        kind, contents = "image/png", (_picture("navy"), _picture("maroon"))
    return [
        {"name": f"{name}.{kind[-3:]}", "mimeType": kind, "buffer": content}
        for name, content in zip(("eins", "zwei"), contents, strict=True)
    ]


def _picture(colour) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", PICTURE, colour).save(file, "PNG")
    return file.getvalue()
