"""Who reads what citizens sent, and what keeps it from being lost; retention."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.registries import periodic, worklist
from core.reserved_slugs import is_in_wastebasket
from home.forms.models import Endpoint, FormPage, Receipt, Submission
from submissions.models import Delivery
from tests.home.forms.conftest import make_form, only
from tests.pages import parse, text_of
from tests.submissions.files import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(home):
    """May change all pages, and nothing else yet."""
    group = Group.objects.create(name="Seiten")
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    group.permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "edit_any_unit"])
    )
    user = get_user_model().objects.create_user("mira", password="x")
    user.groups.add(group)
    return user


def addresses(submission):
    page = submission.page_id
    yield reverse("wagtailforms:list_submissions", args=[page])
    yield reverse("wagtailforms:list_submissions", args=[page]) + "?export=json"
    yield reverse("form_submission", args=[submission.pk])
    yield reverse("form_json", args=[submission.pk])
    yield reverse("private_file", args=[submission.attachments.get().pk])


class TestReading:
    def test_needs_the_permission_besides_the_page(self, client, form_page, send, editor):
        send(form_page, nachweis=upload())
        client.force_login(editor)
        for address in addresses(only()):
            response = client.get(address)
            assert response.status_code in (302, 403)
        permission = Permission.objects.get(codename="view_submission")
        editor.user_permissions.add(permission)
        for address in addresses(only()):
            assert client.get(address).status_code == 200

    def test_needs_the_page_besides_the_permission(self, client, form_page, send):
        send(form_page, nachweis=upload())
        user = get_user_model().objects.create_user("fremd", password="x")
        codenames = ["access_admin", "view_submission"]
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        for address in addresses(only()):
            assert client.get(address).status_code in (302, 403)

    def test_the_public_sees_nothing(self, client, form_page, send):
        send(form_page, nachweis=upload())
        for address in addresses(only()):
            assert client.get(address).status_code == 302

    def test_a_list_names_receipts_and_how_far_they_are(self, admin_client, form_page, send):
        send(form_page)
        response = admin_client.get(reverse("wagtailforms:list_submissions", args=[form_page.pk]))
        text = text_of(response)
        assert only().receipt.number in text
        assert only().state in text
        assert parse(response).find("a", href=reverse("form_submission", args=[only().pk]))

    def test_the_number_named_on_the_phone_is_found(self, admin_client, form_page, send):
        for number in range(1, 4):
            send(form_page, personen=str(number))
        wanted = Submission.objects.last()
        address = reverse("wagtailforms:list_submissions", args=[form_page.pk])
        response = admin_client.get(address, {"number": wanted.receipt.number.lower()})
        (link,) = parse(response).select("tbody a")
        assert link["href"] == reverse("form_submission", args=[wanted.pk])

    def test_lists_cost_few_queries(
        self, admin_client, form_page, send, django_assert_max_num_queries
    ):
        for number in range(1, 7):
            send(form_page, personen=str(number), nachweis=upload())
        address = reverse("wagtailforms:list_submissions", args=[form_page.pk])
        admin_client.get(address)
        with django_assert_max_num_queries(30) as few:
            admin_client.get(address)
        assert not any('"content"' in query["sql"] for query in few.captured_queries)

    def test_a_file_is_a_download_and_never_a_page(self, admin_client, form_page, send):
        send(form_page, nachweis=upload("../../böse \u202ey.pdf"))
        file = only().attachments.get()
        response = admin_client.get(reverse("private_file", args=[file.pk]))
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "/" not in file.name

    def test_a_file_whose_question_is_gone_is_still_shown(self, admin_client, form_page, send):
        send(form_page, nachweis=upload())
        sent = only()
        sent.questions = [one for one in sent.questions if one["type"] != "file"]
        sent.save()
        response = admin_client.get(reverse("form_submission", args=[sent.pk]))
        rows = {row.th.get_text(): row.a for row in parse(response).select("tr:has(a)")}
        assert rows["Angehängte Datei"].get_text() == "nachweis.pdf"


class TestDeleting:
    def test_a_page_with_submissions_stays(self, admin_client, home, form_page, send):
        send(form_page)
        address = reverse("wagtailadmin_pages:delete", args=[form_page.pk])
        response = admin_client.post(address, follow=True)
        assert not is_in_wastebasket(FormPage.objects.get())
        assert "1" in text_of(response)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        admin_client.post(f"{bulk}?id={form_page.pk}")
        assert not is_in_wastebasket(FormPage.objects.get())
        Submission.objects.all().delete()
        admin_client.post(address)
        assert is_in_wastebasket(FormPage.objects.get())
        assert Receipt.objects.get().form_title == "Grillplatz mieten"

    def test_single_submissions_can_be_deleted(self, admin_client, form_page, send):
        send(form_page)
        address = reverse("wagtailforms:delete_submissions", args=[form_page.pk])
        admin_client.post(f"{address}?selected-submissions={only().pk}")
        assert not Submission.objects.exists()
        assert Receipt.objects.exists()


class TestRetention:
    def run(self, *options):
        out = StringIO()
        call_command("delete_old_submissions", *options, stdout=out)
        return out.getvalue()

    def test_deletes_what_is_over_and_nothing_else(self, form_page, send):
        send(form_page, nachweis=upload())
        with time_machine.travel(timezone.now() + timedelta(days=29)):
            self.run()
            assert Submission.objects.exists()
        with time_machine.travel(timezone.now() + timedelta(days=30)):
            assert "Grillplatz mieten: 1" in self.run("--dry-run")
            assert Submission.objects.exists()
            self.run()
        assert not Submission.objects.exists()
        assert Receipt.objects.count() == 1

    def test_reads_no_file_to_delete_it(self, form_page, send, django_assert_max_num_queries):
        send(form_page, nachweis=upload())
        later = time_machine.travel(timezone.now() + timedelta(days=30))
        with later, django_assert_max_num_queries(40) as queries:
            self.run()
        assert not Submission.objects.exists()
        assert not any('"content"' in query["sql"] for query in queries.captured_queries)

    def test_the_promise_of_the_day_of_sending_holds(self, form_page, send):
        send(form_page)
        FormPage.objects.update(retention_days=3000)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert periodic.run("delete-expired").error == ""
        assert not Submission.objects.exists()

    def test_keeps_what_another_system_has_still_to_get_and_says_so(
        self, form_page, send, admin_user
    ):
        send(form_page)
        Delivery.objects.create(target=only(), kind="forms", way="hand-over")
        request = RequestFactory().get("/admin/")
        request.user = admin_user
        with time_machine.travel(timezone.now() + timedelta(days=40)):
            self.run()
            assert Submission.objects.exists()
            (item,) = next(
                items for kind, items in worklist.waiting(request) if kind.name == "forms"
            )
        assert (item.count, item.urgent) == (1, True)

    def test_fingerprints_are_forgotten(self, form_page, send):
        send(form_page)
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            periodic.run("delete-expired")
        assert only().fingerprint is None


class TestEditing:
    @pytest.fixture
    def data(self):
        """`data(field={…}, **values)`: what the editor's form sends."""

        def data(fields=({},), **values):
            rows = [
                {
                    "field_type": "singleline",
                    "label": f"Frage {number}",
                    "required": "on",
                    "accepted": "pdf",
                    "max_megabytes": "5",
                    "help_text": "",
                    "choices": "",
                    "default_value": "",
                    "meaning": "",
                    "minimum": "",
                    "maximum": "",
                    **field,
                }
                for number, field in enumerate(fields)
            ]
            return nested_form_data(
                {
                    "title": "Hundemarke",
                    "slug": "hundemarke",
                    "purpose": "Wir schicken Ihnen eine Marke.",
                    "legal_basis": "Art. 6 DSGVO",
                    "retention_days": "30",
                    "office_mail": "note",
                    "body": streamfield([]),
                    "form_fields": inline_formset(rows),
                    "comments": inline_formset([]),
                    "action-publish": "1",
                    **values,
                }
            )

        return data

    @pytest.fixture
    def create(self, admin_client, home, data):
        address = reverse("wagtailadmin_pages:add", args=["forms", "formpage", home.pk])
        return lambda *args, **values: admin_client.post(address, data(*args, **values))

    def test_a_form_is_built_and_published(self, create, client):
        create([{"label": "Name des Hundes"}, {"field_type": "radio", "choices": "a\nb"}])
        page = FormPage.objects.get()
        assert page.live
        assert [field.clean_name for field in page.form_fields.all()] == [
            "name_des_hundes",
            "frage_1",
        ]
        assert client.get("/hundemarke/").status_code == 200

    @pytest.mark.parametrize(
        ("fields", "values"),
        [
            ([{"field_type": "radio"}], {}),
            ([{"gets_confirmation": "on"}], {}),
            ([{"field_type": "email", "gets_confirmation": "on"}] * 2, {}),
            ([{"minimum": "5", "maximum": "4"}], {}),
            ([{"field_type": "file", "max_megabytes": "11"}], {}),
            ([{"label": "Gleich"}, {"label": "Gleich"}], {}),
            ([{}], {"purpose": ""}),
            ([{}], {"legal_basis": ""}),
            ([{}], {"retention_days": "0"}),
            ([{}], {"to_address": "kein-at"}),
            ([{}], {"receipt_prefix": "ä1"}),
            ([{}], {"opens_at": "2026-05-02 10:00", "closes_at": "2026-05-01 10:00"}),
        ],
        ids=str,
    )
    def test_what_cannot_work_is_told(self, create, fields, values):
        response = create(fields, **values)
        assert response.status_code == 200
        assert parse(response).select(".error-message, .help-critical, [aria-invalid=true]")
        assert not FormPage.objects.exists()

    def test_names_that_the_form_needs_itself_are_avoided(self, create, client, send):
        create([{"label": "Opened"}, {"label": "???"}, {"label": "Leave empty"}])
        page = FormPage.objects.get()
        names = [field.clean_name for field in page.form_fields.all()]
        assert "opened" not in names
        assert len(set(names)) == 3

    def test_the_preview_shows_form_and_thanks(self, admin_client, home):
        page = make_form(home, thanks="Wir melden uns.")
        request = RequestFactory().get("/", HTTP_HOST="localhost")
        form = parse(page.make_preview_request(request, "form")).select_one("form.city-form")
        assert not form.get("action")
        assert form.button["type"] == "button"
        sent = page.make_preview_request(request, "sent")
        assert "Wir melden uns." in text_of(sent)

    def test_operators_keep_the_systems(self, admin_client):
        address = reverse("form_endpoints:add")
        values = {"name": "Verfahren", "url": "https://verfahren.example/", "format": "json"}
        assert (
            admin_client.post(address, {**values, "url": "file:///etc/passwd"}).status_code == 200
        )
        assert not Endpoint.objects.exists()
        admin_client.post(address, values)
        assert Endpoint.objects.get().name == "Verfahren"


def test_a_page_copied_takes_no_submissions_along(form_page, send):
    send(form_page)
    copy = form_page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert copy.get_submissions().count() == 0
    assert Page.objects.filter(slug="kopie").exists()
