"""Private files: with their rows or not at all, for their office alone, and gone for good."""

import hashlib
import os
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import PeriodicRun
from core.registries import periodic, retention
from submissions import private_files
from submissions.models import Delivery, PrivateFile
from submissions.storage import PrivateFolder
from tests.submissions import outbox
from tests.submissions.files import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A storage of the test's own."""
    own = PrivateFolder(location=tmp_path / "private")
    monkeypatch.setattr(PrivateFile._meta.get_field("file"), "storage", own)
    monkeypatch.setattr(private_files, "private", lambda: own)
    return tmp_path / "private"


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def checked(name="nachweis.pdf", content=PDF, media_type="application/pdf"):
    file = upload(name, content)
    file.media_type = media_type
    return file


@pytest.fixture
def owner():
    return PeriodicRun.objects.create(name="owner")


@pytest.fixture
def kept(owner):
    with private_files.together() as store:
        return store(owner, "nachweis", checked())


@contextmanager
def readable(may_read):
    """For the time of a test, these may read the files of the owner."""
    private_files.register(PeriodicRun, may_read)
    try:
        yield
    finally:
        private_files._readers.pop(PeriodicRun)


class TestStoring:
    def test_row_and_file_say_the_same(self, kept, owner, folder):
        assert (kept.owner, kept.field, kept.name) == (owner, "nachweis", "nachweis.pdf")
        assert (kept.size, kept.media_type) == (len(PDF), "application/pdf")
        assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
        (path,) = files_in(folder)
        assert path.read_bytes() == PrivateFile.objects.get().read() == PDF

    def test_its_name_tells_nothing_and_only_the_site_reads_it(self, kept, folder):
        (path,) = files_in(folder)
        assert "nachweis" not in str(path) and not path.suffix
        assert os.stat(path).st_mode & 0o777 == 0o600
        assert os.stat(path.parent).st_mode & 0o077 == 0

    def test_it_has_no_address(self, kept):
        with pytest.raises(ValueError, match="no address"):
            _ = kept.file.url

    def test_a_large_file_stays_with_the_form_too(self, owner, folder):
        """Django puts it into a file of its own, which the storage would take away."""
        file = TemporaryUploadedFile("a.pdf", "application/pdf", len(PDF), None)
        file.write(PDF)
        file.seek(0)
        file.media_type = "application/pdf"
        with private_files.together() as store:
            store(owner, "nachweis", file)
        file.seek(0)
        assert file.read() == PDF == PrivateFile.objects.get().read()

    def test_a_half_written_thing_leaves_no_file(self, owner, folder):
        with pytest.raises(RuntimeError), private_files.together() as store:
            store(owner, "a", checked())
            store(owner, "b", checked())
            assert len(files_in(folder)) == 2
            raise RuntimeError
        assert files_in(folder) == []

    def test_a_file_whose_row_cannot_be_written_is_gone_too(self, owner, folder):
        with pytest.raises(Exception), private_files.together() as store:  # noqa: B017
            store(PeriodicRun(name="has no key"), "a", checked())
        assert files_in(folder) == []


class TestDeleting:
    def test_the_file_goes_with_its_row_once_that_is_certain(
        self, kept, folder, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            PrivateFile.objects.all().delete()
            assert len(files_in(folder)) == 1
        assert files_in(folder) == []

    def test_a_storage_that_is_down_hinders_nothing_and_the_job_takes_the_rest(
        self, kept, folder, monkeypatch, django_capture_on_commit_callbacks, caplog
    ):
        def fail(self, name):
            raise OSError("down")

        with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
            broken.setattr(PrivateFolder, "delete", fail)
            kept.delete()
        assert len(files_in(folder)) == 1
        self.age(folder)
        assert periodic.run("private-files").summary == "1 files without a row deleted"
        assert files_in(folder) == []

    def test_the_job_leaves_what_has_a_row_and_what_may_be_on_its_way(self, kept, folder):
        private_files.private().save("ab/just-now", upload())
        assert periodic.run("private-files").summary == ""
        assert len(files_in(folder)) == 2
        self.age(folder)
        assert periodic.run("private-files").summary == "1 files without a row deleted"
        assert kept.read() == PDF

    def test_the_job_needs_no_folder(self, folder):
        assert not folder.exists()
        assert periodic.run("private-files").error == ""

    def test_what_lost_its_owner_is_deleted(self, owner, kept):
        left = outbox.notice("left@example.org")
        lost = outbox.notice("lost@example.org")
        other = PeriodicRun.objects.create(name="other")
        with private_files.together() as store:
            gone = store(other, "nachweis", checked())
        PeriodicRun.objects.filter(pk__in=[lost.pk, other.pk]).delete()
        assert PrivateFile.objects.count() == 2 == Delivery.objects.count()
        retention.delete_expired(timezone.now() + timedelta(minutes=1))
        assert [one.target for one in Delivery.objects.all()] == [left]
        assert list(PrivateFile.objects.all()) == [kept] != [gone]

    def age(self, folder):
        two_days_ago = time.time() - 2 * 86_400
        for path in files_in(folder):
            os.utime(path, (two_days_ago, two_days_ago))


class TestReading:
    @pytest.fixture
    def address(self, kept):
        return reverse("private_file", args=[kept.pk])

    @pytest.fixture
    def editor(self, client):
        user = get_user_model().objects.create_user("mira", password="x")
        user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
        client.force_login(user)
        return user

    def test_is_a_download_for_whom_the_owners_app_lets(self, client, editor, address, owner):
        with readable(lambda user, asked: (user, asked) == (editor, owner)):
            response = client.get(address)
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="nachweis.pdf"'
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]

    def test_is_nobodys_without_that(self, client, admin_client, editor, address):
        refused = (302, 403)
        assert admin_client.get(address).status_code in refused
        with readable(lambda user, owner: False):
            assert client.get(address).status_code in refused
        client.logout()
        with readable(lambda user, owner: True):
            assert client.get(address).status_code == 302

    def test_is_unknown_where_it_lies_no_more(self, client, editor, address, kept, folder):
        for path in files_in(folder):
            path.unlink()
        with readable(lambda user, owner: True):
            assert client.get(address).status_code == 404

    def test_no_address_of_uploaded_files_leads_to_it(self, client, kept):
        for path in (f"/media/{kept.file.name}", f"/media/../private/{kept.file.name}"):
            assert client.get(path).status_code in (400, 404)
