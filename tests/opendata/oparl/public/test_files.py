"""The page of a file: its text, and how a reader asks for it."""

import pytest
from django.urls import reverse

from opendata.oparl.models import BodyChoice
from opendata.oparl.public.views.papers import ASKED_AT_MOST
from submissions.throttle import allow
from tests.fakes import oparl_words
from tests.opendata.oparl import factories
from tests.opendata.oparl.harvest.harvesting import at, harvest
from tests.opendata.oparl.public.seeing import MOST_QUERIES, see
from tests.pages import links, parse, text_of

pytestmark = pytest.mark.django_db


class TestFile:
    def test_long_texts_come_in_pages(self, browse):
        file = factories.FileFactory(text="Wort " * 5000)
        factories.PaperFactory(main_file=file)
        assert "page 1 of 2" in text_of(see(browse, file))

    def test_a_file_that_nobody_has_read_yet_can_be_asked_for(self, browse, client, server, source):
        harvest(source)
        paper = at(server, "paper/1")
        file = paper.main_file
        server.council.contents[server.council.objects["paper/1"]["mainFile"]] = oparl_words.pdf(
            "Zwergwacholder am Ufer"
        )
        assert links(see(browse, paper))[f"as text : {file.name}"] == file.get_absolute_url()
        form = parse(see(browse, file)).select_one("main form[method=post]")
        answer = client.post(form["action"])
        assert answer.status_code == 302
        assert "Zwergwacholder am Ufer" in text_of(browse(answer.url))
        assert not client.cookies

    def test_asking_very_often_is_refused_with_the_way_on(self, browse, client):
        file = factories.FileFactory(source__url="http://127.0.0.1:9/oparl")
        factories.PaperFactory(main_file=file)
        address = reverse("oparl:ask_for_text", args=[file.pk])
        for _number in range(ASKED_AT_MOST[0]):
            allow("oparl-file", "127.0.0.1/32", *ASKED_AT_MOST)
        answer = client.post(address)
        assert answer.status_code == 429
        assert "asked for many files" in text_of(answer)

    def test_only_files_of_what_is_shown_are_asked_for(self, client):
        file = factories.FileFactory()
        address = reverse("oparl:ask_for_text", args=[file.pk])
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 404
        file.refresh_from_db()
        assert file.fetched == ""

    @pytest.mark.parametrize(
        ("fetched", "says", "offers"),
        [
            ("waiting", "is being read", False),
            ("failed", "could not be read the last time", True),
            ("too_large", "There is no text of this file", False),
            ("good", "There is no text of this file", False),
        ],
    )
    def test_how_it_stands_is_told(self, browse, fetched, says, offers):
        file = factories.FileFactory(fetched=fetched)
        factories.PaperFactory(main_file=file)
        page = see(browse, file)
        assert says in text_of(page)
        assert bool(parse(page).select_one("main form[method=post]")) is offers

    def test_without_text_it_says_so(self, browse):
        file = factories.FileFactory(fetched="too_large")
        factories.MeetingFactory(invitation=file)
        assert "There is no text of this file" in text_of(see(browse, file))

    def test_a_file_of_nothing_that_is_shown_is_not_found(self, browse):
        body = factories.BodyFactory()
        file = factories.FileFactory(search_text="Geheim")
        factories.PaperFactory(main_file=file, body=body)
        BodyChoice.objects.create(body=body, visible=False)
        assert see(browse, file).status_code == 404

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        file = factories.FileFactory(search_text="Text")
        factories.PaperFactory(main_file=file)
        with django_assert_max_num_queries(MOST_QUERIES):
            see(browse, file)
