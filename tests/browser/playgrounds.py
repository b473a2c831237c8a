"""A directory of playgrounds, and a list of documents."""

from home.places.models import DirectoryPage, DocumentListPage, Facet, ListedFile, Place
from tests import blocks

EQUIPMENT = "Rutsche\nSchaukel\nSeilbahn\nKlettergerüst\nSandkasten"


PAGES = {
    "places": "/spielplaetze/",
    "places-narrowed": "/spielplaetze/?ausstattung=Rutsche&stadtteil=Nord&nahe=Altstadt",
    "places-none": "/spielplaetze/?suche=nirgends&nahe=Atlantis",
    "place": "/spielplaetze/spielplatz-muehlwiese-1/",
    "place-closed": "/spielplaetze/spielplatz-muehlwiese-4/",
    "document-list": "/satzungen-und-merkblaetter/",
}


def build(home):
    """Make both lists below the home page; returns the directory. PAGES: what to look at."""
    page = home.add_child(
        instance=DirectoryPage(
            title="Spielplätze",
            introduction="Wo Kinder in Lindenfurt klettern, rutschen und buddeln.",
            schema_type="Playground",
            licence="CC BY 4.0",
            licence_url="https://creativecommons.example/by/4.0/",
            show_in_menus=True,
        )
    )
    for order, facet in enumerate(
        (
            {"name": "Alter", "kind": "range", "unit": "Jahre"},
            {"name": "Ausstattung", "kind": "multi", "answers": EQUIPMENT},
            {"name": "Untergrund", "kind": "choice", "answers": "Sand\nRasen\nFallschutz"},
            {"name": "Toilette", "kind": "yes-no"},
        )
    ):
        Facet.objects.create(page=page, sort_order=order, **facet)
    picture = blocks.make_picture()
    for number in range(24):
        Place.objects.create(
            directory=page,
            title=f"Spielplatz {('Mühlwiese', 'Am Bach', 'Sonnenhang')[number % 3]} {number + 1}",
            description="Ein großer Platz mit alten Bäumen.\n\nFür alle, die gern klettern.",
            street=f"Mühlweg {number + 1}",
            postcode="60999",
            town="Lindenfurt",
            district=("Nord", "Süd", "Altstadt")[number % 3],
            latitude=50.10 + number / 500,
            longitude=8.55 + (number % 5) / 200,
            hours="Mo–So 8–20 Uhr" if number % 2 else "",
            hours_note="" if number % 2 else "bis zum Einbruch der Dunkelheit",
            closed_from="2026-01-01" if number == 3 else None,
            closed_reason="Neue Geräte" if number == 3 else "",
            phone="+49 69 99901-100",
            links="Spielplatz-Paten https://paten.example/",
            wheelchair=("yes", "", "partly", "no")[number % 4],
            accessibility_note="Rampe am Nordeingang.",
            picture=picture if number % 3 == 0 else None,
            picture_text="Ein Kletterturm unter Bäumen",
            values={
                "alter": [3, 6 + number % 8],
                "ausstattung": EQUIPMENT.split("\n")[: 1 + number % 5],
                "untergrund": ("Sand", "Rasen")[number % 2],
                "toilette": number % 2 == 0,
            },
        )
    page.save_revision().publish()
    documents = home.add_child(instance=DocumentListPage(title="Satzungen und Merkblätter"))
    for title, kind in (("Hundesteuer", "Formular"), ("Hauptsatzung", "Satzung")):
        document = blocks.make_document(title, accessible="no")
        ListedFile.objects.create(page=documents, document=document, kind=kind)
    documents.save_revision().publish()
    return page
