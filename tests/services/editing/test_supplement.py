"""Supplements: validation, own services, what is remembered, drafts, and the editor's decisions."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from services import modules
from services.composing import derive
from services.composing.layers import compose
from services.editing import decisions
from services.models import (
    Service,
    ServiceVersion,
    Supplement,
    SupplementLink,
    SupplementModule,
    SupplementRelation,
)
from tests.factories import LifeSituationFactory, ServiceFactory

pytestmark = pytest.mark.django_db

FEES, DOCUMENTS = modules.FEES, modules.DOCUMENTS


@pytest.fixture
def editor():
    return User.objects.create_superuser("redaktion")


@pytest.fixture
def service():
    return ServiceFactory(
        title="Personalausweis beantragen", german_version={FEES: "<p>37,00 Euro</p>"}
    )


def publish(supplement, **fields):
    for name, value in fields.items():
        setattr(supplement, name, value)
    supplement.save_revision().publish()
    supplement.refresh_from_db()
    return supplement


def replaced(service, text="<p>Nur 10 Euro</p>", mode="replace"):
    supplement = Supplement(service=service, live=False)
    supplement.modules.add(SupplementModule(code=FEES, mode=mode, text=text))
    supplement.save()
    return publish(supplement)


def change_source(service, html):
    version = ServiceVersion.objects.get(service=service, language="de")
    version.modules[FEES] = {"html": html}
    version.save()
    derive.refresh([service.pk])


def html_of(service, code=FEES):
    page = compose(Service.objects.get(pk=service.pk))
    return page.section_by_code[code].html if code in page.section_by_code else ""


# --- Validation ---------------------------------------------------------------------------


def errors_of(instance):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean(exclude=["supplement", "service"])
    return set(caught.value.message_dict)


def test_an_own_service_needs_a_title():
    assert "title" in errors_of(Supplement())
    Supplement(title="Stadtführung buchen").full_clean()


def test_a_supplement_needs_no_title(service):
    Supplement(service=service).full_clean()


@pytest.mark.parametrize("status", ["limited", "unavailable"])
def test_a_status_that_hinders_citizens_needs_a_reason(service, status):
    assert errors_of(Supplement(service=service, status=status)) == {"status_reason"}
    Supplement(service=service, status=status, status_reason="Umbau").full_clean()


def test_other_words_are_kept_once_each(service):
    supplement = Supplement(service=service, aliases="Ausweis\n perso \n\nPerso\nAUSWEIS")
    supplement.full_clean()
    assert supplement.aliases == "Ausweis\nperso"


def test_leika_keys_have_fourteen_digits():
    assert "leika_keys" in errors_of(Supplement(title="A", leika_keys="99123, 99140001019000"))
    assert Supplement(leika_keys="99.140.001.019.000").leika_key_list == ["99140001019000"]


@pytest.mark.parametrize("mode", ["append", "replace"])
@pytest.mark.parametrize("text", ["", "<p></p>", "<p>&nbsp;</p>"])
def test_an_own_text_that_is_added_must_say_something(mode, text):
    assert errors_of(SupplementModule(code=FEES, mode=mode, text=text)) == {"text"}


@pytest.mark.parametrize("mode", ["keep", "hide"])
def test_keeping_and_hiding_need_no_text(mode):
    SupplementModule(code=FEES, mode=mode).full_clean(exclude=["supplement"])


def test_a_link_leads_somewhere_and_only_to_one_place():
    assert errors_of(SupplementLink(title="Antrag")) == {"url"}
    SupplementLink(title="Antrag", url="https://antrag.example/").full_clean(exclude=["supplement"])


# --- Layers -------------------------------------------------------------------------------


def test_a_replaced_section_shows_the_own_text(service):
    replaced(service)
    assert html_of(service) == "<p>Nur 10 Euro</p>"


def test_a_hidden_section_disappears(service):
    replaced(service, text="", mode="hide")
    assert html_of(service) == ""


def test_an_appended_text_follows_the_source(service):
    replaced(service, mode="append")
    assert html_of(service) == "<p>37,00 Euro</p><p>Nur 10 Euro</p>"


def test_a_draft_changes_nothing_for_citizens(service):
    supplement = replaced(service)
    supplement.title = "Neuer Titel"
    supplement.save_revision()
    assert compose(Service.objects.get(pk=service.pk)).title == "Personalausweis beantragen"


def test_unpublishing_brings_the_source_back(service):
    replaced(service).unpublish()
    assert html_of(service) == "<p>37,00 Euro</p>"


def test_deleting_brings_the_source_back(service):
    replaced(service).delete()
    assert html_of(service) == "<p>37,00 Euro</p>"
    assert Service.objects.published().filter(pk=service.pk).exists()


def test_publishing_derives_title_letter_and_former_address(service):
    old = service.slug
    publish(Supplement.objects.create(service=service, live=False), title="Ausweis beantragen")
    service.refresh_from_db()
    assert (service.title, service.letter) == ("Ausweis beantragen", "A")
    assert list(service.former_slugs.values_list("slug", flat=True)) == [old]


def test_publishing_counts_as_a_change_of_the_service(service):
    before = service.changed_at
    replaced(service)
    service.refresh_from_db()
    assert service.changed_at > before


def test_related_services_show_on_the_page(service):
    other = ServiceFactory(title="Reisepass beantragen")
    supplement = Supplement(service=service, live=False)
    supplement.relations.add(SupplementRelation(service=other))
    supplement.save()
    publish(supplement)
    assert compose(Service.objects.get(pk=service.pk)).related == (other,)


# --- Own services -------------------------------------------------------------------------


def test_the_first_save_makes_the_service_unseen():
    supplement = Supplement.objects.create(title="Stadtführung buchen", live=False)
    assert supplement.service.is_own
    assert supplement.service.slug == "stadtfuehrung-buchen"
    assert not Service.objects.published().exists()


def test_publishing_shows_and_unpublishing_hides_an_own_service():
    supplement = publish(Supplement.objects.create(title="Stadtführung buchen", live=False))
    assert [str(item) for item in Service.objects.published()] == ["Stadtführung buchen"]
    supplement.unpublish()
    assert not Service.objects.published().exists()


def test_two_own_services_of_the_same_title_have_different_addresses():
    slugs = {
        Supplement.objects.create(title="Stadtführung", live=False).service.slug for _ in range(2)
    }
    assert slugs == {"stadtfuehrung", "stadtfuehrung-2"}


def test_a_deleted_own_service_that_was_public_is_withdrawn():
    supplement = publish(Supplement.objects.create(title="Stadtführung", live=False))
    supplement.delete()
    assert Service.objects.get().withdrawn_at is not None


def test_a_deleted_own_service_that_nobody_saw_is_gone():
    Supplement.objects.create(title="Entwurf", live=False).delete()
    assert not Service.objects.exists()


# --- The source moves on ------------------------------------------------------------------


def test_an_override_remembers_what_it_replaced(service):
    module = replaced(service).modules.get()
    assert module.replaced_html == "<p>37,00 Euro</p>"
    assert module.replaced_at and not module.source_moved_on


def test_an_appended_text_replaces_nothing(service):
    module = replaced(service, mode="append").modules.get()
    assert (module.replaced_html, module.replaced_at) == ("", None)


def test_a_changed_source_is_noticed(service):
    replaced(service)
    change_source(service, "<p>46,00 Euro</p>")
    assert [str(item.supplement) for item in decisions.pending()] == [service.title]


def test_the_difference_marks_what_went_and_what_came(service):
    module = replaced(service).modules.get()
    change_source(service, "<p>46,00 Euro</p>")
    difference = decisions.difference(SupplementModule.objects.get(pk=module.pk))
    assert difference.before == "<del>37,00</del> Euro"
    assert difference.now == "<ins>46,00</ins> Euro"


def test_the_difference_shows_markup_of_a_source_as_text(service):
    module = replaced(service).modules.get()
    change_source(service, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    difference = decisions.difference(SupplementModule.objects.get(pk=module.pk))
    assert "<script>" not in difference.now


def test_keeping_the_own_text_takes_note_of_the_source(service, editor):
    module = replaced(service).modules.get()
    change_source(service, "<p>46,00 Euro</p>")
    decisions.keep_own_text(decisions.pending().get(), editor)
    module.refresh_from_db()
    assert module.replaced_html == "<p>46,00 Euro</p>"
    assert not decisions.pending().exists()
    assert html_of(service) == "<p>Nur 10 Euro</p>"


def test_taking_the_sources_text_shows_it_again_and_keeps_the_own_one(service, editor):
    supplement = replaced(service)
    change_source(service, "<p>46,00 Euro</p>")
    decisions.take_source_text(decisions.pending().get(), editor)
    assert html_of(service) == "<p>46,00 Euro</p>"
    module = supplement.modules.get()
    assert (module.mode, module.text) == ("keep", "<p>Nur 10 Euro</p>")
    assert not decisions.pending().exists()


def test_a_decision_can_be_undone_by_the_history(service, editor):
    supplement = replaced(service)
    earlier = supplement.latest_revision
    change_source(service, "<p>46,00 Euro</p>")
    decisions.take_source_text(decisions.pending().get(), editor)
    earlier.publish(user=editor)
    assert html_of(service) == "<p>Nur 10 Euro</p>"
    assert decisions.pending().exists()


def test_a_draft_under_way_survives_a_decision(service, editor):
    supplement = replaced(service)
    supplement.title = "Halb fertiger Titel"
    supplement.save_revision(user=editor)
    change_source(service, "<p>46,00 Euro</p>")
    decisions.take_source_text(decisions.pending().get(), editor)
    supplement = Supplement.objects.get()
    assert supplement.title == "" and supplement.has_unpublished_changes
    draft = supplement.get_latest_revision_as_object()
    assert draft.title == "Halb fertiger Titel"
    assert [module.mode for module in draft.modules.all()] == ["keep"]
    assert compose(Service.objects.get(pk=service.pk)).title == service.title


def test_a_source_that_gains_a_text_is_noticed_too(editor):
    service = ServiceFactory()
    replaced(service)
    change_source(service, "<p>Neu: 5 Euro</p>")
    assert decisions.pending().exists()


def test_a_run_that_changes_nothing_asks_for_no_decision(service):
    replaced(service)
    derive.refresh([service.pk])
    assert not decisions.pending().exists()


def test_a_life_situation_that_is_taken_out_goes_unless_the_source_names_it(service):
    own, delivered = LifeSituationFactory(), LifeSituationFactory(scheme="lagen", external_id="7")
    service.record = '{"categories": [{"scheme": "lagen", "id": "7"}]}'
    service.save()
    supplement = Supplement(service=service, live=False)
    supplement.save()
    publish(supplement, life_situations=[own, delivered])
    assert set(service.life_situations.all()) == {own, delivered}
    publish(supplement, life_situations=[])
    assert set(service.life_situations.all()) == {delivered}
