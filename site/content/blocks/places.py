"""Contacts and opening hours. Offices come from the one address book."""

from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    DateBlock,
    EmailBlock,
    ListBlock,
    StructBlock,
    TextBlock,
)
from wagtail.blocks.struct_block import BlockGroup

from directory.contact_cache import attach_contacts
from directory.hours_faults import fault_of
from directory.hours_text import parse_hours_with_notes
from directory.models import OrganisationalUnit

from .base import CITY, BulkChooserBlock, CityBlock, heading

PHONE = RegexValidator(
    r"^\+?[\d ()/.-]{3,40}$",
    _("Please enter a telephone number, for example +49 69 99901-100."),
)


class UnitChooserBlock(BulkChooserBlock):
    """An office of the address book."""

    target_model = OrganisationalUnit

    @cached_property
    def widget(self):
        from directory.viewsets import UnitChooserViewSet

        return UnitChooserViewSet().widget_class()

    def rows(self):
        return OrganisationalUnit.objects.defer("record")

    class Meta:
        icon = "group"


def shown(unit):
    """The unit with its contact data, or None when citizens do not see it. No query."""
    if unit is None:
        return None
    is_public = not (unit.withdrawn_at or unit.hidden or unit.not_public or unit.generalised)
    return attach_contacts([unit])[0] if is_public else None


def sample_unit():
    """The first office that has an address and hours, else any that citizens see."""
    units = OrganisationalUnit.objects.published().defer("record").order_by("sort_key", "pk")[:50]
    return max(units, key=lambda unit: len(unit.contact), default=None)


def office(**options):
    """The field for an office of the address book."""
    options.setdefault("help_text", _("From the address book; it stays up to date by itself."))
    return UnitChooserBlock(required=False, label=_("Office"), **options)


class ContactBlock(CityBlock):
    """An office with all its contact data, or a person."""

    heading = heading(help_text=_("Left empty, the name of the office or the person."))
    unit = office()
    name = CharBlock(required=False, label=_("Name"), max_length=200)
    function = CharBlock(
        required=False, label=_("Responsible for"), max_length=200, help_text=_("Or the office.")
    )
    phone = CharBlock(required=False, label=_("Phone"), validators=[PHONE])
    email = EmailBlock(required=False, label=_("E-mail"))
    address = TextBlock(required=False, label=_("Address or room"), rows=2)

    class Meta:
        label = _("Contact")
        icon = "user"
        group = CITY
        description = _("An office with address, phone and today's hours, or one person.")
        template = "blocks/contact.html"
        label_format = "{heading}"
        always_headed = True
        form_layout = BlockGroup(
            [
                "heading",
                "unit",
                BlockGroup(
                    ["name", "function", "phone", "email", "address"],
                    heading=_("Or somebody who is not in the address book"),
                    icon="user",
                    classname="collapsed",
                ),
            ]
        )

    def sample(self):
        unit = sample_unit()
        if unit:
            return {"unit": unit}
        return {
            "name": "Mira Beispiel",
            "function": gettext("Citizens' office"),
            "phone": "+49 69 99901-100",
            "email": "buergerbuero@lindenfurt.example",
            "address": "Am Stadttor 1\n60999 Lindenfurt",
        }

    def problems(self, value):
        if bool(value.get("unit")) == bool(value.get("name")):
            return {"unit": _("Please choose an office, or enter a name below: one of both.")}
        if value.get("name") and not (value.get("phone") or value.get("email")):
            return {"phone": _("Please enter a telephone number or an e-mail address.")}
        return {}

    def headings(self, value):
        return super().headings(value) if value.get("name") or shown(value.get("unit")) else []

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "unit": shown(value.get("unit"))}

    def get_searchable_content(self, value):
        unit = value.get("unit")
        return [*super().get_searchable_content(value), *([unit.name] if unit else [])]


class ClosedDays(StructBlock):
    """Days on which it is closed."""

    first_day = DateBlock(label=_("From"))
    last_day = DateBlock(
        required=False, label=pgettext_lazy("days", "To"), help_text=_("Empty: one day.")
    )
    reason = CharBlock(required=False, label=_("Reason"), max_length=100)

    class Meta:
        label = _("Closed")
        label_format = "{first_day} {reason}"


class OpeningHoursBlock(CityBlock):
    """Opening hours: of an office of the address book, or written as a sentence."""

    heading = heading(help_text=_("Left empty, “Opening hours”."))
    unit = office()
    hours = TextBlock(
        required=False,
        label=_("Hours"),
        rows=3,
        help_text=_("For example: Mo–Do 8–16 Uhr, Fr 8–12 Uhr"),
    )
    closed = ListBlock(ClosedDays(), label=_("Closed on"), default=[], required=False, min_num=0)

    class Meta:
        label = _("Opening hours")
        icon = "time"
        group = CITY
        description = _("The week as a table, and whether it is open now.")
        template = "blocks/opening_hours.html"
        label_format = "{heading} {hours}"
        always_headed = True
        form_layout = BlockGroup(
            [
                "heading",
                "unit",
                BlockGroup(
                    ["hours", "closed"],
                    heading=_("Or hours of a place that is not in the address book"),
                    icon="time",
                    classname="collapsed",
                ),
            ]
        )

    def sample(self):
        return {
            "heading": gettext("The public pool is open"),
            "hours": "Di–Fr 7–20 Uhr, Sa und So 9–18 Uhr",
        }

    def problems(self, value):
        unit, hours = value.get("unit"), (value.get("hours") or "").strip()
        if bool(unit) == bool(hours):
            return {"unit": _("Please choose an office, or write hours below: one of both.")}
        if hours and (fault := fault_of(hours)):
            return {"hours": f"{fault} {_('Everything else goes into a text.')}"}
        if any(_ends_too_early(days) for days in value["closed"]):
            return {"closed": _("The last day lies before the first. Please check the dates.")}
        return {}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        hours = (value.get("hours") or "").strip()
        context["unit"] = shown(value.get("unit")) or (_typed_unit(value) if hours else None)
        return context


def _ends_too_early(days) -> bool:
    return bool(days.get("last_day")) and days["last_day"] < days["first_day"]


def _typed_unit(value):
    """An office that is in no address book, with the typed hours as its only data."""
    hours = [
        {"weekday": weekday, "opens": opens, "closes": closes, "note": note}
        for weekday, opens, closes, note in parse_hours_with_notes(value.get("hours") or "")
    ]
    exceptions = [
        {
            "first_day": days["first_day"].isoformat(),
            "last_day": (days.get("last_day") or days["first_day"]).isoformat(),
            "reason": days.get("reason") or "",
        }
        for days in value.get("closed") or ()
        if days.get("first_day")
    ]
    # Django asks for a key before it shows the (prefetched) parts.
    unit = OrganisationalUnit(pk=0, contact={"hours": hours, "hours_exceptions": exceptions})
    return attach_contacts([unit])[0]
