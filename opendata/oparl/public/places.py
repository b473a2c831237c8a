"""Places with the papers that name them, in a list and on the map."""

from dataclasses import dataclass, field

from django.db.models import F

from core.geo import maps

from .. import formatting
from ..models import Location, Paper, PaperLocation
from . import lists

# A map of more marks than this tells nobody anything.
MOST_ON_MAP = 1000
PAPERS_PER_PLACE = 3


@dataclass
class Spot:
    """A place with the papers that name it, the latest first."""

    place: Location
    paper_pks: list[int]
    papers: list[Paper] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return formatting.place_lines(self.place)

    @property
    def more(self) -> int:
        """The number of papers not shown in the list."""
        return len(self.paper_pks) - len(self.papers)


def spots(papers) -> list[Spot]:
    """The places of these papers with any data, those of the latest papers first.

    Two queries.
    """
    named = PaperLocation.objects.filter(
        paper__in=papers.order_by().values("pk"), location__withdrawn_at=None
    ).order_by(F("paper__date").desc(nulls_last=True), "-paper")
    found: dict[int, list[int]] = {}
    for place, paper in named.values_list("location", "paper"):
        found.setdefault(place, []).append(paper)
    places = {row.pk: row for row in lists.places().filter(pk__in=found)}
    every = (
        Spot(places[pk], list(dict.fromkeys(pks))) for pk, pks in found.items() if pk in places
    )
    return [spot for spot in every if spot.lines or maps.point_of(spot.place.geojson)]


def with_papers(spots: list[Spot], most=PAPERS_PER_PLACE) -> list[Spot]:
    """The same with their latest papers; one query."""
    wanted = {pk for spot in spots for pk in spot.paper_pks[:most]}
    papers = {row.pk: row for row in lists.latest_first(Paper.objects.filter(pk__in=wanted))}
    for spot in spots:
        spot.papers = [papers[pk] for pk in spot.paper_pks[:most] if pk in papers]
    return spots


def points(spots: list[Spot]) -> list[dict]:
    """For `{% map %}`: one mark for each place whose coordinates are known; one query."""
    located = [(spot, maps.point_of(spot.place.geojson)) for spot in spots]
    located = [(spot, point) for spot, point in located if point][:MOST_ON_MAP]
    with_papers([spot for spot, _point in located])
    return [
        {
            "lat": point[0],
            "lon": point[1],
            "title": _title(spot),
            "url": _way(spot),
            "text": ", ".join(spot.lines[:2]),
        }
        for spot, point in located
    ]


def points_of(places: list[Location]) -> list[dict]:
    """For `{% map %}`: the places themselves."""
    located = [(place, maps.point_of(place.geojson)) for place in places]
    return [
        {
            "lat": point[0],
            "lon": point[1],
            "title": next(iter(formatting.place_lines(place)), ""),
            "url": "",
            "text": ", ".join(formatting.place_lines(place)[1:]),
        }
        for place, point in located
        if point
    ]


def _way(spot: Spot) -> str:
    """The link to the paper, or to the page of all papers of the place."""
    alone = len(spot.paper_pks) == 1
    return spot.papers[0].get_absolute_url() if alone else formatting.place_url(spot.place)


def _title(spot: Spot) -> str:
    latest = formatting.paper_title(spot.papers[0])
    return latest if len(spot.paper_pks) == 1 else f"{latest} (+{len(spot.paper_pks) - 1})"
