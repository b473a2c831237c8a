"""The demo city's service catalogue: a delivery like any other, and the editors' additions."""

from datetime import time, timedelta

from django.utils import timezone

from directory import closures
from directory.models import Closure, OpeningHours, OrganisationalUnit
from harvest.models import Source
from services import modules
from services.models import Service, Supplement, SupplementModule, SupplementUnit

from .media import CONTENT

CATALOGUE = CONTENT / "catalogue"
YARD = "9046"
# What citizens ask for most, by the catalogue's own identifiers.
MOST_WANTED = (
    "1002001",  # Personalausweis
    "1002004",  # Reisepass
    "1002006",  # Wohnung anmelden
    "1002010",  # Führungszeugnis
    "1003001",  # Geburtsurkunde
    "1004001",  # Kita-Platz
    "1006001",  # Auto zulassen
    "1009001",  # Sperrmüll
)
# Halteverbot: told to be limited at the moment.
OUT_OF_ORDER = "1006010"
OWN_SERVICE = (
    (modules.FULL_TEXT, "<p>Unsere Gästeführerinnen und Gästeführer zeigen Ihnen die Stadt in "
     "neunzig Minuten. Auf Wunsch gibt es die Führung auf Englisch oder in Leichter Sprache.</p>"),
    (modules.DOCUMENTS, "<p>Sie brauchen keine Unterlagen.</p>"),
    (modules.FEES, "<p>60 Euro für eine Gruppe bis 20 Personen. Schulklassen zahlen nichts.</p>"),
    (modules.PROCEDURE, "<ol><li>Suchen Sie einen Termin aus.</li><li>Rufen Sie das Kulturamt an "
     "oder schreiben Sie eine E-Mail.</li><li>Wir bestätigen den Termin.</li></ol>"),
)  # fmt: skip


def make_source() -> Source:
    """The delivery in data/catalogue, as a source like any other; run by hand only."""
    source, _created = Source.objects.get_or_create(
        name="demo",
        defaults={
            "title": "Lindenfurt",
            "kind": "xzufi",
            "options": {"mode": "folder", "complete": True},
            "interval_hours": 0,
            "silent_after_hours": 0,
        },
    )
    # The working copy may have moved.
    if source.url != str(CATALOGUE):
        source.url = str(CATALOGUE)
        source.save(update_fields=["url"])
    return source


def is_up_to_date(source: Source) -> bool:
    """Whether the delivery's files are older than the last good run."""
    run = source.last_good_run
    newest = max(path.stat().st_mtime for path in CATALOGUE.iterdir())
    return run is not None and run.started_at.timestamp() > newest


def feature(source: Source):
    """Mark the most wanted services, unless editors have written about them already."""
    wanted = Service.objects.filter(source=source, external_id__in=MOST_WANTED, supplement=None)
    for service in wanted:
        supplement = Supplement(service=service, featured=True)
        supplement.save()
        supplement.save_revision().publish()


def set_status(source: Source):
    """Mark one service as out of order at the moment, as an example."""
    service = Service.objects.filter(
        source=source, external_id=OUT_OF_ORDER, supplement=None
    ).first()
    if service is None:
        return
    supplement = Supplement(
        service=service,
        status=Service.Status.LIMITED,
        status_reason=(
            "Wegen vieler Anträge dauert die Bearbeitung zurzeit zwei Wochen. "
            "Bitte beantragen Sie das Halteverbot früh."
        ),
        status_until=timezone.localdate() + timedelta(days=30),
    )
    supplement.save()
    supplement.save_revision().publish()


def make_own_service():
    """Create a service of the editors' own, which no source delivers."""
    if Service.objects.filter(source=None).exists():
        return
    supplement = Supplement(
        title="Stadtführung buchen",
        teaser="Lindenfurt zu Fuß entdecken: durch die Altstadt, zum Stadttor und an der Wern.",
        aliases="Stadtrundgang\nGästeführung\nAltstadtführung",
    )
    supplement.save()
    for code, text in OWN_SERVICE:
        supplement.modules.add(SupplementModule(code=code, mode="append", text=text))
    unit = OrganisationalUnit.objects.published().filter(name__icontains="Kultur").first()
    if unit:
        supplement.units.add(SupplementUnit(unit=unit))
    supplement.save()
    supplement.save_revision().publish()


def show_hours():
    """Create own opening hours beside a delivery: a late evening, and a closing day."""
    evening = OrganisationalUnit.objects.published().filter(name="Kulturamt").first()
    if evening and not evening.hours.filter(own=True).exists():
        OpeningHours.objects.create(
            unit=evening,
            own=True,
            weekday=OpeningHours.Weekday.FRIDAY,
            opens=time(18),
            closes=time(0),
            note="Abendkasse im Kulturhaus",
        )
    yard = OrganisationalUnit.objects.published().filter(external_id=YARD).first()
    if yard and not Closure.objects.exists():
        day = next_weekday(timezone.localdate() + timedelta(days=3))
        closure = Closure.objects.create(
            unit=yard, first_day=day, last_day=day, reason="Betriebsausflug"
        )
        closures.apply(closure)


def next_weekday(day):
    """The first Monday to Friday from this day on."""
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day
