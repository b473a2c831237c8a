"""Every field of every form, found in the code: what is typed comes in one spelling."""

import copy
import json
import unicodedata

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import modelform_factory
from django.urls import get_resolver, reverse
from modelsearch import backends
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import CharBlock, RichTextBlock, TextBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import get_page_models
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.text.blocks import clean_block
from core.text.forms import CleanBoundField, text_cleaner
from core.text.normalise import clean_line, clean_text
from home.models import StandardPage
from search.german.words import words
from tests.home import examples

TYPED = unicodedata.normalize("NFD", "  Bür\u200bger\xa0 für\ufeff  alle\u202e\x00 ")
CLEAN = "Bürger für alle"
TYPED_INTO = ("text", "email", "url", "search", "tel", "password", "number")
KEPT_AS_TYPED = (forms.JSONField, forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)


def all_subclasses(cls) -> set[type]:
    below = set(cls.__subclasses__())
    return below.union(*map(all_subclasses, below))


def form_classes() -> set[type]:
    """Every form that the site can show: pages', models', and those of views."""
    get_resolver().url_patterns  # noqa: B018  (imports every view)
    made = {model.get_edit_handler().get_form_class() for model in get_page_models()}
    for model in apps.get_models():
        made.add(modelform_factory(model, form=WagtailAdminModelForm, fields="__all__"))
    return made | all_subclasses(forms.BaseForm)


def text_fields() -> list:
    found = {}
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            is_choice = isinstance(field, KEPT_AS_TYPED)
            is_typed = isinstance(field.widget, forms.Textarea) or (
                getattr(field.widget, "input_type", "") in TYPED_INTO
            )
            if not is_choice and (is_typed or isinstance(field.widget, DraftailRichTextArea)):
                found.setdefault(f"{form.__module__}.{form.__qualname__}.{name}", field)
    return list(found.items())


def typed_into(field) -> str:
    """What the browser sends: the editor of rich text has a JSON of its own."""
    if not isinstance(field.widget, DraftailRichTextArea):
        return TYPED
    block = {"key": "a", "text": TYPED, "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def is_clean(field) -> bool:
    data = bound(field, typed_into(field)).data.strip()
    if isinstance(field.widget, DraftailRichTextArea):
        return "Bürger" in data and data == clean_text(data)
    return data == expected(field).strip()


def bound(field, value):
    form = type("Form", (forms.Form,), {"field": copy.deepcopy(field)})
    return form({"field": value})["field"]


def expected(field):
    if isinstance(field.widget, forms.PasswordInput):
        return unicodedata.normalize("NFC", TYPED.replace("\xa0", " "))
    in_lines = isinstance(field.widget, forms.Textarea | DraftailRichTextArea)
    return clean_text(TYPED) if in_lines else CLEAN


@pytest.mark.django_db
def test_every_text_field_of_every_form():
    fields = text_fields()
    dirty = [name for name, field in fields if not is_clean(field)]
    assert not dirty
    names = {name for name, _field in fields}
    assert len(names) > 200
    for part in ("StandardPage", "ContactForm.name", "AddressForm.address", "SourceForm"):
        assert any(part in name for name in names), part


@pytest.mark.django_db
def test_no_form_goes_round_the_door():
    """A form with a renderer or a bound field of its own would not clean what is typed."""
    own = [
        form
        for form in form_classes()
        if form.default_renderer is not None or form.bound_field_class is not None
    ]
    own_fields = [
        (form, name)
        for form in form_classes()
        for name, field in getattr(form, "base_fields", {}).items()
        if field.bound_field_class is not None
        or type(field).get_bound_field is not forms.Field.get_bound_field
    ]
    assert not own
    assert not own_fields


def leaves(block, seen=()):
    """Every block below, each once."""
    for child in [
        *getattr(block, "child_blocks", {}).values(),
        *([block.child_block] if hasattr(block, "child_block") else []),
    ]:
        if child not in seen:
            yield child
            yield from leaves(child, (*seen, child))


@pytest.mark.django_db
def test_every_text_of_every_block():
    streams = {
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if hasattr(field, "stream_block")
    }
    found = [leaf for field in streams for leaf in leaves(field.stream_block)]
    texts = [leaf for leaf in found if isinstance(leaf, CharBlock | TextBlock)]
    assert len(texts) > 20
    for block in texts:
        in_lines = isinstance(block, TextBlock)
        clean = clean_block(block, TYPED, text_cleaner)
        assert clean == (clean_text(TYPED) if in_lines else CLEAN), block


@pytest.fixture
def home(db):
    return examples.make_home()


def test_an_editor_pastes_from_a_pdf(admin_client, home):
    """The title, its address, the introduction and a heading within the page."""
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    data = nested_form_data(
        {
            "title": TYPED,
            "slug": TYPED,
            "introduction": TYPED,
            "body": streamfield([("heading", {"text": TYPED})])
            if "heading" in StandardPage._meta.get_field("body").stream_block.child_blocks
            else streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    response = admin_client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    page = StandardPage.objects.latest("pk")
    assert (page.title, page.slug) == (CLEAN, "buerger-fuer-alle")
    assert page.introduction.strip() == clean_text(TYPED).strip()


def test_what_must_keep_its_signs_keeps_them():
    class Form(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)
        data = forms.JSONField()
        signed = forms.CharField(widget=forms.HiddenInput)
        choice = forms.ChoiceField(choices=[("a  b", "A")])

    form = Form(
        {"password": "a\u200b  b ", "data": '{"a": "\xa0"}', "signed": "x  y:z", "choice": "a  b"}
    )
    assert form.is_valid()
    assert form.cleaned_data["password"] == "a\u200b  b "
    assert form.cleaned_data["data"] == {"a": "\xa0"}
    assert (form.cleaned_data["signed"], form.cleaned_data["choice"]) == ("x  y:z", "a  b")


def test_a_file_keeps_its_bytes_and_gets_a_name_in_one_spelling():
    class Form(forms.Form):
        file = forms.FileField()

    name, content = unicodedata.normalize("NFD", "Satzung für\u200b Müll.pdf"), b"\x00u\xcc\x88"
    form = Form({}, {"file": SimpleUploadedFile(name, content)})
    assert form.is_valid()
    assert form.cleaned_data["file"].name == "Satzung für Müll.pdf"
    assert form.cleaned_data["file"].read() == content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Info@straße.example", "Info@xn--strae-oqa.example"),
        ("info@mu\u0308nchen.example", "info@xn--mnchen-3ya.example"),
    ],
)
def test_a_mail_address_is_kept_in_ascii_and_shown_as_typed(typed, kept):
    class Form(forms.Form):
        email = forms.EmailField()

    form = Form({"email": typed})
    assert form.is_valid()
    assert form.cleaned_data["email"] == kept
    assert form["email"].value() == unicodedata.normalize("NFC", typed)
    assert Form(initial={"email": kept})["email"].value() == unicodedata.normalize("NFC", typed)
    assert not Form({"email": "info@i❤.example"}).is_valid()


def test_every_form_uses_the_clean_field():
    class Form(forms.Form):
        text = forms.CharField()

    assert isinstance(Form()["text"], CleanBoundField)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/suche/", "/dienstleistungen/", "/api/dienstleistungen/"])
def test_parameters_come_in_one_spelling(client, path):
    dirty = client.get(path, {"q": TYPED, "life_situation": "\x00"})
    clean = client.get(path, {"q": CLEAN, "life_situation": ""})
    assert dirty.status_code == clean.status_code == 200
    assert dirty.wsgi_request.GET == clean.wsgi_request.GET
    assert clean_line(TYPED) == CLEAN


def test_blocks_of_rich_text_and_pictures():
    rich = clean_block(RichTextBlock(), RichText(f"<p>{TYPED}</p>"), text_cleaner)
    assert rich.source == clean_text(f"<p>{TYPED}</p>")
    assert clean_block(ImageBlock(), None, text_cleaner) is None


def test_the_search_finds_words_in_every_spelling(home):
    """Typed with a soft hyphen in running text, asked for as a Mac writes it."""
    body = [("text", RichText("<p>Die Grund\u00adstücksteilung ist schwierig.</p>"))]
    page = home.add_child(instance=StandardPage(title="Boden", slug="boden", body=body))
    page.save_revision().publish()
    asked = unicodedata.normalize("NFD", "Grundstücks\u200bteilung")
    assert [
        row.title
        for row in backends.get_search_backend().search(words(asked)[0], StandardPage.objects.all())
    ] == ["Boden"]
