"""The demo city's sites: the city itself, its English pages, and the municipal works beside it.

Each has a JSON file in data/: `home` (fields of its home page), `alert`, `short_addresses`
(of pages that stand deeper), `frame` (header and footer), `theme`, `parts` (what it offers),
`pages`; all but the first may be missing.
"""

import json
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from alerts.models import Alert
from frame.models import HeaderFooter, SiteParts, Theme
from home.models import HomePage

from . import tree
from .marks import Marks
from .media import CONTENT

INTRODUCTION = (
    "<p>Willkommen in {city}. Hier finden Sie alle Dienstleistungen Ihrer Stadt: "
    "was Sie mitbringen, was es kostet und was Sie gleich online erledigen können.</p>"
)
WORKS_HOST = "stadtwerke.localhost"
SETTINGS = {"frame": HeaderFooter, "theme": Theme, "parts": SiteParts}


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
    """Set the address of the sites, for links with the host."""
    address = urlsplit(url)
    port = address.port or {"https": 443}.get(address.scheme, 80)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=port)
    Site.objects.filter(hostname=WORKS_HOST).update(port=port)


def main_home() -> HomePage:
    return HomePage.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)


def furnish() -> list[tuple[Page, dict]]:
    """Write all content of editors; returns the new pages, each with its entry.

    The catalogue has to be here: pages name its services and offices.
    """
    home = main_home()
    plan = _plan("lindenfurt")
    new = tree.grow(home, tree.read("pages"))
    _furnish(home, plan)
    english = _english_home(home)
    new += tree.grow(english, _plan("english")["pages"])
    _furnish(english, _plan("english"))
    works = _works_home(home)
    if works:
        new += tree.grow(works, _plan("stadtwerke")["pages"])
        _furnish(works, _plan("stadtwerke"))
    return new


def _furnish(home: HomePage, plan: dict):
    """Fill the home page, unless it is written already, and the settings that its site lacks."""
    marks = Marks(home)
    site = Site.objects.filter(root_page=home).first()
    if home.latest_revision_id is None:
        tree.write(home, plan["home"], marks)
        if "alert" in plan:
            _alert(site, marks.resolve(plan["alert"]))
        for short, path in plan.get("short_addresses", {}).items():
            _short_address(short, marks.page(path))
    for name, model in SETTINGS.items():
        if site and name in plan and not model.objects.filter(site=site).exists():
            _setting(model(site=site), marks.resolve(plan[name]))


def _alert(site: Site, values: dict):
    """Publish an alert for a week, once."""
    page = values.pop("link_page")
    alert = Alert(live=False, link_page_id=page, **values)
    alert.sites = [site]
    alert.full_clean()
    alert.save()
    alert.save_revision().publish()


def _short_address(path: str, page: int):
    """An address that people type leads to a page that stands deeper."""
    Redirect.objects.get_or_create(
        old_path=Redirect.normalise_path(path),
        defaults={"redirect_page_id": page, "is_permanent": False},
    )


def _setting(row, values: dict):
    for name, value in values.items():
        field = row._meta.get_field(name)
        is_blocks = field.get_internal_type() == "JSONField" and hasattr(field, "stream_block")
        setattr(row, field.attname, json.dumps(tree.blocks(value)) if is_blocks else value)
    row.full_clean()
    row.save()


def _english_home(home: HomePage) -> HomePage:
    locale = Locale.objects.get(language_code="en")
    known = home.get_translation_or_none(locale)
    if known:
        return known
    page = HomePage(
        title=home.title, slug="start-en", locale=locale, translation_key=home.translation_key
    )
    Page.get_first_root_node().add_child(instance=page)
    return page


def _works_home(home: HomePage) -> HomePage | None:
    """The municipal works' own site; None when somebody took it away."""
    site = Site.objects.filter(hostname=WORKS_HOST).first()
    if site:
        return site.root_page.specific
    if HomePage.objects.filter(slug="stadtwerke").exists():
        return None
    page = HomePage(title="Stadtwerke Lindenfurt", slug="stadtwerke")
    Page.get_first_root_node().add_child(instance=page)
    port = Site.objects.get(is_default_site=True).port
    Site.objects.create(hostname=WORKS_HOST, port=port, site_name=page.title, root_page=page)
    return page


def _plan(name: str) -> dict:
    return json.loads((CONTENT / f"{name}.json").read_text("utf-8"))
