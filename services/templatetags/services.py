"""Tags for figures in words, and for drawings of life situations."""

from django import template

from core.templatetags.stadttor import breadcrumb
from services import formatting

register = template.Library()
register.filter("fee_amount", formatting.fee_amount)
register.filter("channel_name", formatting.channel_name)
register.filter("period", formatting.period)
register.filter("description", formatting.description)

# The first word found in the title chooses the drawing of img/icons.svg; editors may name
# another one. In the order of the search: what is special comes before what is general.
_DRAWINGS = {
    "sterbe": "flower",
    "tod": "flower",
    "trauer": "flower",
    "geburt": "baby",
    "kind": "baby",
    "heirat": "rings",
    "partner": "rings",
    "famili": "family",
    "schul": "school",
    "ausbildung": "school",
    "studium": "school",
    "ruhestand": "bench",
    "rente": "bench",
    "alter": "bench",
    "pflege": "heart",
    "gesund": "heart",
    "tier": "paw",
    "hund": "paw",
    "bauen": "house",
    "wohn": "house",
    "umz": "house",
    "steuer": "coins",
    "abgabe": "coins",
    "ausweis": "card",
    "dokument": "card",
    "urkunde": "card",
    "migration": "globe",
    "ausländ": "globe",
    "zuwander": "globe",
    "fahrzeug": "car",
    "verkehr": "car",
    "mobil": "car",
    "führerschein": "car",
    "wahl": "ballot",
    "engagement": "ballot",
    "beteiligung": "ballot",
    "reise": "suitcase",
    "freizeit": "ball",
    "kultur": "ball",
    "sport": "ball",
    "sozial": "hands",
    "hilfe": "hands",
    "not": "lifebuoy",
    "sicherheit": "lifebuoy",
    "recht": "scales",
    "umwelt": "leaf",
    "klima": "leaf",
    "abfall": "leaf",
    "arbeit": "briefcase",
    "unternehm": "briefcase",
    "gewerbe": "briefcase",
    "wirtschaft": "briefcase",
    "geschäft": "briefcase",
}
DRAWINGS = frozenset({*_DRAWINGS.values(), "compass"})


@register.filter
def drawing(situation):
    """The name of the drawing for a life situation."""
    if situation.icon in DRAWINGS:
        return situation.icon
    title = situation.title.casefold()
    return next((name for word, name in _DRAWINGS.items() if word in title), "compass")


@register.simple_tag(takes_context=True)
def situation_breadcrumb(context, label, url, ancestors, here):
    """The breadcrumb of a life situation through its ancestors."""
    above = [part for node in ancestors for part in (node.title, node.get_absolute_url())]
    return breadcrumb(context, label, url, *above, here)
