"""The page of one job: its facts, the ways to apply, what search engines read."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from wagtail.models import Site

from tests import factories
from tests.home.forms.conftest import make_form
from tests.hostile import LINKS, runs_something
from tests.pages import links, parse, schemas, text_of

from .building import field, in_days, job

pytestmark = pytest.mark.django_db
TEXT = [("text", "<h2>Aufgaben</h2><p>Sie pflanzen Bäume.</p>")]


def facts(response):
    """{name: text} of the box of facts."""
    rows = parse(response).select(".event-facts > div")
    return {row.dt.get_text(strip=True): " ".join(row.dd.get_text(" ").split()) for row in rows}


class TestFacts:
    def test_all_that_is_known_is_told(self, client, jobs):
        office = factories.UnitFactory(name="Grünflächen", slug="gruen")
        page = job(
            jobs,
            "Gärtnerin / Gärtner (m/w/d)",
            field=field("Technik"),
            kind="teilzeit",
            department=office,
            place_street="Friedhofsallee 11",
            place_town="36999 Lindenfurt",
            hours_per_week="19,5",
            contract="fixed-term",
            fixed_until=dt.date(2028, 12, 31),
            starts_on=dt.date(2027, 4, 1),
            pay_grade="EG 5 TVöD",
            salary_from="2870.50",
            salary_to=3200,
            reference="44-05",
        )
        answer = client.get(page.url)
        assert facts(answer) == {
            "Bewerbungsfrist": "23. Januar 2027",
            "Beschäftigung": "Teilzeit 19,5 Stunden pro Woche befristet bis 31. Dezember 2028",
            "Beginnt": "1. April 2027",
            "Bezahlung": "EG 5 TVöD 2.870,50 bis 3.200 Euro brutto im Monat",
            "Amt": "Grünflächen",
            "Arbeitsort": "Friedhofsallee 11 36999 Lindenfurt",
            "Kennziffer": "44-05",
        }
        assert parse(answer).h1.get_text() == "Gärtnerin / Gärtner (m/w/d)"
        assert page.slug == "gaertnerin-gaertner-m-w-d"

    def test_what_is_not_known_is_left_out(self, client, jobs):
        answer = client.get(job(jobs, until_filled=True).url)
        assert facts(answer) == {
            "Bewerbungsfrist": "offen, bis besetzt",
            "Beschäftigung": "Vollzeit",
            "Beginnt": "zum nächstmöglichen Zeitpunkt",
        }

    def test_the_sentence_of_the_list_stands_below_every_offer(self, client, jobs):
        page = job(jobs)
        jobs.equality = "Wir stellen alle ein.\n<b>Wirklich</b>"
        jobs.save_revision().publish()
        told = parse(client.get(page.url)).select_one(".job-equality")
        assert told.get_text() == "Wir stellen alle ein.<b>Wirklich</b>"

    def test_is_made_in_few_queries(self, client, jobs, django_assert_max_num_queries):
        office = factories.UnitFactory(name="Grünflächen")
        page = job(jobs, department=office, unit=office, field=field("Technik"))
        client.get("/gibt-es-nicht/")
        with django_assert_max_num_queries(22):
            client.get(page.url)


class TestApplying:
    def test_each_way_leads_somewhere(self, client, home, jobs):
        form = make_form(home)
        page = job(
            jobs,
            reference="44-05 & mehr",
            apply_form=form,
            apply_url="https://portal.example/44",
            apply_post="Stadt Lindenfurt\nMarktplatz 1",
        )
        found = links(client.get(page.url), ".job-apply")
        assert found["Online bewerben"] == form.url
        assert found["Im Bewerbungsportal bewerben"] == "https://portal.example/44"
        [mail] = [address for address in found.values() if address.startswith("mailto:")]
        assert mail.startswith("mailto:bewerbung@lindenfurt.example?subject=Bewerbung%3A%2044-05")
        assert "&" not in mail
        form.unpublish()
        assert "Online bewerben" not in links(client.get(page.url), ".job-apply")

    def test_without_any_there_is_no_box(self, client, jobs):
        answer = client.get(job(jobs, apply_email="").url)
        assert not parse(answer).select(".job-apply, [href='#bewerben']")

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "https://a:b@c.example/", "ftp://x"]
    )
    def test_what_nobody_may_follow_is_refused(self, jobs, address):
        page = job(jobs)
        page.apply_url = address
        with pytest.raises(ValidationError) as told:
            page.full_clean()
        assert "apply_url" in told.value.message_dict

    def test_hostile_text_stays_text(self, client, jobs):
        attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}'
        names = ("reference", "pay_grade", "hours_per_week", "place_name", "contact_phone")
        page = job(
            jobs,
            f"Stelle {attack}",
            slug="stelle",
            introduction=attack,
            apply_post=attack,
            contact_name=attack,
            **dict.fromkeys(names, attack[:60]),
        )
        for address in (page.url, jobs.url, "/"):
            answer = client.get(address)
            assert not parse(answer).select("main [onerror], main script:not([src], [type])")
            assert runs_something(answer) == []

    def test_an_address_that_slipped_in_is_no_link(self, client, jobs):
        page = job(jobs)
        # PostgreSQL cannot keep a NUL.
        for address in (link for link in LINKS if "\x00" not in link):
            type(page).objects.filter(pk=page.pk).update(apply_url=address[:500])
            cache.clear()
            assert runs_something(client.get(page.url)) == []


class TestOver:
    def test_says_so_and_is_told_to_no_search_engine(self, client, jobs):
        page = job(jobs, apply_until=in_days(-1))
        answer = client.get(page.url)
        assert answer.status_code == 200
        assert "Bewerbungen waren bis 2. Januar 2027 möglich." in text_of(answer)
        assert links(answer)["Zu den offenen Stellen"] == jobs.url
        assert parse(answer).select_one("meta[name=robots]")["content"] == "noindex"
        assert "JobPosting" not in schemas(answer)
        assert not parse(answer).select(".job-apply, [href='#bewerben']")


def posting(client, page):
    return schemas(client.get(page.url))["JobPosting"]


# https://developers.google.com/search/docs/appearance/structured-data/job-posting
REQUIRED = {"datePosted", "description", "hiringOrganization", "jobLocation", "title"}
EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER"}
EMPLOYMENT |= {"PER_DIEM", "OTHER"}
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class TestJobPosting:
    @pytest.mark.parametrize(
        ("kind", "contract", "types"),
        [
            ("vollzeit", "", ["FULL_TIME"]),
            ("teilzeit", "fixed-term", ["PART_TIME", "TEMPORARY"]),
            ("vollzeit-oder-teilzeit", "permanent", ["FULL_TIME", "PART_TIME"]),
            ("ausbildung", "", ["OTHER"]),
            ("duales-studium", "", ["OTHER"]),
            ("praktikum", "", ["INTERN"]),
            ("freiwilligendienst", "", ["VOLUNTEER"]),
            ("minijob", "", ["PART_TIME"]),
        ],
    )
    def test_has_what_the_documentation_requires(self, client, jobs, kind, contract, types):
        page = job(jobs, kind=kind, contract=contract)
        data = posting(client, page)
        assert set(data) >= REQUIRED
        assert data["@context"] == "https://schema.org"
        assert data["employmentType"] == types
        assert set(types) <= EMPLOYMENT
        assert ISO_DAY.fullmatch(data["datePosted"])
        assert data["jobLocation"]["address"]["addressCountry"] == "DE"
        assert data["hiringOrganization"]["name"] == "Lindenfurt"
        assert "baseSalary" not in data

    def test_ends_with_the_last_second_of_the_day(self, client, jobs):
        winter = job(jobs, "Eins", apply_until=dt.date(2027, 1, 5))
        summer = job(jobs, "Zwei", apply_until=dt.date(2027, 3, 28))
        forever = job(jobs, "Drei", until_filled=True)
        assert posting(client, winter)["validThrough"] == "2027-01-05T23:59:59+01:00"
        assert posting(client, summer)["validThrough"] == "2027-03-28T23:59:59+02:00"
        assert "validThrough" not in posting(client, forever)

    def test_says_where_and_for_how_much(self, client, jobs):
        page = job(
            jobs,
            introduction="Für Parks.",
            body=TEXT,
            reference="44-05",
            place_street="Friedhofsallee 11",
            place_town="36999 Lindenfurt",
            salary_from=2800,
            salary_to=3200,
        )
        data = posting(client, page)
        assert data["jobLocation"]["address"] == {
            "@type": "PostalAddress",
            "streetAddress": "Friedhofsallee 11",
            "postalCode": "36999",
            "addressLocality": "Lindenfurt",
            "addressCountry": "DE",
        }
        assert data["baseSalary"] == {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {
                "@type": "QuantitativeValue",
                "unitText": "MONTH",
                "minValue": 2800,
                "maxValue": 3200,
            },
        }
        assert "Sie pflanzen Bäume." in data["description"]
        assert data["identifier"]["value"] == "44-05"
        assert data["url"] == f"{Site.objects.get().root_url}{page.url}"

    def test_one_amount_is_a_value_and_a_grade_is_none(self, client, jobs):
        fixed = job(jobs, "Azubi", salary_from="1368.26", salary_to="1368.26")
        graded = job(jobs, "Bote", pay_grade="EG 5")
        assert posting(client, fixed)["baseSalary"]["value"]["value"] == 1368.26
        assert "baseSalary" not in posting(client, graded)


class TestClean:
    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"until_filled": True}, "until_filled"),
            ({"fixed_until": dt.date(2028, 1, 1)}, "contract"),
            ({"salary_from": 3000, "salary_to": 2000}, "salary_to"),
            ({"salary_from": 0}, "salary_from"),
            ({"apply_email": "kein-at"}, "apply_email"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field(self, jobs, fields, wrong):
        page = job(jobs)
        for name, value in fields.items():
            setattr(page, name, value)
        with pytest.raises(ValidationError) as told:
            page.full_clean()
        assert [*told.value.message_dict] == [wrong]
