"""Tags for figures in the admin: twelve months as bars, and feedback on a page or a service."""

from django import template
from django.utils import timezone

from quality.models import Feedback
from quality.request_subject import page_key
from quality.usage.reports import subject_url
from quality.usage.statistics import months

register = template.Library()
STEP, FLOOR, TALLEST = 20, 60, 56  # units of the drawing
REMARKS = 3


@register.inclusion_tag("quality/admin/_months.html")
def month_chart(figures):
    """Bars and a table of [figures.Month]."""
    bars = []
    for number, month in enumerate(figures):
        height = round(TALLEST * month.height / 100)
        bars.append({"x": number * STEP + 3, "y": FLOOR - height, "height": height, "month": month})
    return {"bars": bars}


@register.inclusion_tag("quality/admin/_usage_panel.html")
def usage_of(content):
    """Usage of a page of the tree, or of the public address of anything else. Three queries."""
    key = content if isinstance(content, str) else page_key(content)
    figures = months(key, timezone.localdate())
    said = Feedback.objects.on(key)
    return {
        "months": figures,
        "views": sum(month.count for month in figures),
        "sums": said.sums().first(),
        "remarks": said.open()[:REMARKS],
        "url": subject_url(key),
    }
