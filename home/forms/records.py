"""Submissions in our own format for other systems: JSON and XML say the same.

The format is described, and can be checked, by schemas/submission.json (JSON Schema 2020-12) and
schemas/submission.xsd; the site serves both. Values are written as XML Schema writes them.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from django.conf import settings
from lxml import etree

from .models import Submission

VERSION = "1.0"
NAMESPACE = "https://stadttor.example/ns/form-submission/1.0"


def record_of(submission: Submission) -> dict:
    """One submission with its files (base64)."""
    page = submission.page
    return {
        "version": VERSION,
        "receipt": submission.receipt.number,
        "received": submission.submit_time.isoformat(),
        "language": submission.language,
        "form": {
            "id": str(page.translation_key),
            "title": page.title,
            "url": page.full_url or settings.WAGTAILADMIN_BASE_URL,
        },
        "answers": [
            {**question, "values": _texts(submission.form_data.get(question["name"]))}
            for question in submission.questions
        ],
        "files": [_file(attachment) for attachment in submission.attachments.all()],
    }


def as_json(record: dict) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=2).encode()


def as_xml(record: dict) -> bytes:
    return etree.tostring(_element(record), encoding="UTF-8", xml_declaration=True)


def many_as_json(submissions: Iterable[Submission]) -> Iterator[bytes]:
    """{"version", "submissions": […]}, piece by piece."""
    yield f'{{"version": "{VERSION}", "submissions": [\n'.encode()
    for number, submission in enumerate(submissions):
        yield (b",\n" if number else b"") + as_json(record_of(submission))
    yield b"\n]}\n"


def many_as_xml(submissions: Iterable[Submission]) -> Iterator[bytes]:
    """<submissions>, piece by piece."""
    opening = f"<submissions xmlns={quoteattr(NAMESPACE)} version={quoteattr(VERSION)}>\n"
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n' + opening.encode()
    for submission in submissions:
        yield etree.tostring(_element(record_of(submission)), encoding="UTF-8") + b"\n"
    yield b"</submissions>\n"


def _texts(value) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, list):
        return value
    return [value] if value else []


def _file(attachment):
    return {
        "field": attachment.field,
        "name": attachment.name,
        "mediaType": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "content": base64.b64encode(attachment.read()).decode(),
    }


def _element(record):
    root = etree.Element(_name("submission"), nsmap={None: NAMESPACE})
    for name in ("version", "receipt", "received", "language"):
        root.set(name, record[name])
    etree.SubElement(root, _name("form"), record["form"])
    for answer in record["answers"]:
        about = {name: answer[name] for name in ("name", "label", "type")}
        element = etree.SubElement(root, _name("answer"), about)
        for value in answer["values"]:
            etree.SubElement(element, _name("value")).text = value
    for file in record["files"]:
        about = {name: str(file[name]) for name in ("field", "name", "mediaType", "size", "sha256")}
        etree.SubElement(root, _name("file"), about).text = file["content"]
    return root


def _name(local):
    return f"{{{NAMESPACE}}}{local}"
