"""Public notices: they stay, and show that their files are the ones made known."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import PageLogEntry

from core.reserved_slugs import is_in_wastebasket
from home.news.integrations import worklist
from home.news.models import NoticeDocument, PublicNoticePage, Seal
from tests import factories
from tests.pages import links, parse, schemas, text_of

from . import feeds
from .building import document, notice

pytestmark = pytest.mark.django_db
LIST = "/bekanntmachungen/"


def titles(response):
    return [row.get_text(strip=True) for row in parse(response).select(".event-row h2 a")]


class TestList:
    def test_is_by_year_and_kind(self, browse, notice_index):
        notice(notice_index, "Satzung", kind="satzung", published_on=date(2025, 2, 1))
        notice(notice_index, "Wahl", kind="wahl", published_on=date(2027, 1, 2))
        assert titles(browse(LIST)) == ["Wahl", "Satzung"]
        assert titles(browse(f"{LIST}?art=satzung")) == ["Satzung"]
        assert titles(browse(f"{LIST}?jahr=2027")) == ["Wahl"]
        for query in ("art=x", "jahr=x"):
            assert browse(f"{LIST}?{query}").status_code == 404

    def test_a_notice_stays_when_its_period_ends(self, browse, notice_index):
        notice(notice_index, "Plan", period_until=date(2027, 1, 2))
        notice(notice_index, "Anderer Plan", period_until=date(2027, 1, 3))
        call_command("publish_scheduled")
        text = text_of(browse(LIST))
        assert "period ended" in text
        assert "period until 3 January 2027" in text

    def test_costs_the_same_for_few_and_many(
        self, browse, notice_index, django_assert_max_num_queries
    ):
        for number in range(15):
            notice(notice_index, f"Notice {number}", documents=[document(f"Datei {number}")])
        browse(f"{LIST}?jahr=2020")
        with django_assert_max_num_queries(14):
            browse(LIST)


class TestPage:
    def test_shows_what_the_law_asks_for(self, browse, notice_index):
        page = notice(
            notice_index,
            "Bebauungsplan Mühlbach",
            kind="auslegung",
            reference="61/2027",
            published_on=date(2026, 12, 30),
            period_from=date(2027, 1, 2),
            period_until=date(2027, 2, 2),
            effective_on=date(2027, 3, 1),
            unit=factories.UnitFactory(name="Stadtplanungsamt"),
        )
        text = text_of(browse(page.url))
        for part in (
            "Public display of documents",
            "Published on 30 December 2026",
            "Takes effect on 1 March 2027",
            "2 January 2027 to 2 February 2027 The period is running.",
            "Issued by Stadtplanungsamt",
            "Reference 61/2027",
        ):
            assert part in text
        found = schemas(browse(page.url))["DigitalDocument"]
        assert found["temporalCoverage"] == "2027-01-02/2027-02-02"
        assert found["identifier"] == "61/2027"

    def test_says_that_the_period_has_ended(self, browse, notice_index):
        page = notice(notice_index, period_until=date(2027, 1, 2))
        assert "The period has ended." in text_of(browse(page.url))

    def test_a_correction_and_what_it_corrects_name_each_other(self, browse, notice_index):
        wrong = notice(notice_index, "Satzung")
        right = notice(notice_index, "Berichtigung", corrects=wrong)
        assert links(browse(wrong.url))["Berichtigung"] == right.url
        assert links(browse(right.url))["Satzung"] == wrong.url
        right.unpublish()
        assert "Berichtigung" not in text_of(browse(wrong.url))

    def test_shows_the_checksum_of_what_was_made_known(self, browse, notice_index):
        file = document(content=b"%PDF Satzung")
        page = notice(notice_index, documents=[file])
        assert hashlib.sha256(b"%PDF Satzung").hexdigest() in text_of(browse(page.url))

    def test_a_draft_seals_nothing(self, notice_index):
        draft = PublicNoticePage(title="Entwurf", live=False)
        draft.documents.add(NoticeDocument(document=document()))
        notice_index.add_child(instance=draft)
        draft.save_revision()
        assert not Seal.objects.exists()

    def test_a_replaced_file_is_told_to_readers_and_editors(
        self, browse, notice_index, rf, admin_user
    ):
        file = document()
        page = notice(notice_index, "Satzung", documents=[file])
        before = Seal.objects.get().sha256
        file.file.save("neu.pdf", ContentFile(b"%PDF neu"))
        page.save_revision().publish()
        assert Seal.objects.get().sha256 == before
        assert Seal.objects.get().is_broken
        assert "This file was replaced after the notice." in text_of(browse(page.url))
        request = rf.get("/")
        request.user = admin_user
        [item] = worklist.items(request)
        assert item.urgent
        assert "Satzung" in item.text

    def test_a_lost_file_is_no_error(self, browse, notice_index):
        file = document()
        page = notice(notice_index, documents=[file])
        file.file_size = None
        file.save()
        file.file.storage.delete(file.file.name)
        assert browse(page.url).status_code == 200

    def test_a_file_of_a_notice_cannot_be_deleted(self, notice_index):
        file = document()
        notice(notice_index, documents=[file])
        with pytest.raises(ProtectedError):
            file.delete()


class TestClean:
    def wrong(self, page):
        with pytest.raises(ValidationError) as told:
            page.full_clean()
        return [*told.value.message_dict]

    def test_a_period_cannot_end_before_it_begins(self, notice_index):
        page = notice(notice_index)
        page.period_from, page.period_until = date(2027, 1, 2), date(2027, 1, 1)
        assert self.wrong(page) == ["period_until"]

    def test_a_notice_cannot_correct_itself(self, notice_index):
        page = notice(notice_index)
        page.corrects = page
        assert self.wrong(page) == ["corrects"]

    def test_a_notice_does_not_expire(self, notice_index):
        page = notice(notice_index)
        page.expire_at = timezone.now() + timedelta(days=30)
        assert self.wrong(page) == ["__all__"]


class TestStaying:
    @pytest.fixture
    def editor(self, django_user_model, notice_index):
        from django.contrib.auth.models import Group
        from wagtail.models import GroupPagePermission, Page

        from accounts.groups import EDITORIAL_TEAM, setup_groups

        setup_groups()
        group = Group.objects.get(name=EDITORIAL_TEAM)
        assert GroupPagePermission.objects.filter(group=group, page=Page.get_first_root_node())
        user = django_user_model.objects.create_user("redaktion", password="x")
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    @pytest.mark.parametrize("action", ["delete", "unpublish"])
    @pytest.mark.parametrize("what", ["notice", "list", "home"])
    def test_nobody_takes_a_notice_down(self, editor, home, notice_index, action, what):
        page = notice(notice_index)
        at = {"notice": page, "list": notice_index, "home": home}[what]
        response = editor.post(reverse(f"wagtailadmin_pages:{action}", args=[at.pk]), follow=True)
        assert PublicNoticePage.objects.get(pk=page.pk).live
        shown = parse(response).select_one(".messages")
        assert "115" not in shown.get_text()
        assert shown.select(".error")

    @pytest.mark.parametrize("action", ["delete", "unpublish"])
    def test_nor_several_at_once(self, editor, notice_index, action):
        page = notice(notice_index)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        editor.post(f"{url}?id={page.pk}&next=/admin/")
        assert PublicNoticePage.objects.get(pk=page.pk).live

    def test_a_draft_may_go(self, editor, notice_index):
        draft = PublicNoticePage(title="Entwurf", live=False)
        notice_index.add_child(instance=draft)
        editor.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
        assert is_in_wastebasket(PublicNoticePage.objects.get(pk=draft.pk))

    def test_who_has_the_permission_may_and_it_is_logged(self, editor, notice_index):
        from django.contrib.auth.models import Permission

        page = notice(notice_index)
        editor.user.user_permissions.add(Permission.objects.get(codename="remove_publicnotice"))
        editor.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        assert not PublicNoticePage.objects.get(pk=page.pk).live
        assert PageLogEntry.objects.filter(page=page, action="wagtail.unpublish").exists()

    def test_other_pages_are_as_free_as_before(self, editor, news_index, notice_index):
        from .building import news

        page = news(news_index)
        notice(notice_index)
        editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert is_in_wastebasket(type(page).objects.get(pk=page.pk))

    def test_the_permission_can_be_granted_in_the_editor(self, admin_client):
        page = admin_client.get(reverse("wagtailusers_groups:add"))
        with translation.override("de"):
            assert gettext("Can take down or delete public notices") in text_of(page)


def test_feeds_name_kind_and_issuer(client, notice_index):
    page = notice(notice_index, kind="wahl", issued_by="Der Wahlleiter")
    for name in ("atom", "rss"):
        content = client.get(f"{LIST}{name}/").content
        [entry] = feeds.entries(content)
        assert entry["id"] == page.uuid.urn
        assert entry["categories"] == [str(page.get_kind_display())]
    assert "Der Wahlleiter" in client.get(f"{LIST}atom/").content.decode()


def test_the_home_page_shows_three(browse, notice_index):
    for number in range(4):
        notice(
            notice_index, f"Notice {number}", published_on=date(2027, 1, 1 - 0) - timedelta(number)
        )
    section = parse(browse("/")).find(id="teaser-bekanntmachungen").parent
    assert [a.get_text() for a in section.select("li a")] == ["Notice 0", "Notice 1", "Notice 2"]
