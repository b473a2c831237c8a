"""Extraction of translatable texts from code and templates, and a check of the translations.

Django's own makemessages needs the system's gettext; this needs Babel and polib only.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

# function → its arguments that are texts: (context, "c"), singular, plural
_CALLS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = {
    "_": None,
    "gettext_noop": None,
    **_CALLS,
    **{f"{name}_lazy": places for name, places in _CALLS.items()},
}
_PLACEHOLDER = re.compile(
    r"%%|%\((?P<named>\w+)\)[sdif]|%(?P<plain>[sdif])|\{(?P<brace>\w*)[^{}]*\}"
)
HEADER = {
    "Project-Id-Version": "Stadttor",
    "Language": "de",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, order=True)
class Message:
    """A text that people read, as the code has it. Empty `context`, `plural`: it has none."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self):
        """What a catalogue looks it up by."""
        return self.context, self.text


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def project_files(suffix: str) -> list[Path]:
    """The files of the project's own apps and of `site/`, migrations left out."""
    places = [Path(config.path).relative_to(settings.BASE_DIR) for config in _own_apps()]
    # An app may lie inside a folder of another subject (opendata/oparl).
    roots = {"site"} | {place.parts[0] for place in places}
    return sorted(
        path
        for root in roots
        for path in (settings.BASE_DIR / root).rglob(f"*{suffix}")
        if "migrations" not in path.parts and "static" not in path.parts
    )


def _own_apps():
    for config in apps.get_app_configs():
        path = Path(config.path)
        if path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts:
            yield config


def messages_in_code(source: str) -> set[Message]:
    """The texts in Python source. Raises what `tokenize` raises when that is broken."""
    messages = set()
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for _line, texts, _comments, context in found:
        singular, plural = texts if isinstance(texts, tuple) else (texts, "")
        if singular:
            messages.add(Message(singular, plural, context or ""))
    return messages


def messages_in_template(source: str) -> set[Message]:
    """The texts in a Django template. Raises SyntaxError when its tags are broken."""
    # What stands around the calls is no Python: without indentation its tokens can be read.
    lines = (line.strip() for line in templatize(source).splitlines())
    return messages_in_code("\n".join(lines))


def project_messages() -> dict[tuple[str, str], Message]:
    """Every text of the project, by key. One text with a plural and without is one entry."""
    found = set()
    for path in project_files(".py"):
        found |= messages_in_code(path.read_text())
    for suffix in (".html", ".txt", ".xml"):
        for path in project_files(suffix):
            if "templates" in path.parts:
                found |= messages_in_template(path.read_text())
    # Sorted, the one with a plural comes last and stays.
    return {message.key: message for message in sorted(found)}


def read_catalogue(path: Path) -> polib.POFile:
    """The catalogue at `path`, or an empty one."""
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.metadata = dict(HEADER)
    catalogue.wrapwidth = 0
    return catalogue


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def placeholders(text: str) -> set[str]:
    """`%(count)s {name} %d 100 %%` → {"count", "{name}", "%d"}."""
    found = set()
    for match in _PLACEHOLDER.finditer(text):
        if match["named"]:
            found.add(match["named"])
        elif match["plain"]:
            found.add(f"%{match['plain']}")
        elif match["brace"] is not None:
            found.add(f"{{{match['brace']}}}")
    return found


def _same_placeholders(entry: polib.POEntry) -> bool:
    """The translation fills in what the original fills in; a singular may leave out the number."""
    if not entry.msgid_plural:
        return placeholders(entry.msgid) == placeholders(entry.msgstr)
    wanted = placeholders(entry.msgid_plural)
    *others, last = (placeholders(text) for _, text in sorted(entry.msgstr_plural.items()))
    return last == wanted and all(found <= wanted for found in others)


def _is_translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def problems(catalogue: polib.POFile, messages: dict[tuple[str, str], Message]) -> list[str]:
    """What keeps `catalogue` from being complete, one line each, in the catalogue's order."""
    entries = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    lines = [f"missing: {text}" for _, text in sorted(set(messages) - set(entries))]
    for key, entry in entries.items():
        if key not in messages:
            lines.append(f"not used: {entry.msgid}")
        elif entry.msgid_plural != messages[key].plural:
            lines.append(f"plural differs: {entry.msgid}")
        elif entry.fuzzy:
            lines.append(f"fuzzy: {entry.msgid}")
        elif not _is_translated(entry):
            lines.append(f"not translated: {entry.msgid}")
        elif not _same_placeholders(entry):
            lines.append(f"placeholders differ: {entry.msgid}")
    return lines + [f"obsolete: {entry.msgid}" for entry in catalogue.obsolete_entries()]


def updated(
    catalogue: polib.POFile, messages: dict[tuple[str, str], Message], extra=()
) -> polib.POFile:
    """A catalogue of exactly `messages`, sorted, with what `catalogue` and `extra` translate.

    extra: further catalogues, asked in turn for what the first leaves untranslated.
    """
    result = polib.POFile(wrapwidth=0)
    result.metadata = dict(HEADER)
    known = {}
    for source in (*reversed(extra), catalogue):
        known.update({_key(entry): entry for entry in source if _is_translated(entry)})
    for message in sorted(messages.values()):
        result.append(_entry(message, known.get(message.key)))
    return result


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: "", 1: ""}
        if known and known.msgid_plural:
            entry.msgstr_plural = dict(known.msgstr_plural)
    elif known:
        entry.msgstr = known.msgstr
    return entry
