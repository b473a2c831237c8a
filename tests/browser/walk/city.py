"""A small city in which every view of the admin has something to show.

Made by what the product and other tests have: one thing of each kind, and of what has states (a
page in review, locked, going live later; a run that is held; a link that is broken) one in each.
"""

from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow

from accounts import groups
from accounts.models import LoginEvent, Profile
from alerts.models import Alert
from directory.models import Closure, OrganisationalUnit
from frame import wastebasket
from frame.languages import make_locales
from harvest.models import Change, Run, Source
from harvest.report import HELD_GROUP
from home.forms.models import Endpoint, Receipt, Submission
from home.models import AccessibilityStatementPage, BarrierReport, StandardPage
from home.news.models import NewsPage
from home.places.models import DirectoryPage, Facet, Place, Upload
from opendata.oparl.models import (
    Body,
    BodyChoice,
    Organization,
    OrganizationChoice,
    Paper,
    PaperLink,
    PaperSummary,
    QualityIssue,
)
from previews.models import PreviewLink
from quality import completeness
from quality.models import ChangeRequest, Counted, DailyCount, Feedback, IgnoredHost, Link, LinkUse
from quality.request_subject import page_key
from services import modules
from services.composing import derive
from services.models import Service, ServiceVersion, Supplement
from services.models.supplement_parts import SupplementModule
from submissions import private_files
from submissions.models import Delivery
from submissions.receipts import new_number
from subscriptions.models import Subscriber
from tests import factories
from tests.home import examples
from tests.home.forms.conftest import FIELDS, make_form
from tests.home.jobs import building as jobs
from tests.home.news import building
from tests.home.waste import building as waste
from tests.opendata.oparl.api import builders
from tests.submissions.files import upload

NAME = "rita"
CARD = "Personalausweis beantragen"
PASSWORD = "ein langes Wort am Morgen"
DELIVERY = Path(__file__).resolve().parents[2] / "services/xzufi/fixtures/transfer_2_2_0.xml"
HELD = {HELD_GROUP: {"count": 6, "samples": ["Ausweise: 6 von 7"]}}
LONG = timedelta(days=30)
TEXT = "<p>Für alle Bürgerinnen und Bürger.</p>"


def build() -> User:
    """Make the city; returns the administrator who walks through it."""
    make_locales()
    groups.setup_groups()
    rita = User.objects.create_superuser(NAME, "rita@lindenfurt.example", PASSWORD)
    # Only a source that nothing stands on can be deleted; runs lead to it.
    unused = Source.objects.create(name="leer", title="Altkatalog", kind="xzufi", url=str(DELIVERY))
    log(unused, "wagtail.create")
    runs(unused, rita)
    people()
    examples.build()
    Page.objects.get(slug="home").delete()  # Wagtail's page of welcome, as the demo city does
    home = Page.objects.get(slug="stadt").specific
    news(home)
    places(home, rita)
    waste_and_jobs(home)
    forms(home)
    catalogue(rita)
    council()
    desk(rita)
    states(home, rita)
    completeness.refresh_all()
    return rita


def public_addresses() -> dict[str, str]:
    """{name of a view: the page on which readers see what is typed there}."""
    service, unit = Service.objects.get(title=CARD), Closure.objects.get().unit
    choice, summary = OrganizationChoice.objects.get(), PaperSummary.objects.get()
    oparl = "oparl_{}_modeladmin_{}".format
    return {
        "alerts_desk": "/",
        "wagtailsnippets_alerts_alert:add": "/",
        "wagtailsnippets_places_place:add": "/spielplaetze/",
        "wagtailsnippets_places_place:edit": "/spielplaetze/",
        "wagtailsnippets_news_category:edit": "/aktuelles/",
        "wagtailsettings:edit": "/",
        "catalogue_supplements:edit": service.get_absolute_url(),
        "catalogue_units:edit": OrganisationalUnit.objects.earliest("sort_key").get_absolute_url(),
        "directory_closures:edit": unit.get_absolute_url(),
        oparl("organizationchoice", "create"): Organization.objects.earliest(
            "pk"
        ).get_absolute_url(),
        oparl("organizationchoice", "edit"): choice.organization.get_absolute_url(),
        oparl("papersummary", "create"): Paper.objects.earliest("pk").get_absolute_url(),
        oparl("papersummary", "edit"): summary.paper.get_absolute_url(),
        oparl("bodychoice", "create"): Body.objects.get(choice=None).get_absolute_url(),
    }


def people():
    parks = factories.UnitFactory(name="Grünamt")
    ada = User.objects.create_user("ada", "ada@lindenfurt.example", PASSWORD, first_name="Ada")
    ada.groups.add(Group.objects.get(name=groups.DEPARTMENT_EDITOR))
    Profile.objects.get_or_create(user=ada)[0].units.add(parks)
    TOTPDevice.objects.create(user=ada, name="app", confirmed=True)
    LoginEvent.objects.create(name="ada", user=ada, kind=LoginEvent.Kind.WRONG)


def news(home):
    index = building.make_list(home, building.NewsIndexPage)
    category = building.category("news", "Stadtgrün")
    page = building.news(index, introduction="Neue Bänke.", body=[examples.text(TEXT)])
    page.categories.add(category)
    page.save_revision().publish()
    events = building.make_list(home, building.EventIndexPage)
    building.event(events, starts_on=timezone.localdate() + timedelta(days=3), repeats="weekly")
    notices = building.make_list(home, building.PublicNoticeIndexPage)
    building.notice(notices, documents=[building.document()])


def places(home, rita):
    page = DirectoryPage(title="Spielplätze", slug="spielplaetze", schema_type="Playground")
    home.add_child(instance=page)
    Facet.objects.create(page=page, name="Untergrund", kind="choice", answers="Sand\nRasen")
    page.save_revision().publish()
    Place.objects.create(
        directory=page, title="Am Bach", description="Groß.", values={"untergrund": "Sand"}
    )
    table = "Name;Untergrund\nAm Hang;Rasen\nOhne;Beton\n".encode("utf-8-sig")
    Upload.objects.create(directory=page, user=rita, name="plaetze.csv", content=table)


def waste_and_jobs(home):
    area, _other = waste.areas()
    kind = waste.kinds()[1]
    waste.page(home)
    waste.street("Lindenallee", area)
    waste.day(area, kind, timezone.localdate() + timedelta(days=3))
    index = jobs.make_list(home)
    jobs.job(index, field=jobs.field("Technik"))


def forms(home):
    page = make_form(home, FIELDS)
    receipt = Receipt.objects.create(number="LF-2026-000001", form_title=page.title)
    questions = [
        {"name": "vor_und_nachname", "label": "Vor- und Nachname", "type": "singleline"},
        {"name": "einverstanden", "label": "Einverstanden", "type": "checkbox"},
        {"name": "nachweis", "label": "Nachweis", "type": "file"},
    ]
    sent = Submission.objects.create(
        page=page,
        receipt=receipt,
        form_data={"vor_und_nachname": "Jo Müster", "einverstanden": True},
        questions=questions,
        language="de",
        delete_on=timezone.localdate() + timedelta(days=30),
    )
    # The second is of a question that was taken out of the form.
    with private_files.together() as store:
        for field in ("nachweis", "foto"):
            file = upload(f"{field}.pdf")
            file.media_type = "application/pdf"
            store(sent, field, file)
    Delivery.objects.create(
        target=sent,
        kind="forms",
        way="office",
        state="failed",
        tries=9,
        problem="Der Server antwortet nicht.",
    )
    Endpoint.objects.create(name="Fachverfahren", url="https://fach.example/eingang")


def catalogue(rita):
    source = factories.SourceFactory()
    source.url = str(DELIVERY)
    source.save()
    log(source, "wagtail.edit")
    office = factories.UnitFactory(name="Bürgeramt")
    factories.AddressFactory(unit=office)
    factories.HoursFactory(unit=office)
    day = timezone.localdate() + timedelta(days=5)
    Closure.objects.create(unit=office, first_day=day, last_day=day, reason="Ausflug")
    situation = factories.LifeSituationFactory(title="Ausweise")
    card = factories.ServiceFactory(title=CARD, german_version={modules.FEES: "<p>37,00 Euro</p>"})
    card.life_situations.add(situation)
    online = factories.OnlineServiceFactory(title="Ausweis online")
    form = factories.FormFactory(title="Zustimmung")
    for holder in ({"unit": office}, {"online_service": online}, {"form": form}):
        factories.ResponsibilityFactory(service=card, **holder)
    supplement(card, rita)


def supplement(card, rita):
    """Published, its source has moved on, and a change of it is in review."""
    made = Supplement.objects.create(service=card, live=False)
    made.modules.add(SupplementModule(code=modules.FEES, mode="replace", text="<p>Nur 10 Euro</p>"))
    made.save_revision(user=rita, log_action=True).publish(user=rita)
    version = ServiceVersion.objects.get(service=card)
    version.modules[modules.FEES] = {"html": "<p>46,00 Euro</p>"}
    version.save()
    derive.refresh([card.pk])
    made = Supplement.objects.get(pk=made.pk)
    made.internal_note = "Bitte prüfen."
    made.save_revision(user=rita, log_action=True)
    made.get_workflow().start(made, User.objects.get(username="ada"))
    locked = Supplement.objects.create(
        service=factories.ServiceFactory(title="Reisepass beantragen"), live=False,
        locked=True, locked_by=rita, locked_at=timezone.now(), go_live_at=timezone.now() + LONG,
    )  # fmt: skip
    locked.save_revision(user=rita).publish(user=rita)


def runs(source, rita):
    for status, warnings in ((Run.Status.GOOD, {}), (Run.Status.HELD, HELD)):
        run = Run.objects.create(
            source=source,
            trigger=Run.Trigger.COMMAND,
            status=status,
            started_at=timezone.now() - timedelta(hours=3),
            finished_at=timezone.now() - timedelta(hours=2),
            created=1,
            held=6 if warnings else 0,
            by_kind={"service": {"created": 1, "updated": 2}},
            warnings=warnings,
        )
        change = [{"field": "title", "old": None, "new": "Personalausweis beantragen"}]
        Change.objects.create(
            run=run,
            action="created",
            object_kind="service",
            key="x",
            label="Ausweis",
            fields=change,
        )


def council():
    """Entries of editors on the second thing of each kind; on the first one can be made."""
    made = builders.council()
    service = Service.objects.first()
    other = builders.body(name="Zweckverband")
    # The first of each list has nothing yet.
    for entry in (
        BodyChoice(body=other, introduction=TEXT),
        OrganizationChoice(organization=made.faction, introduction=TEXT),
        PaperSummary(paper=made.earlier, text=TEXT),
        PaperLink(paper=made.earlier, kind="service", target=service.pk),
    ):
        entry.save()
        log(entry, "wagtail.create")
    QualityIssue.objects.create(source=made.body.source, kind="x", url="https://rat.example/x")


def desk(rita):
    """What waits for editors: remarks, wishes, links, figures, alerts, subscribers."""
    page = StandardPage.objects.get(slug="wohngeld")
    day = timezone.localdate()
    StandardPage.objects.filter(pk=page.pk).update(
        review_on=day - timedelta(days=9), owner_email="amt@lindenfurt.example"
    )
    for helped, text in ((True, ""), (False, "Die Öffnungszeiten fehlen.")):
        Feedback.objects.create(
            key=page_key(page), title=page.title, path=page.url, helped=helped, text=text
        )
    kind = ContentType.objects.get_for_model(page)
    ChangeRequest.objects.create(
        content=page, title=page.title, name="Jana", address="jana@amt.example", text="Bitte neu."
    )
    BarrierReport.objects.create(
        receipt=new_number("B"),
        statement=AccessibilityStatementPage.objects.first(),
        page="/wohnen/",
        text="Das Bild hat keinen Text.",
    )
    link = Link.objects.create(target="https://weg.example/")
    LinkUse.objects.create(
        link=link, source="body", content_type=kind, object_id=page.pk, title=page.title, text="weg"
    )
    for night in (2, 1):
        ago = timezone.now() - timedelta(days=night)
        link.record(Link.State.BROKEN, "Der Server antwortet nicht.", now=ago)
    IgnoredHost.objects.create(host="antrag.example", note="Lässt keine Programme ein.")
    counted = (
        ("view", page_key(page), page.title, page.url, None),
        ("search", "rolator", "rolator", "", 0),
        ("missing", "/alt/seite.html", "", "/alt/seite.html", None),
    )
    for kind_of_count, key, title, path, hits in counted:
        row = Counted.objects.create(
            kind=kind_of_count, key=key, title=title, path=path, hits=hits, last_day=day
        )
        DailyCount.objects.create(counted=row, day=day, count=7)
    alert = Alert.objects.create(
        title="Sturm", live=False, starts_at=timezone.now(), ends_at=timezone.now() + LONG
    )
    alert.save_revision(clean=False, user=rita, log_action=True).publish(user=rita)
    alert.title = "Sturm, geändert"
    alert.save_revision(user=rita, log_action=True)
    later = Alert.objects.create(
        title="Später", live=False, starts_at=timezone.now(), ends_at=timezone.now() + 2 * LONG,
        go_live_at=timezone.now() + LONG,
    )  # fmt: skip
    later.save_revision(user=rita).publish(user=rita)
    Subscriber.objects.create(address="jo@example.org")
    Redirect.add_redirect("/alt", page)
    Collection.get_first_root_node().add_child(name="Sitzungen")


def states(home, rita):
    """Pages in each state that the explorer tells."""
    ada = User.objects.get(username="ada")
    index = home.get_children().get(slug="aktuelles")
    review = building.news(index, "In Prüfung")
    review.title = "In Prüfung, geändert"
    review.save_revision(user=ada)
    review.get_workflow().start(review, ada)
    locked = building.news(index, "Gesperrt")
    NewsPage.objects.filter(pk=locked.pk).update(
        locked=True, locked_by=rita, locked_at=timezone.now()
    )
    later = NewsPage(title="Später", go_live_at=timezone.now() + LONG)
    index.add_child(instance=later)
    later.save_revision(user=rita).publish(user=rita)
    building.news(index, "Vorlage").create_alias(update_slug="spiegel", user=rita)
    page = StandardPage.objects.get(slug="wohngeld")
    for text in ("Geändert.", "Noch einmal geändert."):
        page.introduction = text
        page.save_revision(user=rita, log_action=True)
    PreviewLink.make(page, rita)
    wastebasket.throw_away(building.news(index, "Weg damit"), rita)
    Workflow.objects.create(name="Alte Prüfung", active=False)
    GroupApprovalTask.objects.create(name="Alte Aufgabe", active=False)
