"""Supplements: draft, preview, publishing, own services."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from services.composing import derive
from services.models import (
    Service,
    ServiceVersion,
    Supplement,
)
from tests.factories import (
    ServiceFactory,
)
from tests.services.editing.support import ADD, EDIT, FEES, get, own_text, save, supplement_form

pytestmark = pytest.mark.django_db


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
