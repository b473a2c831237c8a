"""The report on gaps in content."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.units import own_units
from directory.models import OrganisationalUnit

from . import completeness
from .content import edit_url, in_bulk
from .models import Gap
from .ownership import OWN, choice_of_own
from .reports import Choice, Report


class GapReport(Report):
    """Content without obligatory parts, by office."""

    title = gettext_lazy("What is missing")
    explanation = gettext_lazy(
        "Pages, services and files that lack what has to be there. The list is made anew every "
        "night, and for a page when it is published."
    )
    template_name = "quality/admin/gaps.html"
    header_icon = "list-ul"
    export_filename = "fehlendes"
    list_export = ["title", "content_type.name", "label", "unit", "since"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "content_type.name": gettext_lazy("Type"),
        "label": gettext_lazy("What is missing"),
        "unit": gettext_lazy("Responsible office"),
        "since": gettext_lazy("Since"),
    }

    def get_rows(self):
        gaps = Gap.objects.select_related("content_type", "unit")
        if self.chosen("unit") == OWN:
            gaps = gaps.filter(unit__in=own_units(self.request.user))
        for name, field in (("unit", "unit"), ("check", "check_name"), ("type", "content_type")):
            wanted = self.chosen(name)
            if wanted and (name == "check" or (wanted.isdecimal() and len(wanted) < 10)):
                gaps = gaps.filter(**{field: wanted})
        return gaps

    def get_choices(self):
        units = OrganisationalUnit.objects.filter(pk__in=Gap.objects.values("unit"))
        types = ContentType.objects.filter(pk__in=Gap.objects.values("content_type"))
        names = set(Gap.objects.values_list("check_name", flat=True))
        labels = {name: text for name, text in completeness.labels().items() if name in names}
        return [
            Choice(
                "unit",
                _("Office"),
                [*choice_of_own(self.request.user)]
                + [(str(unit.pk), str(unit)) for unit in units.order_by("name")],
                self.chosen("unit"),
            ),
            Choice("check", _("What is missing"), sorted(labels.items()), self.chosen("check")),
            Choice(
                "type",
                _("Type"),
                sorted((str(one.pk), str(one.name)) for one in types),
                self.chosen("type"),
            ),
        ]

    def to_row_dict(self, item):
        item.label = completeness.labels().get(item.check_name, item.check_name)
        return super().to_row_dict(item)

    def decorate(self, rows):
        labels = completeness.labels()
        contents = in_bulk((gap.content_type_id, gap.object_id) for gap in rows)
        return [
            {
                "gap": gap,
                "label": labels.get(gap.check_name, gap.check_name),
                "edit_url": self._edit_url(contents.get((gap.content_type_id, gap.object_id))),
            }
            for gap in rows
        ]

    def _edit_url(self, content):
        return edit_url(content, self.request.user) if content else ""
