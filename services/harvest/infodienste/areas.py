"""Mapping between the vendor's area ids and ARS."""

from django.utils.translation import gettext as _

from outbound.errors import SourceError, SourceInvalid
from services.areas import municipality_key
from services.records.normalise import area_key

from .client import InfodiensteClient


def own_area_id(client: InfodiensteClient, ars: str) -> str:
    """The vendor's id of the municipality with this ARS, from the area service.

    Raises SourceInvalid, with instructions, when it is not found or not unique.
    """
    if not ars:
        return ""
    ags = municipality_key(ars)
    try:
        found = [area for area in client.areas_by_name(ags) if ars_of(area) in (ars, area_key(ags))]
    except SourceError as error:
        raise type(error)(_hint(ars, str(error))) from None
    ids = {str(area.get("id") or "") for area in found} - {""}
    if len(ids) != 1:
        reason = _("The area service knows %(count)s such areas.") % {"count": len(ids)}
        raise SourceInvalid(_hint(ars, reason))
    return ids.pop()


def _hint(ars, reason):
    return _(
        "The area id for %(ars)s cannot be found: %(reason)s "
        "Ask the state's editorial office for it and enter it as option “area_id”."
    ) % {"ars": ars, "reason": reason}


def ars_of(area: dict) -> str:
    """The ARS of an area in the area service, from its ARS or AGS; "" without one."""
    told = (area.get(name) for name in ("ars", "regionalKey", "ags"))
    return next((key for value in told if (key := area_key(str(value or "")))), "")


class AreaKeys:
    """(area id or name) → ARS, None when unknown.

    When the source was queried for one municipality, all results are valid there, whether they are
    given for the municipality itself or for a county above it.
    """

    def __init__(self, client: InfodiensteClient, own_key: str):
        self._client = client
        self._own_key = own_key
        self._found: dict[str, str | None] = {}

    def __call__(self, area: str) -> str | None:
        if self._client.area_id or not area:
            return self._own_key
        if area not in self._found:
            told = self._client.area(area) if area.isdecimal() else None
            self._found[area] = (ars_of(told) or None) if told else None
        return self._found[area]
