"""Formatting of the council's data: results, times, periods, files, changes."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from core.formats import media_types
from core.safe_links import web_address
from directory.opening import clock
from harvest.models import Change

LONGEST_RESULT = 160


@dataclass(frozen=True)
class Badge:
    """kind: success, danger, warning or info (KERN)."""

    kind: str
    label: str


# In this order: what is said first weighs more than what follows.
_RESULTS = (
    (r"\bteilweise\b", "info", pgettext_lazy("result", "Partly approved")),
    (r"abgelehnt|ablehnung|abgewiesen", "danger", pgettext_lazy("result", "Rejected")),
    (
        r"\bnicht (zugestimmt|beschlossen|angenommen|empfohlen|gewählt)",
        "danger",
        pgettext_lazy("result", "Rejected"),
    ),
    (r"zurückgezogen", "warning", pgettext_lazy("result", "Withdrawn")),
    (
        r"vertagt|zurückgestellt|abgesetzt|verschoben",
        "warning",
        pgettext_lazy("result", "Postponed"),
    ),
    (r"verwiesen|überwiesen|verweisung", "info", pgettext_lazy("result", "Referred")),
    (r"kenntnis", "info", pgettext_lazy("result", "Noted")),
    (r"gewählt", "success", pgettext_lazy("result", "Elected")),
    (r"empfohlen|empfehlung", "success", pgettext_lazy("result", "Recommended")),
    (
        r"zugestimmt|zustimmung|beschlossen|angenommen|genehmigt|stattgegeben",
        "success",
        pgettext_lazy("result", "Approved"),
    ),
    (r"erledigt", "info", pgettext_lazy("result", "Done")),
    # Whether for or against, the text alone does not say.
    (r"^einstimmig", "info", pgettext_lazy("result", "Unanimous")),
)


def result_badge(text: str) -> Badge | None:
    """The badge of a result, guessed from its words; the text itself is always shown, too."""
    if len(text) > LONGEST_RESULT:
        return None
    said = " ".join(text.split()).casefold()
    for pattern, kind, label in _RESULTS:
        if re.search(pattern, said):
            return Badge(kind, str(label))
    return None


def meeting_badge(meeting) -> Badge | None:
    """The badge of a meeting that is cancelled or postponed; None for others."""
    return badge_of(meeting.is_cancelled, meeting.is_postponed)


def badge_of(is_cancelled: bool, is_postponed: bool) -> Badge | None:
    if is_cancelled:
        return Badge("danger", pgettext("meeting", "Cancelled"))
    return Badge("warning", pgettext("meeting", "Postponed")) if is_postponed else None


def meeting_title(meeting) -> str:
    """Its name, else the names of `meeting.committees` (listing.with_committees)."""
    committees = ", ".join(one.name for one in getattr(meeting, "committees", ()))
    return meeting.name or committees or _("Meeting")


def paper_title(paper) -> str:
    return paper.name or paper.reference or _("Paper without a title")


def person_name(person) -> str:
    named = " ".join(filter(None, [*person.title, person.given_name, person.family_name]))
    return person.name or named or _("Name not given")


def times(meeting) -> str:
    """`18:00–20:30`, `18:00`; empty while the time is not known.

    Sources write midnight for a time that they do not know.
    """
    start, end = _clock(meeting.start), _clock(meeting.end)
    if not start:
        return ""
    return f"{start}–{end}" if end and meeting.end > meeting.start else start


def _clock(moment) -> str:
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return clock(local) if local.hour or local.minute else ""


def period(row) -> str:
    """`since 1 May 2024`, `until …`, `1 May 2024 to 3 June 2025`; empty without dates."""
    start, end = (day and date_format(day, _("j F Y")) for day in (row.start_date, row.end_date))
    if start and end:
        return _("%(first)s to %(last)s") % {"first": start, "last": end}
    if start:
        return _("since %(day)s") % {"day": start}
    return _("until %(day)s") % {"day": end} if end else ""


def authority(consultation) -> str:
    """The role of the committee: decides, prepares, takes note; "" if unknown."""
    role = consultation.role.casefold()
    if consultation.authoritative or "entscheid" in role or "beschluss" in role:
        return _("decides")
    if consultation.authoritative is False or "vorberat" in role:
        return _("prepares the decision")
    if "anhör" in role:
        return _("is heard")
    return _("takes note") if "kenntnis" in role else ""


# --- Files and addresses -------------------------------------------------------------------


def file_title(file) -> str:
    return file.name or file.file_name or _("File")


def file_type(file) -> str:
    """`PDF`; empty when there is no short name."""
    type = (file.content_type or file.mime_type).split(";")[0].strip().casefold()
    ending = file.file_name.rpartition(".")[2] if "." in file.file_name else type
    known = media_types.by_name(type)
    return (known and known.short) or (
        ending.upper() if re.fullmatch(r"[A-Za-z0-9]{2,4}", ending) else ""
    )


def file_size(file) -> int | None:
    """The size in bytes, None if unknown; sources write 0 then."""
    return file.content_size or file.size or None


def can_be_read(file) -> bool:
    """Whether its text can be fetched: of a kind with text, and not failed before."""
    type = (file.content_type or file.mime_type).split(";")[0].strip().casefold()
    readable = type in ("application/pdf", "text/plain") or file.file_name.casefold().endswith(
        (".pdf", ".txt")
    )
    open_still = ("", file.Fetched.FAILED, file.Fetched.WAITING)
    return bool(file.address) and readable and file.fetched in open_still


def file_address(file) -> str:
    """The address for browsers: a copy on this site, else at the source or another service."""
    if file.content:
        return file.content.url
    addresses = (file.access_url, file.download_url, file.external_service_url)
    return next(filter(None, map(web_address, addresses)), "")


def map_address(place) -> str:
    """A map at OpenStreetMap that opens when the citizen follows the link; "" without a place."""
    point = _point(place.geojson)
    if point:
        longitude, latitude = (f"{number:.6f}" for number in point)
        mark = f"mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
        return f"https://www.openstreetmap.org/?{mark}"
    if place.street_address and place.locality:
        town = " ".join(filter(None, [place.postal_code, place.locality]))
        asked = quote(f"{place.street_address}, {town}")
        return f"https://www.openstreetmap.org/search?query={asked}"
    return ""


def place_lines(place) -> list[str]:
    """The lines of a place's address, each once; [] when nothing but an id is known."""
    town = " ".join(filter(None, [place.postal_code, place.locality]))
    lines = [place.description, place.room, place.street_address, town]
    return [line for line in dict.fromkeys(lines) if line]


def place_url(place) -> str:
    """The page of all papers that name a place."""
    return reverse("oparl:place", args=[place.pk])


def _point(geojson):
    """[longitude, latitude]: a Feature's point, or the first of its line or area."""
    geometry = geojson.get("geometry", geojson) if isinstance(geojson, dict) else None
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    if not isinstance(found, list) or len(found) < 2:
        return None
    longitude, latitude = found[:2]
    numbers = all(isinstance(one, (int, float)) for one in (longitude, latitude))
    if not numbers or abs(longitude) > 180 or abs(latitude) > 90:
        return None
    return longitude, latitude


# --- Changes -------------------------------------------------------------------------------

_PROPERTIES = {
    "name": pgettext_lazy("history", "title"),
    "reference": pgettext_lazy("history", "reference number"),
    "date": pgettext_lazy("history", "date"),
    "paperType": pgettext_lazy("history", "type"),
    "mainFile": pgettext_lazy("history", "files"),
    "auxiliaryFile": pgettext_lazy("history", "files"),
    "consultation": pgettext_lazy("history", "way through the committees"),
    "location": pgettext_lazy("history", "place"),
    "originatorPerson": pgettext_lazy("history", "originators"),
    "originatorOrganization": pgettext_lazy("history", "originators"),
    "underDirectionOf": pgettext_lazy("history", "in charge"),
    "relatedPaper": pgettext_lazy("history", "related papers"),
    "superordinatedPaper": pgettext_lazy("history", "related papers"),
    "subordinatedPaper": pgettext_lazy("history", "related papers"),
    "start": pgettext_lazy("history", "time"),
    "end": pgettext_lazy("history", "time"),
    "cancelled": pgettext_lazy("history", "cancellation"),
    "meetingState": pgettext_lazy("history", "state"),
    "organization": pgettext_lazy("history", "committees"),
    "participant": pgettext_lazy("history", "participants"),
    "agendaItem": pgettext_lazy("history", "agenda"),
    "invitation": pgettext_lazy("history", "invitation"),
    "resultsProtocol": pgettext_lazy("history", "minutes"),
    "verbatimProtocol": pgettext_lazy("history", "minutes"),
    # Agenda items
    "number": pgettext_lazy("history", "number"),
    "public": pgettext_lazy("history", "publicity"),
    "result": pgettext_lazy("history", "result"),
    "resolutionText": pgettext_lazy("history", "resolution"),
    "resolutionFile": pgettext_lazy("history", "resolution"),
}


def change(row: Change) -> str:
    """`Changed: title, files`; empty when nothing visible has changed.

    Never the values: a name may have been removed from a text for privacy.
    """
    if row.action == Change.Action.CREATED:
        return pgettext("history", "Published")
    if row.action == Change.Action.RESTORED:
        return pgettext("history", "Published again")
    if row.action == Change.Action.WITHDRAWN:
        return pgettext("history", "Withdrawn")
    what = _changed(row)
    return _("Changed: %(what)s") % {"what": what} if what else ""


def change_of_item(row: Change, name: str) -> str:
    """The same for an agenda item with its name; empty unless its content has changed."""
    what = _changed(row) if row.action == Change.Action.UPDATED else ""
    return _("Changed in “%(item)s”: %(what)s") % {"item": name, "what": what} if what else ""


def item_title(item) -> str:
    return " ".join(filter(None, [item.number, item.name])) or _("Agenda item")


def _changed(row: Change) -> str:
    names = [line.get("field", "").split(".")[0] for line in row.fields]
    labels = dict.fromkeys(str(_PROPERTIES[name]) for name in names if name in _PROPERTIES)
    return ", ".join(labels)
