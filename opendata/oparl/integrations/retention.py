"""Personal data in the council (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by OParlConfig.ready()."""
    types = ("System", "Body", "LegislativeTerm", "Organization", "Meeting", "AgendaItem")
    types += ("Paper", "Consultation", "File", "Location", "RawObject", "WalkedPage")
    retention.keep(
        Kept(
            ("oparl.Person", "oparl.Membership"),
            _("members of the council: name, role and memberships; contact data by an option"),
            _("until the source no longer shows them; then they go with the same run"),
        ),
        Kept(
            tuple(f"oparl.{name}" for name in types),
            _("public records of the council, as the council publishes them"),
            _("until the source no longer shows them"),
        ),
        Kept(
            ("oparl.PaperSummary",),
            _("editors' summaries of papers"),
            _("until an editor deletes it"),
        ),
    )
