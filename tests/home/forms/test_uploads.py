"""Files in a form: limits, and what is kept of them."""

import pytest

from home.forms.models import Submission
from tests.home.forms.conftest import only
from tests.home.forms.test_sending import INVALID, problems
from tests.submissions.files import PDF, upload

pytestmark = pytest.mark.django_db


def test_a_file_that_is_too_large_loses_nothing_that_was_typed(form_page, send):
    response = send(form_page, nachweis=upload(content=PDF + b"0" * (12 * 2**20)))
    assert response.status_code == INVALID
    assert list(problems(response)) == ["feld-nachweis"]
    assert b"Jo M\xc3\xbcster" in response.content
    assert not Submission.objects.exists()


def test_the_fields_own_limit_counts(form_page, send):
    response = send(form_page, nachweis=upload(content=PDF + b"0" * (2 * 2**20)))
    assert list(problems(response))[0] == "feld-nachweis"


def test_an_empty_file_is_told(form_page, send):
    response = send(form_page, nachweis=upload(content=b""))
    assert list(problems(response))[0] == "feld-nachweis"


def test_the_kind_is_told_by_the_content_not_by_the_browser(form_page, send):
    file = upload()
    file.content_type = "text/html"
    send(form_page, nachweis=file)
    assert only().attachments.get().media_type == "application/pdf"
