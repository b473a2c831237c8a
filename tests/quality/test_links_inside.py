"""Links in the site's own content: found in every kind of place, judged at once."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.models import StandardPage
from quality.links import extracting, internal, nightly, sources, storage
from quality.models import Link, LinkUse
from services.models import Supplement, SupplementLink, SupplementModule
from tests import factories
from tests.blocks import make_document
from tests.home import examples
from tests.pages import text_of
from tests.quality.watched import editor, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


def targets(content):
    return [(link.target, link.text) for link in extracting.links_in(content)]


def state_of(target):
    return Link.objects.get(target=target).state


def test_links_of_rich_text_come_with_their_sentence():
    html = (
        '<p>Erst das. Den <a href="https://x.example/a#teil">Antrag</a> gibt es hier. Dann das.</p>'
        '<p><a href="mailto:a@b.example">Mail</a> <a href="#oben">oben</a> <a>leer</a></p>'
        '<ul><li><a linktype="page" id="7">Seite</a></li></ul>'
    )
    assert list(extracting.links_in_html(html)) == [
        extracting.FoundLink("https://x.example/a", "Antrag", "Den Antrag gibt es hier."),
        extracting.FoundLink("page:7", "Seite", "Seite"),
    ]


def test_a_long_sentence_is_cut_around_the_link():
    text = "wort " * 200 + "Ziel" + " wort" * 200
    cut = extracting.sentence_with(text, "Ziel")
    assert "Ziel" in cut
    assert len(cut) <= 310


def test_links_are_found_in_blocks_fields_and_supplements(home):
    other = page(home, "Ziel", html="")
    document = make_document()
    text = StandardPage(title="Quelle", owner_email="a@b.example")
    text.body = [
        (
            "accordion",
            {
                "heading": "",
                "entries": [
                    {"title": "Frage", "text": '<p>Bei <a href="/x/">uns</a>.</p>'},
                ],
            },
        ),
        (
            "links",
            {
                "heading": "",
                "links": [
                    ("page", {"page": other, "title": "Zur Seite"}),
                    ("external", {"url": "https://y.example/", "title": "Dort"}),
                ],
            },
        ),
        ("documents", {"heading": "", "documents": [document]}),
    ]
    text = examples.add(home, text)
    found = dict(targets(StandardPage.objects.get(pk=text.pk)))
    assert {"/x/", f"page:{other.pk}", "https://y.example/", f"document:{document.pk}"} <= {*found}
    supplement = Supplement.objects.create(service=factories.ServiceFactory())
    supplement.modules.add(
        SupplementModule(code="", text='<p><a href="https://z.example/">Z</a></p>')
    )
    supplement.links.add(SupplementLink(title="Antrag", url="https://online.example/"))
    assert [target for target, _text in targets(supplement)] == [
        "https://z.example/",
        "https://online.example/",
    ]


def test_broken_links_to_pages_and_documents_are_told_when_published(home):
    target = page(home, "Ziel", html="")
    document = make_document()
    page(
        home,
        "Quelle",
        html=f'<p>Siehe <a linktype="page" id="{target.pk}">Ziel</a>.</p>'
        f'<p>Und <a linktype="document" id="{document.pk}">Blatt</a>.</p>'
        '<p><a linktype="page" id="999999">fort</a></p>',
    )
    assert state_of(f"page:{target.pk}") == Link.State.GOOD
    assert state_of("page:999999") == Link.State.BROKEN
    target.unpublish()
    assert state_of(f"page:{target.pk}") == Link.State.BROKEN
    target.save_revision().publish()
    assert state_of(f"page:{target.pk}") == Link.State.GOOD
    get_document_model().objects.get(pk=document.pk).delete()
    assert state_of(f"document:{document.pk}") == Link.State.BROKEN
    Page.objects.get(pk=target.pk).delete()
    assert state_of(f"page:{target.pk}") == Link.State.BROKEN
    assert Link.objects.broken().count() == 3


def test_addresses_of_this_site_are_asked_without_http(home):
    page(home, "Ziel", html="")
    assert internal.state_of("/ziel/")[0] == Link.State.GOOD
    assert internal.state_of("http://localhost/ziel/")[0] == Link.State.GOOD
    assert internal.state_of("/gibt-es-nicht/")[0] == Link.State.BROKEN
    assert internal.state_of("/dienstleistungen/gibt-es-nicht/")[0] == Link.State.BROKEN
    assert internal.state_of("/dienstleistungen/")[0] == Link.State.GOOD
    assert internal.state_of("/ziel")[0] == Link.State.MOVED
    assert internal.state_of("ziel/")[0] == Link.State.BROKEN
    assert internal.state_of("http://[kaputt/")[0] == Link.State.BROKEN
    assert not internal.is_internal("https://www.example.org/")


def test_a_link_that_cannot_be_checked_does_not_hinder_publishing(home, monkeypatch):
    def broken(*args):
        raise RuntimeError("no")

    monkeypatch.setattr(storage, "links_in", broken)
    assert page(home).live


def test_the_editor_is_told_right_after_publishing(home, client):
    text = page(home, html='<p>Ganz <a href="/gibt-es-nicht/">neu</a> hier.</p>')
    client.force_login(editor())
    url = reverse("wagtailadmin_pages:edit", args=[text.pk])
    assert "/gibt-es-nicht/" in client.get(url).content.decode()
    report = text_of(client.get(reverse("quality_links")))
    assert "/gibt-es-nicht/" in report
    assert "Ganz neu hier." in report
    assert "Hundesteuer" in report


def test_editors_decide_about_a_link(home, client):
    page(home, html='<p><a href="/gibt-es-nicht/">neu</a></p>')
    link = Link.objects.get(target="/gibt-es-nicht/")
    client.force_login(editor())
    url = reverse("quality_decide_link", args=[link.pk])
    for decision, broken in (("ignore", 0), ("watch", 1), ("good", 0), ("nonsense", 0)):
        client.post(url, {"decision": decision, "next": reverse("quality_links")})
        assert Link.objects.broken().count() == broken
    client.logout()
    assert client.post(url, {"decision": "watch"}).status_code == 302
    csv_url = reverse("quality_links")
    client.force_login(editor(name="zweite"))
    rows = client.get(csv_url, {"state": "all", "export": "csv"})
    assert "/gibt-es-nicht/" in b"".join(rows.streaming_content).decode()


def test_the_night_collects_all_and_forgets_what_is_gone(home):
    text = page(home, html='<p><a href="https://a.example/">A</a></p>')
    online = factories.OnlineServiceFactory()
    factories.ServiceFactory(german_version={"08": '<p><a href="https://b.example/">B</a></p>'})
    nightly.collect()
    known = {"https://a.example/", online.links[0]["url"]}
    assert known <= {*Link.objects.values_list("target", flat=True)}
    StandardPage.objects.filter(pk=text.pk).update(live=False)
    nightly.collect()
    assert not Link.objects.filter(target="https://a.example/").exists()
    uses = LinkUse.objects.filter(source="online-services")
    assert [use.title for use in uses] == [online.title]
    assert sources.label_of("online-services")


def test_an_unchanged_page_costs_no_write(home, django_assert_max_num_queries):
    text = page(home, html='<p><a href="https://a.example/">A</a></p>')
    with django_assert_max_num_queries(4) as counted:
        storage.store_links(text)
    assert not [query for query in counted.captured_queries if "DELETE" in query["sql"]]


def test_publishing_in_the_editor_names_the_links_that_do_not_work(home, client):
    from wagtail.test.utils.form_data import (
        inline_formset,
        nested_form_data,
        rich_text,
        streamfield,
    )

    text = page(home)
    client.force_login(editor())
    broken = rich_text('<p>Ganz <a href="/gibt-es-nicht/">neu &amp; gut</a> hier.</p>')
    form = {
        "title": "Hundesteuer",
        "slug": "hundesteuer",
        "introduction": "Kurz.",
        "body": streamfield([("text", broken)]),
        "asks_for_feedback": "on",
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    names = ("also_called", "picture", "seo_title", "search_description", "owner_name", "unit")
    form |= dict.fromkeys((*names, "owner_email", "review_on", "go_live_at", "expire_at"), "")
    url = reverse("wagtailadmin_pages:edit", args=[text.pk])
    shown = client.post(url, nested_form_data(form), follow=True).content.decode()
    assert "<q>neu &amp; gut</q>" in shown
    assert "404" in shown
