"""Amstad's figure on texts whose words, sentences and syllables were counted by hand."""

import pytest

from quality import readability as reading
from tests.home import examples
from tests.quality.watched import page

# 20 words of one syllable in four sentences: 180 − 5 − 58.5 = 116.5, shown as 100.
EASY = (
    "Das ist ein Haus. Es hat ein Dach. Dort wohnt ein Kind und ein Hund. Es spielt im Hof am Tag."
)
# 22 words, 1 sentence, 69 syllables by hand: 180 − 22 − 183.5 < 0.
HARD = (
    "Die Inanspruchnahme verwaltungsrechtlicher Genehmigungsverfahren setzt regelmäßig die "
    "vollständige Einreichung sämtlicher antragsbegründender Unterlagen sowie die fristgerechte "
    "Entrichtung entsprechender Verwaltungsgebühren bei der zuständigen Behörde voraus."
)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("Haus", 1),
        ("Bürgerbüro", 4),
        ("Personalausweis", 5),
        ("Gebäude", 3),
        ("Europa", 3),
        ("Seele", 2),
        ("sie", 1),
        ("Rhythmus", 2),
        ("PDF", 3),
        ("hm", 1),
        ("Straße", 2),
        ("studieren", 3),
        ("Anmeldung", 3),
    ],
)
def test_syllables(word, number):
    assert reading.syllables_in(word) == number


def test_easy_and_hard_texts_lie_at_the_ends():
    assert reading.ease_of_text(EASY).figure == 100
    assert reading.ease_of_text(HARD).figure == 0
    assert str(reading.ease_of_text(HARD).label) != str(reading.ease_of_text(EASY).label)


def test_the_formula_on_a_counted_text():
    # 20 words, 3 sentences, 34 syllables: 180 − 20/3 − 58.5 · 34/20 = 73.9
    text = (
        "Sie melden Ihren Hund beim Steueramt an. Das geht sofort oder mit einem Brief. "
        "Danach bekommen Sie eine Marke zugeschickt."
    )
    assert reading.ease_of_text(text) == reading.Ease(74, 20, 3, 34)


def test_abbreviations_dates_and_numbers_end_no_sentence():
    text = (
        "Am 24. Dezember 2026 um 8.30 Uhr kostet das z. B. 12.500 Euro bzw. ca. 3 Prozent mehr "
        "als im Jahr davor und das ist für viele in der Stadt zu viel."
    )
    assert reading.ease_of_text(text).sentences == 1


def test_headings_and_lists_end_their_line():
    html = f"<h2>Was Sie brauchen</h2><ul><li>Ausweis</li><li>Foto</li></ul><p>{EASY}</p>"
    assert reading.ease_of_text(reading.text_of_html(html)).sentences == 7


def test_short_texts_tell_nothing():
    assert reading.ease_of_text("Hier steht wenig.") is None
    assert reading.ease_of_text("") is None


@pytest.mark.django_db
def test_the_editor_sees_the_figure(client):
    from django.urls import reverse

    from tests.quality.watched import editor

    text = page(examples.make_home(), html=f"<p>{HARD} {HARD}</p>")
    client.force_login(editor())
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[text.pk])).content.decode()
    assert str(reading.ease_of(text).label) in shown
