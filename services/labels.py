"""Labels of the short names in reports of the catalogue's runs."""

from django.utils.translation import gettext_lazy as _

OBJECT_KINDS = {
    "service": _("service"),
    "unit": _("organisational unit"),
    "online_service": _("online service"),
    "form": _("form"),
    "specialisation": _("municipal text"),
    "responsibility": _("responsibility"),
}

WARNINGS = {
    # The delivery as a whole
    "version_unknown": _("The version of XZuFi is not known; read as 2.2."),
    "foreign_namespace": _("Another namespace than XZuFi's."),
    "unknown_element": _("An element that the standard does not know; kept, not shown."),
    "unknown_object": _("An object that the catalogue has no use for."),
    "empty_schreibe": _("An empty write instruction."),
    "element_of_other_version": _("An element of another version of the standard."),
    "delivered_twice": _("Delivered twice; the later one counts."),
    "cursor_lost": _("The source has forgotten our place; everything was read anew."),
    "listing_without_total": _("The source does not say how much there is."),
    "listing_incomplete": _("The listing may be incomplete; nothing was withdrawn."),
    "outside_area": _("Not for our area; left out."),
    # Identity
    "without_identity": _("Without an identifier; left out."),
    "without_agency": _("Without an editorial office."),
    "without_name": _("Without a name."),
    "unknown_delete_class": _("A deletion of something that the catalogue does not know."),
    "delete_for_unknown": _("A deletion of something never seen."),
    "vanished": _("Listed, but gone when it was asked for."),
    "unit_without_detail": _("A unit without details."),
    # Values
    "leika_key_not_understood": _("Not a LeiKa key; left out."),
    "area_not_understood": _("Not an area key; left out."),
    "amount_not_understood": _("Not an amount; left out."),
    "day_not_understood": _("Not a day; left out."),
    "period_without_value": _("A period without a duration or a day."),
    "opening_hours_not_understood": _("Opening hours that are no times; shown as text."),
    "coordinates_not_plausible": _("Coordinates outside Germany or without sense; left out."),
    "unknown_code": _("A code that the code list does not know."),
    "unknown_module": _("A text module that the standard does not know; kept."),
    "module_limited_in_time": _("A text module with a validity of its own; always shown."),
    "without_text": _("A text module without text and links."),
    "link_without_address": _("A link without an address; left out."),
    # Relations
    "waiting_responsibility": _("A responsibility that waits for its service or unit."),
    "responsibility_incomplete": _("A responsibility without service or holder; left out."),
    "specialisation_without_service": _("A municipal text without its service; left out."),
    "holder_kind_guessed": _("It was guessed whose responsibility this is."),
    "channel_kind_guessed": _("It was guessed what kind of contact this is."),
}
