import json
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from core.groups import setup_groups
from directory.models import OrganisationalUnit
from harvest.models import Source
from home.models import HomePage
from services import modules
from services.models import Service, Supplement, SupplementModule, SupplementUnit
from stadttor import demo_council

CATALOGUE = settings.SITE_DIR / "demo" / "catalogue"
PAGES = settings.SITE_DIR / "demo" / "pages.json"
EDITOR = "redaktion"
PASSWORD_FILE = settings.VAR_DIR / "editor-password"
INTRODUCTION = (
    "<p>Willkommen in {city}. Hier finden Sie alle Dienstleistungen Ihrer Stadt: "
    "was Sie mitbringen, was es kostet und was Sie gleich online erledigen können.</p>"
)
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


class Command(BaseCommand):
    help = "Set up the demo city; does only what is not done yet."

    def handle(self, **options):
        with transaction.atomic():
            make_home(settings.WAGTAIL_SITE_NAME)
            make_pages(HomePage.objects.get())
            set_address(settings.WAGTAILADMIN_BASE_URL)
            make_editor()
        setup_groups()
        self.fill_council()
        source = make_source()
        if is_up_to_date(source):
            return
        call_command("sync_services", source=source.name, stdout=self.stdout, stderr=self.stderr)
        feature(source)
        tell_status(source)
        make_own_service()

    def fill_council(self):
        """The services do without it: whatever fails there is only told."""
        run = demo_council.fill()
        if run and run.status != run.Status.GOOD:
            self.stderr.write(f"{run.source}: {run.get_status_display()} {run.error}")


def make_home(city: str):
    """The home page in place of Wagtail's welcome page, and the site that begins with it."""
    if HomePage.objects.exists():
        return
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").first()
    home = HomePage(title=city, slug="start", introduction=INTRODUCTION.format(city=city))
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"site_name": city, "root_page": home}
    )
    if welcome:
        welcome.delete()


def make_pages(home: HomePage):
    """The legal and service pages that the footer links to; what editors changed stays."""
    known = set(home.get_children().values_list("slug", flat=True))
    for values in json.loads(PAGES.read_text("utf-8")):
        if values["slug"] not in known:
            home.add_child(instance=page_of(values))


def page_of(values: dict) -> Page:
    """A page from JSON. type: its model's name; blocks: as a list of {type, value}, or as HTML."""
    model = apps.get_model("home", values["type"])
    fields = {name: value for name, value in values.items() if name != "type"}
    if isinstance(fields.get("body"), str):
        fields["body"] = [{"type": "text", "value": fields["body"]}]
    blocks = {name: json.dumps(value) for name, value in fields.items() if isinstance(value, list)}
    return model(**{**fields, **blocks})


def set_address(url: str):
    """Where the site is reached, for links that name the host."""
    address = urlsplit(url)
    port = address.port or {"https": 443}.get(address.scheme, 80)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=port)


def make_editor():
    """An editor who may everything; the password is made once and kept in a file of its own."""
    user, created = get_user_model().objects.get_or_create(
        username=EDITOR,
        defaults={"is_staff": True, "is_superuser": True, "first_name": "Redaktion"},
    )
    if created or not PASSWORD_FILE.exists():
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save()
        PASSWORD_FILE.touch(mode=0o600)
        PASSWORD_FILE.write_text(password)


def make_source() -> Source:
    """The delivery in `site/demo`, as a source like any other; read by hand only."""
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


def tell_status(source: Source):
    """One service that does not work at the moment, to show how that looks."""
    service = Service.objects.filter(
        source=source, external_id=OUT_OF_ORDER, supplement=None
    ).first()
    if service is None:
        return
    supplement = Supplement(
        service=service,
        status=Service.Status.LIMITED,
        status_reason=(
            "Wegen vieler Anträge dauert die Bearbeitung zurzeit drei Wochen. "
            "Bitte beantragen Sie das Halteverbot früh."
        ),
        status_until=timezone.localdate() + timedelta(days=30),
    )
    supplement.save()
    supplement.save_revision().publish()


def make_own_service():
    """A service that no source delivers: the editors' own."""
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
