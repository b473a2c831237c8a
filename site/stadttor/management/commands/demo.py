import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page, Site

from core.groups import setup_groups
from harvest.models import Source
from home.models import HomePage
from services.models import Service, Supplement

CATALOGUE = settings.SITE_DIR / "demo" / "catalogue"
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


class Command(BaseCommand):
    help = "Set up the demo city; does only what is not done yet."

    def handle(self, **options):
        with transaction.atomic():
            make_home(settings.WAGTAIL_SITE_NAME)
            set_address(settings.WAGTAILADMIN_BASE_URL)
            make_editor()
        setup_groups()
        source = make_source()
        if is_up_to_date(source):
            return
        call_command("sync_services", source=source.name, stdout=self.stdout, stderr=self.stderr)
        feature(source)


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
