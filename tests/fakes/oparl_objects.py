"""How the objects of real OParl servers deviate: one function per switch, on the JSON object.

A function gets (server, path, raw) and changes `raw`; it is called for the types it names.
"""

from collections.abc import Callable

from .oparl_council import type_of

OBJECT_QUIRKS: dict[str, str] = {}
_functions: dict[str, tuple[tuple[str, ...], Callable]] = {}


def quirk(description: str, *types: str):
    """Register the function under its name; for all types when none is named."""

    def register(function):
        OBJECT_QUIRKS[function.__name__] = description
        _functions[function.__name__] = (types, function)
        return function

    return register


def on_object(server, path: str, raw: dict) -> dict:
    for name, (types, function) in _functions.items():
        if name in server.quirks and (not types or _type(path) in types):
            function(server, path, raw)
    return raw


def _type(path: str) -> str:
    return "System" if path == "system" else type_of(path)


@quirk("2 SD.NET: tombstones do not tell their type")
def tombstones_without_type(server, path, raw):
    if raw.get("deleted"):
        raw.pop("type", None)


@quirk("3 SD.NET: embedded places do not tell their type", "Location")
def location_without_type(server, path, raw):
    raw.pop("type", None)


@quirk("3 SD.NET: Person.location is an object, where 1.0 wants its URL", "Person")
def person_location_object(server, path, raw):
    if "location" in raw:
        raw["location"] = server.raw("location/4")
        raw.pop("locationObject", None)


@quirk("3 SD.NET: Person.location is in no list, and does not answer", "Person")
def unlisted_person_location(server, path, raw):
    raw["location"] = server.id("location/999")
    raw.pop("locationObject", None)


@quirk("4 SD.NET: the body has no legislative terms", "Body")
def no_legislative_terms(server, path, raw):
    raw.pop("legislativeTerm")


@quirk("4 SD.NET: the AGS has lost its leading zero", "Body")
def short_ags(server, path, raw):
    raw["ags"] = raw["ags"].lstrip("0")


@quirk("4 SD.NET: the AGS is too long", "Body")
def long_ags(server, path, raw):
    raw["ags"] += "0"


@quirk("4 SD.NET: [latitude, longitude]", "Location")
def latitude_first(server, path, raw):
    if "geojson" in raw:
        longitude, latitude = raw["geojson"]["geometry"]["coordinates"]
        point = {"type": "Point", "coordinates": [latitude, longitude]}
        raw["geojson"] = {"type": "Feature", "geometry": point}


@quirk("4 SD.NET: the postal code ends with a no-break space", "Location")
def nbsp_postal_code(server, path, raw):
    raw["postalCode"] = f"{raw['postalCode']}\u00a0"


@quirk("4 SD.NET: files//rim in addresses of files, doubled extensions", "File")
def doubled_in_files(server, path, raw):
    raw["accessUrl"] = f"{server.url}{server.BASE}/files//rim/{path[5:]}/x.eml.eml"
    raw["fileName"] = "x.eml.eml"


@quirk("5 SD.NET: names with line breaks, runs of blanks, untrimmed, long", "Paper", "Meeting")
def noisy_names(server, path, raw):
    if "name" in raw:
        raw["name"] = "  " + raw["name"].replace(" ", " \r\n  ", 2) + "\u00a0 "


@quirk("6 SD.NET: results are paragraphs and tables without separators", "AgendaItem")
def long_results(server, path, raw):
    raw["result"] = "Beschluss:\r\n\r\n\r\n\r\neinstimmig, 0 Enthaltungen \nJaNeinEnthaltungA1B12"


@quirk("9 Session: consultations point to what does not exist", "Consultation")
def missing_objects(server, path, raw):
    raw["meeting"] = server.id("meeting/4711")


@quirk("11 Session: meetings end at 00:00 of their own day", "Meeting")
def end_at_midnight(server, path, raw):
    if "start" in raw:
        raw["end"] = raw["start"][:10] + "T00:00:00" + raw["start"][-6:]


@quirk("11 ALLRIS: meetings end at 00:00 of the next day", "Meeting")
def end_at_next_midnight(server, path, raw):
    if "start" in raw:
        day = int(raw["start"][8:10]) + 1
        raw["end"] = f"{raw['start'][:8]}{day:02}T00:00:00{raw['start'][-6:]}"


@quirk("12 Session: the lists have names in the plural", "Body")
def renamed_lists(server, path, raw):
    for name in ("consultation", "file"):
        if name in raw:
            raw[f"{name}s"] = raw.pop(name)


@quirk("13 Session: tombstones keep empty texts")
def hollow_tombstones(server, path, raw):
    if raw.get("deleted"):
        raw.update(name="", reference="", paperType="", auxiliaryFile=[])


@quirk("13 Session: headings have the number “”, places nothing but empty texts")
def empty_texts(server, path, raw):
    if _type(path) == "AgendaItem":
        raw["number"] = ""
    if _type(path) == "Location":
        raw.update(dict.fromkeys(("description", "streetAddress", "room", "postalCode"), ""))
        raw.update(locality="")
        raw.pop("geojson", None)


@quirk("13 Session: no main file and no originators, only auxiliary files", "Paper")
def no_main_file(server, path, raw):
    if "mainFile" in raw:
        raw["auxiliaryFile"] = [raw.pop("mainFile"), *raw.get("auxiliaryFile", [])]
    raw.pop("originatorPerson", None)


@quirk("16 Session: two papers have one reference", "Paper")
def duplicate_reference(server, path, raw):
    if "reference" in raw:
        raw["reference"] = "V-2026-001"


@quirk("18 ALLRIS: wrong types and fillers of every kind")
def allris_types(server, path, raw):
    if raw.get("auxiliaryFile"):
        raw["auxiliaryFile"] = raw["auxiliaryFile"][0]
    type = _type(path)
    if type == "Paper":
        raw.update(originatorPerson=[None], web="N/Avo020.asp?VOLFDNR=1")
    if type == "File":
        extension = "pdf" if raw["mimeType"].endswith("pdf") else "docx"
        raw.update(mimeType=extension, date=f"{raw['date']}T00:00:00+01:00")
        raw.update(downloadUrl="", size=0)
    if type == "Body":
        raw.update(license="https://creativecommons.org/licenses/by/4.0/ ", website="N/A")
    if type == "Location":
        for name in set(raw) - {"id", "type", "created", "modified"}:
            del raw[name]
    if type == "AgendaItem":
        raw["order"] = 100001


@quirk("20 ALLRIS: created is the time of the answer; papers have no date")
def created_now(server, path, raw):
    raw["created"] = server.council.now.isoformat()
    if _type(path) == "Paper":
        raw.pop("date", None)
    if _type(path) == "LegislativeTerm":
        del raw["created"]
        raw.pop("modified", None)


@quirk("21 more!rubin: everything was made and changed today")
def everything_today(server, path, raw):
    raw["created"] = raw["modified"] = server.council.now.isoformat()


@quirk("21 more!rubin: only the four lists of 1.0", "Body")
def only_four_lists(server, path, raw):
    for name in ("agendaItem", "consultation", "file", "membership"):
        raw.pop(name, None)
    raw.pop("locationList", None)
    raw.pop("legislativeTermList", None)


@quirk("23 created lies after modified")
def created_after_modified(server, path, raw):
    if "created" in raw:
        raw["created"] = "2099-01-01T00:00:00+01:00"


@quirk("23 licence for license, start_date for startDate")
def misspelt(server, path, raw):
    for right, wrong in (("license", "licence"), ("startDate", "start_date")):
        if right in raw:
            raw[wrong] = raw.pop(right)


# --- Further faults ---------------------------------------------------------------------------


@quirk("ids are http, references to them https", "Paper", "Consultation", "AgendaItem")
def https_twins(server, path, raw):
    for name in ("meeting", "body", "agendaItem", "consultation"):
        if isinstance(raw.get(name), str):
            raw[name] = raw[name].replace("http://", "https://")


@quirk("texts are numbers, numbers texts, lists single values", "Paper", "Membership", "File")
def wrong_types(server, path, raw):
    type = _type(path)
    if type == "Paper":
        raw.update(name=4711, reference=["A", "B"], keyword="Verkehr", paperType={"a": 1})
        raw.update(relatedPaper=42)
    if type == "Membership":
        raw["votingRight"] = "ja"
    if type == "File":
        raw.update(size="1234", accessUrl=["x"])


@quirk("times without a zone, days in the German way", "Meeting", "Paper")
def zoneless_times(server, path, raw):
    for name in ("start", "end", "created", "modified"):
        if name in raw:
            raw[name] = raw[name][:19]
    if "date" in raw:
        raw["date"] = ".".join(reversed(raw["date"].split("-")))


@quirk("days that do not exist", "Meeting", "Paper", "Membership")
def impossible_times(server, path, raw):
    for name, value in (("start", "2026-02-30T18:00:00+01:00"), ("end", "bald")):
        if name in raw:
            raw[name] = value
    if "date" in raw:
        raw["date"] = "2026-13-01"
    if "startDate" in raw:
        raw["startDate"] = "0000-00-00"


@quirk("meetings end before they start", "Meeting")
def end_before_start(server, path, raw):
    if "start" in raw:
        raw["end"] = "2020-01-01T18:00:00+01:00"


@quirk("HTML and entities in names", "Paper", "Organization", "Person")
def html_names(server, path, raw):
    if "name" in raw:
        raw["name"] = f"<b>{raw['name']}</b><script>alert(1)</script> &amp; mehr"


@quirk("organizations below each other, papers above themselves", "Organization", "Paper")
def cycles(server, path, raw):
    if _type(path) == "Organization":
        raw["subOrganizationOf"] = server.id(
            {"1": "organization/2"}.get(path[-1], "organization/1")
        )
    else:
        raw["superordinatedPaper"] = [server.id(path)]


@quirk("properties that nobody knows")
def vendor_properties(server, path, raw):
    raw["STERNBERG:sortierung"] = 3
    raw["Vendor:etwas"] = {"id": "https://elsewhere.example/1", "x": [1, 2]}


@quirk("every address of a file is dead", "File")
def dead_files(server, path, raw):
    raw["accessUrl"] = raw["downloadUrl"] = f"{server.url}{server.BASE}/content/999/weg.pdf"


@quirk("files lie on another host", "File")
def foreign_files(server, path, raw):
    raw["accessUrl"] = raw["downloadUrl"] = "http://files.example/1.pdf"
