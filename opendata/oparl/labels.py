"""Labels of the short names in reports of the council's runs."""

from django.utils.translation import gettext_lazy as _

from .models import MODELS

# {type: short name in reports}
KINDS = {
    type: "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in type).strip("_")
    for type in MODELS
}

OBJECT_KINDS = {
    "system": _("OParl system"),
    "body": _("body"),
    "legislative_term": _("legislative term"),
    "organization": _("organization"),
    "person": _("person"),
    "membership": _("membership"),
    "meeting": _("meeting"),
    "agenda_item": _("agenda item"),
    "paper": _("paper"),
    "consultation": _("consultation"),
    "file": _("file"),
    "location": _("location"),
}

WARNINGS = {
    # Lists and answers
    "list_unreachable": _("A list that is named but cannot be read."),
    "list_without_end": _("A list that runs in circles; nothing was withdrawn for it."),
    "repeats": _("A list that repeats its pages."),
    "filter_lost": _("A list that forgets from when on changes are wanted."),
    "error_for_empty": _("An error where nothing has changed."),
    "object_for_list": _("An object in place of a list."),
    "no_object": _("An entry of a list that is no object."),
    "other_object": _("Another object than the one that was asked for."),
    "byte_order_mark": _("An answer with a byte order mark."),
    "wrong_charset": _("An answer in another character set than it claims."),
    "control_characters": _("An answer with raw control characters."),
    # What is missing
    "missing_from_list": _("Missing from its list, but still there; kept."),
    "not_answered": _("Missing from its list, and not to be asked for; kept."),
    "not_asked": _("Missing from its list; asked for in the next run."),
    # Identity
    "without_identity": _("Without an identifier; left out."),
    "no_web_address": _("An address that is none; left out."),
    "unknown_type": _("A type that OParl does not know; left out."),
    "missing": _("A property that the standard demands is missing."),
    "misspelt": _("A property with a wrong name; read all the same."),
    # Values
    "empty": _("A property without content."),
    "empty_item": _("An empty entry in a list."),
    "wrong_type": _("A value of the wrong type."),
    "no_list": _("A single value in place of a list."),
    "list": _("A list in place of a single value."),
    "object_for_url": _("An object in place of its address."),
    "html": _("HTML in a text; shown without."),
    "no_date": _("No date; left out."),
    "impossible_date": _("A date that does not exist; left out."),
    "no_iso_date": _("A date in another spelling than the standard's."),
    "time_for_date": _("A time in place of a date."),
    "without_zone": _("A time without a time zone; read as Berlin's."),
    "created_after_modified": _("Created after it was modified."),
    "end_at_midnight": _("An end at midnight; taken as unknown."),
    "end_before_start": _("An end before the start."),
    "no_area_key": _("An AGS or ARS that is none, or lost its zero."),
    "no_mime_type": _("A media type that is none."),
    "no_geojson": _("A place on the map that is no GeoJSON; left out."),
    "bare_geometry": _("A geometry in place of a feature."),
    "latitude_first": _("Latitude and longitude were exchanged; turned round."),
    # References
    "dangling": _("A reference to something that was not delivered; it waits."),
    "circle": _("An object inside of itself; left out."),
    "too_deep": _("Nested too deeply; left out."),
}
