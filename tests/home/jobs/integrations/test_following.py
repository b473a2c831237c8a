"""Jobs by mail, and how the search finds them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from search.searching import search
from subscriptions import topics
from tests.factories import UnitFactory
from tests.pages import links

from ..building import field, in_days, job

pytestmark = pytest.mark.django_db


def told(parameters, hours=1):
    now = timezone.now()
    items = topics.find("jobs").items(parameters, now - timedelta(hours=hours), now)
    return [item.title for item in items]


class TestItems:
    def test_are_told_once_while_they_are_open(self, jobs):
        job(jobs, "Offen")
        job(jobs, "Vorbei", apply_until=in_days(-1))
        job(jobs, "Entwurf").unpublish()
        assert told({}) == ["Offen"]
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert told({}) == []

    def test_as_chosen(self, jobs):
        office = UnitFactory(name="Bauhof", slug="bauhof")
        job(jobs, "Azubi", kind="ausbildung", department=office, field=field("Technik"))
        job(jobs, "Planer", kind="vollzeit-oder-teilzeit")
        assert told({"liste": jobs.pk, "art": "ausbildung"}) == ["Azubi"]
        assert told({"art": "teilzeit"}) == ["Planer"]
        assert told({"bereich": "technik"}) == ["Azubi"]
        assert told({"amt": "bauhof", "art": "vollzeit"}) == []
        jobs.unpublish()
        assert told({"liste": jobs.pk}) == []

    def test_of_what_is_gone_there_is_nothing_and_still_a_name(self, jobs):
        technik = field("Technik")
        wanted = {"liste": jobs.pk, "bereich": "technik"}
        technik.delete()
        topic = topics.find("jobs")
        assert told(wanted) == []
        assert topic.describe(wanted) == "Stellenangebote"
        assert topic.url(wanted) == jobs.url
        jobs.delete()
        assert topic.describe(wanted)
        assert topic.url(wanted) == "/"


class TestWishes:
    def test_are_read_from_the_address_of_the_list(self, client, jobs):
        field("Technik")
        job(jobs, "Eins", field=field("Bau"))
        asked = f"{jobs.url}?art=ausbildung&bereich=technik"
        address = urlsplit(links(client.get(asked), ".follow")["Per E-Mail folgen"])
        raw = {key: value[0] for key, value in parse_qs(address.query).items()}
        topic = topics.find("jobs")
        wanted = topic.clean(raw)
        assert wanted == {"liste": jobs.pk, "art": "ausbildung", "bereich": "technik"}
        assert topic.describe(wanted) == "Stellenangebote: Ausbildung, Technik"
        assert topic.url(wanted) == asked
        assert client.get(address.geturl()).status_code == 200

    @pytest.mark.parametrize(
        "raw",
        [
            {"liste": "x"},
            {"liste": "9" * 40},
            {"liste": "0"},
            {"art": "x"},
            {"bereich": "gibt-es-nicht"},
            {"amt": "<script>"},
        ],
    )
    def test_what_there_is_not_cannot_be_followed(self, jobs, raw):
        with pytest.raises(ValidationError):
            topics.find("jobs").clean(raw)


class TestSearch:
    def found(self, query):
        with translation.override("de"):
            return {
                group.kind.name: [hit.title for hit in group.hits] for group in search(query).groups
            }

    @pytest.mark.parametrize(
        "query", ["stellenangebote", "Stellen", "jobs", "Karriere", "ausbildung", "praktikum"]
    )
    def test_what_people_type_finds_the_list(self, jobs, query):
        assert self.found(query)["pages"] == ["Stellenangebote"]

    def test_offers_are_found_by_title_kind_and_number(self, jobs):
        job(jobs, "Verwaltungsfachangestellte (m/w/d)", kind="ausbildung", reference="11-2027")
        job(jobs, "Gärtnerin")
        title = "Verwaltungsfachangestellte (m/w/d)"
        for query in ("Verwaltungsfachangestellte", "11-2027", "Ausbildung"):
            assert self.found(query)["jobs"] == [title], query

    def test_a_hit_says_what_and_until_when(self, jobs):
        job(jobs, "Brückenwart", kind="teilzeit", apply_until=in_days(2))
        with translation.override("de"):
            [group] = search("Brückenwart").groups
            assert group.hits[0].teaser == "Teilzeit, bis 5. Januar 2027"

    def test_what_is_over_is_not_found(self, jobs):
        job(jobs, "Brückenwart", apply_until=in_days(-1))
        assert self.found("Brückenwart") == {}
