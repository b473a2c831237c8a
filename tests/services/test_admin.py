"""The editors' side, through the real admin."""

import datetime

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from core import groups
from directory.models import OrganisationalUnit
from harvest.models import Change, Run
from services import modules
from services.composing import derive
from services.models import (
    LastLook,
    LifeSituation,
    OnlineService,
    Service,
    ServiceVersion,
    Supplement,
    SupplementModule,
)
from tests.factories import (
    AddressFactory,
    HoursExceptionFactory,
    LifeSituationFactory,
    OnlineServiceFactory,
    ResponsibilityFactory,
    ServiceFactory,
    SourceFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

FEES = modules.FEES
LIST = "catalogue_services:index"
INSPECT = "catalogue_services:inspect"
EDIT = "catalogue_supplements:edit"
ADD = "catalogue_supplements:add"


def member_of(group):
    groups.setup_groups()
    user = User.objects.create_user(f"mitglied-{group}", f"{group}@stadt.example", "geheim")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(client):
    user = member_of(groups.EDITORIAL_TEAM)
    client.force_login(user)
    return user


def get(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return html.fromstring(response.content)


def listed(client, **query):
    tree = get(client, LIST, **query)
    return [text.strip() for text in tree.xpath("//main//td[contains(@class,'title')]//a/text()")]


def supplement_form(supplement=None, **fields):
    """What the browser sends from the edit view."""
    rows = {name: [] for name in ("modules", "units", "links", "relations")}
    rows |= {name: fields.pop(name) for name in list(rows) if name in fields}
    return nested_form_data(
        {
            "title": "",
            "teaser": "",
            "aliases": "",
            "leika_keys": "",
            "status": "available",
            "status_reason": "",
            "status_until": "",
            "review_on": "",
            "internal_note": "",
            **fields,
            **{name: inline_formset(items) for name, items in rows.items()},
        }
    )


def own_text(text="<p>Nur 10 Euro</p>", mode="replace", code=FEES, **values):
    return {"code": code, "mode": mode, "language": "de", "text": rich_text(text), **values}


# --- The list -----------------------------------------------------------------------------


def test_the_menu_has_a_group_with_everything(client, editor):
    tree = get(client, "wagtailadmin_home")
    sidebar = tree.xpath("//script[@id='wagtail-sidebar-props']/text()")[0]
    for path in ("katalog", "ergaenzungen", "stellen", "lebenslagen", "online", "zustaendigkeiten"):
        assert f"/admin/dienstleistungen/{path}/" in sidebar
    assert "/admin/harvest/source/" in sidebar and "/admin/harvest/run/" in sidebar


def test_the_list_shows_source_layers_change_and_gaps(client, editor):
    ServiceFactory(title="Hundesteuer anmelden", missing_fee=True, missing_unit=True)
    row = get(client, LIST).xpath("//main//tbody/tr")[0].text_content()
    assert "Hundesteuer anmelden" in row and "Landeskatalog" in row
    assert "–" not in row


def test_a_title_leads_to_the_inspection(client, editor):
    service = ServiceFactory()
    links = get(client, LIST).xpath("//main//tbody//a/@href")
    assert reverse(INSPECT, args=[service.pk]) in links


@pytest.fixture
def catalogue():
    week_ago = timezone.now() - datetime.timedelta(days=8)
    other = SourceFactory(name="pvog", title="Portalverbund")
    return {
        "complete": ServiceFactory(title="Vollständig"),
        "no fee": ServiceFactory(title="Ohne Gebühr", missing_fee=True),
        "no unit": ServiceFactory(title="Ohne Amt", missing_unit=True),
        "hidden": ServiceFactory(title="Versteckt", visible=False, missing_fee=True),
        "withdrawn": ServiceFactory(title="Zurückgezogen", withdrawn_at=timezone.now()),
        "old": ServiceFactory(title="Lange unverändert", changed_at=week_ago),
        "other": ServiceFactory(title="Anderswoher", source=other),
        "limited": ServiceFactory(title="Eingeschränkt", status="limited"),
        "own": Supplement.objects.create(title="Eigene", live=False).service,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"missing": "any"}, {"Ohne Gebühr", "Ohne Amt"}),
        ({"missing": "fee"}, {"Ohne Gebühr"}),
        ({"missing": "unit"}, {"Ohne Amt"}),
        ({"shown": "hidden"}, {"Versteckt", "Eigene"}),
        ({"shown": "withdrawn"}, {"Zurückgezogen"}),
        ({"status": "limited"}, {"Eingeschränkt"}),
        ({"source": "own"}, {"Eigene"}),
        ({"supplement": "with"}, {"Eigene"}),
        ({"q": "ohne a"}, {"Ohne Amt"}),
        ({"q": "\x00"}, set()),
    ],
)
def test_filters_and_search(client, editor, catalogue, query, expected):
    if query == {"q": "\x00"}:
        assert client.get(reverse(LIST), query).status_code == 200
    else:
        assert set(listed(client, **query)) == expected


def test_the_filter_by_source(client, editor, catalogue):
    assert listed(client, source=catalogue["other"].source_id) == ["Anderswoher"]


def test_the_filter_by_the_last_week(client, editor, catalogue):
    titles = listed(client, changed="week")
    assert "Vollständig" in titles and "Lange unverändert" not in titles


def test_search_by_leika_key_and_identifier(client, editor):
    found = ServiceFactory(leika_keys=["99140001019000"], external_id="8965800")
    ServiceFactory()
    for text in ("99140001019000", "99.140.001.019.000", "8965800", "99140001"):
        assert listed(client, q=text) == [found.title]


def test_each_editor_has_an_own_last_look(client, editor):
    old = ServiceFactory(title="Alt", changed_at=timezone.now() - datetime.timedelta(hours=3))
    new = ServiceFactory(title="Neu")
    assert set(listed(client, changed="look")) == {"Alt", "Neu"}
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    LastLook.objects.filter(user=editor).update(seen_at=hour_ago, before=None)
    assert listed(client, changed="look") == ["Neu"]
    # Going on filtering within the same look forgets nothing.
    assert listed(client, changed="look") == ["Neu"]
    colleague = member_of(groups.DEPARTMENT_EDITOR)
    client.force_login(colleague)
    assert set(listed(client, changed="look")) == {old.title, new.title}


def test_the_list_costs_the_same_for_one_and_for_many(
    client, editor, django_assert_max_num_queries
):
    for number in range(12):
        Supplement.objects.create(service=ServiceFactory(title=f"Dienst {number}"))
    get(client, LIST)
    with django_assert_max_num_queries(30):
        get(client, LIST)


def test_the_list_can_be_exported(client, editor):
    ServiceFactory(title="Hundesteuer anmelden")
    response = client.get(reverse(LIST), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "Hundesteuer anmelden" in text and "L999901/" in text


def test_nobody_edits_imported_services_by_hand(client, editor):
    service = ServiceFactory()
    base = reverse(INSPECT, args=[service.pk])
    for path in ("new/", f"edit/{service.pk}/", f"delete/{service.pk}/"):
        assert client.get(reverse(LIST) + path).status_code == 404
    assert client.get(base).status_code == 200


# --- Inspection ---------------------------------------------------------------------------


def test_the_inspection_shows_the_layers_side_by_side(client, editor):
    federal = ServiceFactory(
        layer=10, german_version={FEES: "<p>Bund 1 Euro</p>", modules.LEGAL_BASIS: "<p>§ 1</p>"}
    )
    service = ServiceFactory(base=federal, german_version={FEES: "<p>Land 2 Euro</p>"})
    supplement = Supplement(service=service, live=False)
    supplement.modules.add(SupplementModule(code=FEES, mode="append", text="<p>Stadt 3 Euro</p>"))
    supplement.save()
    supplement.save_revision().publish()
    tree = get(client, INSPECT, service.pk)
    rows = {
        row.xpath("string(th)"): [cell.text_content().strip() for cell in row.xpath("td")]
        for row in tree.xpath("//table[@class='layers']/tbody/tr")
    }
    fees = rows[str(modules.MODULES[FEES].heading)]
    assert fees[0] == "Bund 1 Euro" and fees[1] == "Land 2 Euro"
    # No municipality says anything here, so it has no column.
    assert len(fees) == 4
    assert "Stadt 3 Euro" in fees[2]
    assert "Land 2 Euro" in fees[3] and "Stadt 3 Euro" in fees[3]
    assert rows[str(modules.MODULES[modules.LEGAL_BASIS].heading)][0] == "§ 1"


@pytest.mark.parametrize(
    ("agency", "system"), [("L100001", "Hessenfinder"), ("L100039", "rlpDirekt")]
)
def test_imported_fields_say_where_they_are_changed(client, editor, agency, system):
    service = ServiceFactory(agency=agency, external_id="4711")
    text = get(client, INSPECT, service.pk).xpath("string(//main)")
    assert system in text and f"{agency}/4711" in text and "Landeskatalog" in text


def test_units_online_services_and_changes_are_listed(client, editor):
    service = ServiceFactory()
    ResponsibilityFactory(service=service, unit=UnitFactory(name="Bürgerbüro"))
    ResponsibilityFactory(service=service, online_service=OnlineServiceFactory(title="Online"))
    run = Run.objects.create(source=service.source, trigger="command", status="good")
    Change.objects.create(
        run=run,
        action="updated",
        object_kind="service",
        key=service.key,
        fields=[{"field": "fees", "old": 1, "new": 2}],
    )
    text = get(client, INSPECT, service.pk).xpath("string(//main)")
    assert "Bürgerbüro" in text and "Online" in text and "fees" in text


def test_texts_of_a_source_cannot_break_out_of_the_inspection(client, editor):
    links = [{"url": "https://x.example/", "title": "<script>alert(1)</script>"}]
    service = ServiceFactory()
    version = service.versions.get()
    version.modules[FEES] = {"html": "", "links": links}
    version.save()
    tree = get(client, INSPECT, service.pk)
    assert not tree.xpath("//table[@class='layers']//script")


# --- Supplementing ------------------------------------------------------------------------


def test_the_button_makes_an_empty_draft_once_and_opens_it(client, editor):
    service = ServiceFactory()
    url = reverse("services_supplement", args=[service.pk])
    first, second = client.post(url), client.post(url)
    supplement = Supplement.objects.get()
    assert first.url == second.url == reverse(EDIT, args=[supplement.pk])
    assert not supplement.live and supplement.latest_revision_id
    assert client.get(url).status_code == 405


def test_the_form_shows_the_sources_texts_and_tabs_by_task(client, editor):
    service = ServiceFactory(german_version={FEES: "<p>37,00 Euro</p>"})
    supplement = Supplement.objects.create(service=service, live=False)
    tree = get(client, EDIT, supplement.pk)
    source = tree.xpath(f"//template[@data-source-text='de/{FEES}']")
    assert source[0].text_content().strip() == "37,00 Euro"
    assert tree.xpath("count(//*[@role='tab'])") >= 4


def save(client, supplement, expect=302, **data):
    response = client.post(reverse(EDIT, args=[supplement.pk]), supplement_form(**data))
    assert response.status_code == expect, response.context and response.context["form"].errors
    supplement.refresh_from_db()
    return response


@pytest.fixture
def supplement():
    service = ServiceFactory(
        title="Personalausweis beantragen", german_version={FEES: "<p>37,00 Euro</p>"}
    )
    made = Supplement.objects.create(service=service, live=False)
    made.save_revision()
    return made


def test_a_draft_is_kept_and_not_shown(client, editor, supplement):
    save(client, supplement, title="Perso holen")
    page = client.get(supplement.service.get_absolute_url())
    assert "Perso holen" not in page.content.decode()
    assert supplement.get_latest_revision_as_object().title == "Perso holen"


def test_publishing_shows_it_to_citizens(client, editor, supplement):
    save(
        client,
        supplement,
        **{
            "action-publish": "1",
            "title": "Perso holen",
            "modules": [own_text()],
            "links": [
                {"kind": "online", "title": "Jetzt online", "url": "https://antrag.example/p",
                 "document": ""}
            ],
        },
    )  # fmt: skip
    service = Service.objects.get(pk=supplement.service_id)
    page = client.get(service.get_absolute_url()).content.decode()
    assert "Perso holen" in page and "Nur 10 Euro" in page and "37,00 Euro" not in page
    assert "https://antrag.example/p" in page
    assert supplement.modules.get().replaced_html == "<p>37,00 Euro</p>"


def test_an_unchanged_own_text_does_not_acknowledge_a_changed_source(client, editor, supplement):
    save(client, supplement, **{"action-publish": "1", "modules": [own_text()]})
    version = ServiceVersion.objects.get(service=supplement.service)
    version.modules[FEES] = {"html": "<p>46,00 Euro</p>"}
    version.save()
    derive.refresh([supplement.service_id])
    module = supplement.modules.get()
    kept = own_text(text=module.text, id=str(module.pk))
    form = supplement_form(**{"action-publish": "1", "teaser": "Neu", "modules": [kept]})
    form["modules-INITIAL_FORMS"] = "1"
    client.post(reverse(EDIT, args=[supplement.pk]), form)
    module.refresh_from_db()
    assert Supplement.objects.get().teaser == "Neu"
    assert module.replaced_html == "<p>37,00 Euro</p>" and module.source_moved_on


def test_a_changed_own_text_acknowledges_the_source_as_it_stands(client, editor, supplement):
    save(client, supplement, **{"action-publish": "1", "modules": [own_text()]})
    version = ServiceVersion.objects.get(service=supplement.service)
    version.modules[FEES] = {"html": "<p>46,00 Euro</p>"}
    version.save()
    derive.refresh([supplement.service_id])
    module = supplement.modules.get()
    rewritten = own_text(text="<p>Nur 12 Euro</p>", id=str(module.pk))
    form = supplement_form(**{"action-publish": "1", "modules": [rewritten]})
    form["modules-INITIAL_FORMS"] = "1"
    client.post(reverse(EDIT, args=[supplement.pk]), form)
    module.refresh_from_db()
    assert module.replaced_html == "<p>46,00 Euro</p>" and not module.source_moved_on


def test_errors_say_what_to_do_and_lose_nothing(client, editor, supplement):
    response = save(
        client,
        supplement,
        expect=200,
        **{
            "action-publish": "1",
            "teaser": "Getippt",
            "status": "unavailable",
            "modules": [own_text(text="")],
        },
    )
    text = response.content.decode()
    assert "Getippt" in text
    assert response.context["form"].errors.keys() == {"status_reason"}
    assert "text" in response.context["form"].formsets["modules"].errors[0]


def test_one_section_cannot_be_written_twice(client, editor, supplement):
    response = save(
        client,
        supplement,
        expect=200,
        **{"action-publish": "1", "modules": [own_text(), own_text("<p>Noch einer</p>")]},
    )
    assert response.context["form"].formsets["modules"].non_form_errors()


def test_the_preview_shows_the_draft_on_the_public_page(client, editor, supplement):
    url = reverse("catalogue_supplements:preview_on_edit", args=[supplement.pk])
    data = supplement_form(title="Perso holen", modules=[own_text()])
    assert client.post(url, data).json()["is_valid"]
    page = client.get(url)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Perso holen" in text and "Nur 10 Euro" in text
    assert "services/service.html" in [template.name for template in page.templates]
    assert Supplement.objects.get().title == ""


def test_an_own_service_is_written_saved_and_published(client, editor):
    response = client.post(reverse(ADD), supplement_form(title="Stadtführung buchen"))
    supplement = Supplement.objects.get()
    assert response.status_code == 302 and supplement.service.is_own
    assert client.get(supplement.service.get_absolute_url()).status_code == 404
    save(client, supplement, **{"action-publish": "1", "title": "Stadtführung buchen"})
    page = client.get(supplement.service.get_absolute_url())
    assert page.status_code == 200 and "Stadtführung buchen" in page.content.decode()


def test_an_own_service_without_title_is_refused(client, editor):
    response = client.post(reverse(ADD), supplement_form(teaser="Ohne Titel"))
    assert response.status_code == 200 and "title" in response.context["form"].errors
    assert not Service.objects.exists()


def test_the_history_lists_the_revisions(client, editor, supplement):
    save(client, supplement, title="Perso holen")
    get(client, "catalogue_supplements:history", supplement.pk)
    assert Revision.objects.for_instance(supplement).count() == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "own"}, {"Eigene"}),
        ({"kind": "supplement"}, {"Personalausweis beantragen", "Fällig"}),
        ({"todo": "review"}, {"Fällig"}),
        ({"todo": "draft"}, {"Eigene", "Personalausweis beantragen"}),
        ({"q": "perso"}, {"Personalausweis beantragen"}),
    ],
)
def test_supplements_are_filtered_by_what_is_to_do(client, editor, supplement, query, expected):
    Supplement.objects.create(title="Eigene", live=False)
    Supplement.objects.create(
        service=ServiceFactory(title="Fällig"), review_on=timezone.localdate()
    )
    tree = get(client, "catalogue_supplements:list", **query)
    titles = tree.xpath("//*[starts-with(@id,'snippet_')][contains(@id,'_title')]")
    assert {title.text_content().strip() for title in titles} == expected


# --- The source has changed ---------------------------------------------------------------


@pytest.fixture
def moved_on(client, editor, supplement):
    save(client, supplement, **{"action-publish": "1", "modules": [own_text()]})
    version = ServiceVersion.objects.get(service=supplement.service)
    version.modules[FEES] = {"html": "<p>46,00 Euro</p>"}
    version.save()
    derive.refresh([supplement.service_id])
    return supplement.modules.get()


def test_then_now_and_own_stand_side_by_side(client, moved_on):
    tree = get(client, "services_moved_on")
    columns = [
        " ".join(part.text_content().split()) for part in tree.xpath("//*[@class='difference']/div")
    ]
    assert "37,00 Euro" in columns[0] and "46,00 Euro" in columns[1]
    assert "Nur 10 Euro" in columns[2]
    assert tree.xpath("//del/text()") == ["37,00"] and tree.xpath("//ins/text()") == ["46,00"]


@pytest.mark.parametrize(("decision", "mode"), [("keep", "replace"), ("source", "keep")])
def test_both_decisions_are_one_click(client, moved_on, decision, mode):
    response = client.post(reverse("services_decide", args=[moved_on.pk]), {"decision": decision})
    assert response.url == reverse("services_moved_on")
    moved_on.refresh_from_db()
    assert (moved_on.mode, moved_on.source_moved_on) == (mode, False)


def test_an_unknown_decision_changes_nothing(client, moved_on):
    client.post(reverse("services_decide", args=[moved_on.pk]), {"decision": "x"})
    moved_on.refresh_from_db()
    assert moved_on.source_moved_on


# --- Units --------------------------------------------------------------------------------


def unit_form(**fields):
    rows = {
        name: fields.pop(name, [])
        for name in ("hours_exceptions", "hours", "channels", "addresses", "persons")
    }
    return nested_form_data({**fields, **{k: inline_formset(v) for k, v in rows.items()}})


CLOSED = {"first_day": "2026-12-24", "last_day": "2026-12-31", "opens": "", "closes": "",
          "reason": "Feiertage"}  # fmt: skip


def test_imported_units_take_own_parts_and_keep_the_imported_ones(client, editor):
    unit = UnitFactory(name="Bürgerbüro")
    AddressFactory(unit=unit)
    imported = HoursExceptionFactory(unit=unit)
    form = unit_form(
        note="Bitte klingeln",
        name="Umbenannt",
        hours_exceptions=[CLOSED],
        channels=[{"kind": "phone", "value": "069 123", "title": ""}],
    )
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert response.status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.note) == ("Bürgerbüro", "Bitte klingeln")
    assert unit.addresses.count() == 1
    own = unit.hours_exceptions.get(own=True)
    assert own.reason == "Feiertage" and unit.hours_exceptions.filter(pk=imported.pk).exists()
    assert unit.channels.get().own
    assert unit.contact["channels"] == [{"kind": "phone", "value": "069 123"}]


def test_the_form_of_an_imported_unit_shows_only_own_parts(client, editor):
    unit = UnitFactory()
    HoursExceptionFactory(unit=unit, reason="Vom Land")
    HoursExceptionFactory(unit=unit, reason="Von uns", own=True)
    tree = get(client, "catalogue_units:edit", unit.pk)
    values = tree.xpath(
        "//input[starts-with(@name,'hours_exceptions-')][contains(@name,'reason')]/@value"
    )
    assert values == ["Von uns"]
    assert not tree.xpath("//input[@name='name']")


def test_own_parts_can_be_removed(client, editor):
    unit = UnitFactory()
    row = HoursExceptionFactory(unit=unit, own=True)
    form = unit_form(hours_exceptions=[{**CLOSED, "id": str(row.pk), "DELETE": "on"}])
    form["hours_exceptions-INITIAL_FORMS"] = "1"
    client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert not unit.hours_exceptions.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"last_day": "2026-12-01"}, {"opens": "08:00"}, {"opens": "12:00", "closes": "08:00"}],
)
def test_impossible_hours_are_refused(client, editor, wrong):
    unit = UnitFactory()
    form = unit_form(hours_exceptions=[{**CLOSED, **wrong}])
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert response.status_code == 200
    assert response.context["form"].formsets["hours_exceptions"].errors[0]


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "keine"), ("web", "javascript:x"), ("phone", "ruf an")]
)
def test_impossible_channels_are_refused(client, editor, kind, value):
    unit = UnitFactory()
    form = unit_form(channels=[{"kind": kind, "value": value, "title": ""}])
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert "value" in response.context["form"].formsets["channels"].errors[0]


def test_own_units_are_written_whole(client, editor):
    parent = UnitFactory(name="Dezernat I")
    form = unit_form(
        name="Ämterlotsen", kind="Servicestelle", parent=str(parent.pk),
        also_called="Lotsen\nLotsen",
        description="Erste Zeile <b>\n\nZweiter Absatz", hours_text="", accepted_payment="Bar",
        appointment_url="", note="",
        addresses=[{"kind": "visit", "street": "Am Tor", "house_number": "1", "postcode": "60999",
                    "place": "Lindenfurt", "wheelchair": "unknown", "lift": "unknown"}],
    )  # fmt: skip
    response = client.post(reverse("catalogue_units:add"), form)
    assert response.status_code == 302, response.context["form"].errors
    unit = OrganisationalUnit.objects.get(name="Ämterlotsen")
    assert (unit.slug, unit.sort_key, unit.parent) == ("aemterlotsen", "amterlotsen", parent)
    assert unit.alternative_names == ["Lotsen"] and unit.payment_methods == ["Bar"]
    assert unit.descriptions == {"de": "<p>Erste Zeile &lt;b&gt;</p><p>Zweiter Absatz</p>"}
    assert unit.addresses.get().own
    tree = get(client, "catalogue_units:edit", unit.pk)
    assert "Zweiter Absatz" in tree.xpath("string(//textarea[@name='description'])")


def test_a_unit_cannot_be_part_of_itself(client, editor):
    unit = UnitFactory(source=None)
    below = UnitFactory(source=None, parent=unit)
    form = unit_form(
        name=unit.name, kind="", parent=str(below.pk), also_called="", description="",
        hours_text="", accepted_payment="", appointment_url="", note="",
    )  # fmt: skip
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert "parent" in response.context["form"].errors


def test_hiding_a_unit_makes_its_services_incomplete(client, editor):
    unit, service = UnitFactory(), ServiceFactory()
    ResponsibilityFactory(service=service, unit=unit)
    derive.refresh([service.pk])
    client.post(reverse("catalogue_units:edit", args=[unit.pk]), unit_form(hidden="on"))
    service.refresh_from_db()
    assert service.missing_unit


def test_only_own_units_can_be_deleted(client, editor):
    imported, own = UnitFactory(), UnitFactory(source=None)
    for unit in (imported, own):
        client.post(reverse("catalogue_units:delete", args=[unit.pk]))
    assert list(OrganisationalUnit.objects.all()) == [imported]


# --- Life situations, online services, registries -----------------------------------------


def test_life_situations_stand_below_their_parents(client, editor):
    later = LifeSituationFactory(title="Bauen", position=2)
    first = LifeSituationFactory(title="Familie", position=1)
    LifeSituationFactory(title="Geburt", parent=first)
    tree = get(client, "catalogue_situations:index")
    titles = tree.xpath("//main//td[contains(@class,'title')]//a/text()")
    assert [title.strip() for title in titles] == ["Familie", "– Geburt", later.title]


def test_an_own_life_situation_gets_its_address(client, editor):
    form = {"title": "Über uns", "introduction": "", "parent": "", "position": "0", "icon": "home"}
    client.post(reverse("catalogue_situations:add"), form)
    assert LifeSituation.objects.get().slug == "ueber-uns"


def test_imported_life_situations_keep_their_title(client, editor):
    node = LifeSituationFactory(title="Geburt", scheme="pvlagen", external_id="1010100")
    form = {"title": "Anders", "introduction": "", "parent": "", "position": "3", "icon": "",
            "hidden": "on"}  # fmt: skip
    client.post(reverse("catalogue_situations:edit", args=[node.pk]), form)
    node.refresh_from_db()
    assert (node.title, node.position, node.hidden) == ("Geburt", 3, True)


def test_a_life_situation_cannot_stand_below_itself(client, editor):
    node = LifeSituationFactory()
    below = LifeSituationFactory(parent=node)
    form = {"title": "x", "introduction": "", "parent": below.pk, "position": "0", "icon": ""}
    response = client.post(reverse("catalogue_situations:edit", args=[node.pk]), form)
    assert "parent" in response.context["form"].errors


def test_an_online_service_can_only_be_hidden(client, editor):
    service, online = ServiceFactory(), OnlineServiceFactory(title="Antrag")
    ResponsibilityFactory(service=service, online_service=online)
    derive.refresh([service.pk])
    url = reverse("catalogue_online:edit", args=[online.pk])
    client.post(url, {"title": "Anders", "hidden": "on"})
    online.refresh_from_db()
    service.refresh_from_db()
    assert (online.title, online.hidden, service.online_links) == ("Antrag", True, [])
    client.post(reverse("catalogue_online:delete", args=[online.pk]))
    assert OnlineService.objects.exists()


def responsibilities(client, **query):
    response = client.get("/admin/dienstleistungen/zustaendigkeiten/", query)
    assert response.status_code == 200
    return response


def test_responsibilities_are_listed_filtered_and_exported(client, editor):
    service, unit = ServiceFactory(title="Hundesteuer"), UnitFactory(name="Steueramt")
    row = ResponsibilityFactory(service=service, unit=unit)
    ResponsibilityFactory(
        service=None, service_key="L1/verwaist", unit=UnitFactory(name="Amt ohne Dienst"),
    )  # fmt: skip
    text = responsibilities(client).content.decode()
    assert "Hundesteuer" in text and "Steueramt" in text and "L1/verwaist" in text
    assert "Steueramt" in responsibilities(client, role="01").content.decode()
    assert "Steueramt" not in responsibilities(client, role="none").content.decode()
    waiting = responsibilities(client, dangling="yes").content.decode()
    assert "L1/verwaist" in waiting and "Steueramt" not in waiting
    export = b"".join(responsibilities(client, export="csv").streaming_content).decode()
    assert "Hundesteuer" in export and "Steueramt" in export
    inspected = client.get(f"/admin/dienstleistungen/zustaendigkeiten/inspect/{row.pk}/")
    assert inspected.status_code == 200 and "Hundesteuer" in inspected.content.decode()


@pytest.mark.parametrize(
    "name", ["catalogue_online:index", "catalogue_forms:index", "catalogue_units:index"]
)
def test_every_other_list_opens(client, editor, name):
    OnlineServiceFactory()
    UnitFactory()
    get(client, name)


def test_choosers_find_by_title(client, editor):
    ServiceFactory(title="Hundesteuer anmelden")
    UnitFactory(name="Steueramt")
    for name, query in (
        ("service_chooser:choose_results", "hunde"),
        ("unit_chooser:choose_results", "steuer"),
    ):
        response = client.get(reverse(name), {"q": query})
        assert response.status_code == 200 and query in response.content.decode().lower()


# --- The front page -----------------------------------------------------------------------


def front_page(client):
    tree = get(client, "wagtailadmin_home")
    return tree.xpath("//section[@aria-labelledby='catalogue-state-heading']")


def test_the_front_page_tells_what_to_do_with_a_link_each(client, moved_on):
    ServiceFactory(missing_fee=True, missing_unit=True)
    Supplement.objects.create(service=ServiceFactory(), review_on=timezone.localdate())
    section = front_page(client)[0]
    links = section.xpath(".//li/a/@href")
    assert reverse("services_moved_on") in links
    assert reverse(LIST) + "?missing=any" in links
    assert reverse("catalogue_supplements:list") + "?todo=review" in links
    for link in links:
        assert client.get(link).status_code == 200


def test_the_front_page_shows_sources_and_offers_operators_the_release(client):
    operator = member_of(groups.OPERATOR)
    client.force_login(operator)
    source = SourceFactory()
    run = Run.objects.create(source=source, trigger="schedule", status="held", held=400)
    section = front_page(client)[0]
    assert source.title in section.text_content() and "400" in section.text_content()
    releases = section.xpath(f".//a[contains(@href, 'release/{run.pk}')]/@href")
    assert releases and client.get(releases[0]).status_code == 200


def test_those_without_rights_do_not_see_the_panel(client):
    client.force_login(member_of(groups.MODERATOR))
    assert front_page(client) == []


# --- Who may do what ----------------------------------------------------------------------

TEAM, DEPARTMENT = groups.EDITORIAL_TEAM, groups.DEPARTMENT_EDITOR
OPERATOR, MODERATOR = groups.OPERATOR, groups.MODERATOR
RIGHTS = {
    "list services": {TEAM, DEPARTMENT, OPERATOR},
    "inspect a service": {TEAM, DEPARTMENT, OPERATOR},
    "start a supplement": {TEAM, DEPARTMENT},
    "edit a supplement": {TEAM, DEPARTMENT},
    "publish a supplement": {TEAM},
    "delete a supplement": {TEAM},
    "see what has changed": {TEAM, DEPARTMENT},
    "decide what has changed": {TEAM},
    "edit a unit": {TEAM, DEPARTMENT},
    "add a unit": {TEAM},
    "edit a life situation": {TEAM},
    "hide an online service": {TEAM},
    "list responsibilities": {TEAM, DEPARTMENT, OPERATOR},
}


def attempt(client, action, service, supplement, others):
    unit, node, online, module = others
    edit = reverse(EDIT, args=[supplement.pk])
    requests = {
        "list services": lambda: client.get(reverse(LIST)),
        "inspect a service": lambda: client.get(reverse(INSPECT, args=[service.pk])),
        "start a supplement": lambda: client.post(
            reverse("services_supplement", args=[service.pk])
        ),
        "edit a supplement": lambda: client.get(edit),
        "publish a supplement": lambda: client.post(
            edit, supplement_form(**{"action-publish": "1", "title": "Öffentlich"})
        ),
        "delete a supplement": lambda: client.get(
            reverse("catalogue_supplements:delete", args=[supplement.pk])
        ),
        "see what has changed": lambda: client.get(reverse("services_moved_on")),
        "decide what has changed": lambda: client.post(
            reverse("services_decide", args=[module.pk]), {"decision": "keep"}
        ),
        "edit a unit": lambda: client.get(reverse("catalogue_units:edit", args=[unit.pk])),
        "add a unit": lambda: client.get(reverse("catalogue_units:add")),
        "edit a life situation": lambda: client.get(
            reverse("catalogue_situations:edit", args=[node.pk])
        ),
        "hide an online service": lambda: client.get(
            reverse("catalogue_online:edit", args=[online.pk])
        ),
        "list responsibilities": lambda: client.get("/admin/dienstleistungen/zustaendigkeiten/"),
    }
    return requests[action]()


@pytest.mark.parametrize("group", [TEAM, DEPARTMENT, OPERATOR, MODERATOR])
@pytest.mark.parametrize("action", RIGHTS)
def test_rights(client, action, group):
    service, supplement = ServiceFactory(), Supplement.objects.create(title="Eigene", live=False)
    module = SupplementModule.objects.create(supplement=supplement, code=FEES, mode="hide")
    others = (UnitFactory(), LifeSituationFactory(), OnlineServiceFactory(), module)
    client.force_login(member_of(group))
    response = attempt(client, action, service, supplement, others)
    supplement.refresh_from_db()
    if action == "publish a supplement":
        assert supplement.live == (group in RIGHTS[action])
    else:
        home = reverse("wagtailadmin_home")
        refused = response.status_code == 403 or getattr(response, "url", "") == home
        assert refused != (group in RIGHTS[action]), response


def test_strangers_are_sent_to_the_login(client):
    response = client.get(reverse(LIST))
    assert response.status_code == 302 and "login" in response.url
