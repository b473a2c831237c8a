"""Our own format and the spreadsheets: what leaves the site for other programs."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator
from lxml import etree
from openpyxl import load_workbook

from home.forms import records
from home.forms.models import FormField, Submission
from tests.home.forms.conftest import only
from tests.readers import tables
from tests.submissions.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def json_schema(client):
    schema = json.loads(client.get("/formulare/schema.json").content)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture
def xml_schema(client):
    return etree.XMLSchema(etree.fromstring(client.get("/formulare/schema.xsd").content))


def downloaded(client, page, kind, **query):
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    response = client.get(address, {"export": kind, **query})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response)


class TestFormat:
    def test_one_submission_is_valid_json(self, form_page, send, json_schema):
        send(form_page, nachweis=upload(), tag="")
        record = json.loads(records.as_json(records.record_of(only())))
        json_schema.validate(record)
        values = {answer["name"]: answer["values"] for answer in record["answers"]}
        assert values["ausstattung"] == ["Grill", "Strom"]
        assert values["tag"] == []
        assert record["files"][0]["name"] == "nachweis.pdf"

    def test_one_submission_is_valid_xml(self, form_page, send, xml_schema):
        send(form_page, nachweis=upload(), nachricht="<a> & \x08\ufffe]]>", tag="")
        root = etree.fromstring(records.as_xml(records.record_of(only())))
        xml_schema.assertValid(root)
        space = {"f": records.NAMESPACE}
        text = root.findtext("f:answer[@name='nachricht']/f:value", namespaces=space)
        assert text == "<a> & ]]>"

    def test_all_of_a_period_are_valid(
        self, admin_client, form_page, send, json_schema, xml_schema
    ):
        for number in range(1, 4):
            send(form_page, personen=str(number))
        data = json.loads(downloaded(admin_client, form_page, "json"))
        json_schema.validate(data)
        assert len(data["submissions"]) == 3
        root = etree.fromstring(downloaded(admin_client, form_page, "xml"))
        xml_schema.assertValid(root)
        assert len(root) == 3
        before = {"date_from": "2001-01-01", "date_to": "2001-12-31"}
        assert json.loads(downloaded(admin_client, form_page, "json", **before)) == {
            "version": "1.0",
            "submissions": [],
        }

    def test_answers_keep_the_question_that_was_asked(self, admin_client, form_page, send):
        send(form_page)
        FormField.objects.filter(clean_name="personen").delete()
        record = records.record_of(only())
        assert "Personen" in [answer["label"] for answer in record["answers"]]
        form_page.refresh_from_db()
        assert ("personen", "Personen") in form_page.get_data_fields()

    def test_one_is_downloaded_from_its_page(self, admin_client, form_page, send):
        send(form_page)
        for kind in ("json", "xml"):
            response = admin_client.get(reverse(f"form_{kind}", args=[only().pk]))
            assert only().receipt.number in response["Content-Disposition"]
            assert only().receipt.number in response.content.decode()


class TestSpreadsheets:
    EVIL = "=HYPERLINK(A1)"

    def test_csv_holds_no_formula(self, admin_client, form_page, send):
        send(form_page, vor_und_nachname=self.EVIL, nachricht="@SUM(A1)")
        FormField.objects.filter(clean_name="personen").update(label="+1")
        heading, row = tables.of_people(downloaded(admin_client, form_page, "csv"))
        assert {f"'{self.EVIL}", "'@SUM(A1)", "Grill, Strom", "3"} <= set(row)
        assert "'+1" in heading
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in [*heading, *row])

    def test_times_are_the_citys(self, admin_client, form_page, send):
        send(form_page)
        Submission.objects.update(submit_time=datetime(2026, 7, 1, 16, 30, tzinfo=UTC))
        _heading, row = tables.of_people(downloaded(admin_client, form_page, "csv"))
        assert "01.07.2026 18:30" in row
        book = tables.cells_of_workbook(downloaded(admin_client, form_page, "xlsx"))
        assert datetime(2026, 7, 1, 18, 30) in [cell.value for cell in book]

    def test_xlsx_holds_no_formula(self, admin_client, form_page, send):
        send(form_page, vor_und_nachname=self.EVIL)
        book = load_workbook(io.BytesIO(downloaded(admin_client, form_page, "xlsx")))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert any(str(cell.value).endswith(self.EVIL) for cell in cells)
        assert not any(cell.data_type == "f" for cell in cells)
