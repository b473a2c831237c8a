"""What the council of Lindenfurt, a city that does not exist, talks about."""

# (name, short name, type, classification)
ORGANIZATIONS = (
    ("Rat der Stadt Lindenfurt", "Rat", "Gremium", "Rat"),
    ("Ausschuss für Bauen und Verkehr", "ABV", "Gremium", "Ausschuss"),
    ("Fraktion Bürger für Lindenfurt", "BfL", "Fraktion", "Fraktion"),
)
# (form of address, given name, family name, gender, ((organization, role, votes), …))
PERSONS = (
    ("Frau", "Edda", "Holm", "female", ((1, "Bürgermeisterin", True),)),
    ("Herr", "Jonte", "Brackmann", "male", ((1, "Mitglied", True), (3, "Vorsitz", None))),
    ("Frau", "Selin", "Aksoy", "female", ((1, "Mitglied", True), (2, "Vorsitz", True))),
    ("Herr", "Malte", "Voss", "male", ((1, "Mitglied", True),)),
    ("Frau", "Ilka", "Dierks", "female", ((2, "Mitglied", True), (3, "Mitglied", None))),
    ("Herr", "Tarek", "Nasser", "male", ((2, "Sachkundiger Bürger", False),)),
    ("Frau", "Wiebke", "Lund", "female", ((1, "Schriftführerin", False),)),
    ("Herr", "Ole", "Petersen", "male", ((2, "Stellvertretendes Mitglied", True),)),
)
# (description, street, room, postal code, locality, (longitude, latitude) or None)
LOCATIONS = (
    ("Rathaus", "Am Markt 1", "Ratssaal", "99999", "Lindenfurt", (9.7321, 52.3755)),
    ("Bürgerhaus Nord", "Mühlenweg 12", "Raum 3", "99999", "Lindenfurt", None),
    ("Spielplatz Ahornstraße", "Ahornstraße 8", "", "99999", "Lindenfurt", (9.741, 52.381)),
    ("", "Kiefernweg 3", "", "99999", "Lindenfurt", None),
)
# (organization, day, hour, minutes long, state, place)
MEETINGS = (
    (1, "2025-12-02", 18, 120, "durchgeführt", 1),
    (2, "2026-01-13", 17, 90, "durchgeführt", 2),
    (1, "2026-02-03", 18, 150, "durchgeführt", 1),
    (2, "2026-03-10", 17, 90, "eingeladen", 2),
    (1, "2026-04-07", 18, 120, "terminiert", 1),
    (2, "2026-05-12", 17, 90, "terminiert", None),
)
# (name, type, day, ((meeting, role, decides, result), …), originator person or None, place)
PAPERS = (
    (
        "Erneuerung des Spielplatzes Ahornstraße",
        *("Beschlussvorlage", "2025-11-20"),
        (
            (2, "Vorberatung", False, "einstimmig empfohlen"),
            (3, "Entscheidung", True, "beschlossen"),
        ),
        *(None, 3),
    ),
    (
        "Haushaltssatzung für das Jahr 2026",
        *("Beschlussvorlage", "2025-11-10"),
        ((1, "Entscheidung", True, "mehrheitlich beschlossen"),),
        *(None, None),
    ),
    (
        "Tempo 30 in der Mühlenstraße",
        *("Antrag", "2025-12-15"),
        ((2, "Vorberatung", False, "vertagt"), (4, "Vorberatung", False, "")),
        *(2, None),
    ),
    (
        "Bericht über die Barrierefreiheit der Bushaltestellen",
        *("Mitteilungsvorlage", "2025-12-18"),
        ((2, "Kenntnisnahme", False, "zur Kenntnis genommen"),),
        *(None, None),
    ),
    (
        "Wahl der Schiedsperson",
        *("Beschlussvorlage", "2026-01-08"),
        ((3, "Entscheidung", True, "einstimmig gewählt"),),
        *(None, None),
    ),
    (
        "Anfrage zur Beleuchtung im Stadtpark",
        *("Anfrage", "2026-01-20"),
        ((3, "Kenntnisnahme", False, ""),),
        *(5, None),
    ),
    (
        "Bebauungsplan Nr. 47 „Am Kiefernweg“: Aufstellung",
        *("Beschlussvorlage", "2026-02-12"),
        ((4, "Vorberatung", False, ""), (5, "Entscheidung", True, "")),
        *(None, 4),
    ),
    (
        "Satzung über die Benutzung der Stadtbücherei",
        *("Beschlussvorlage", "2026-02-17"),
        ((5, "Entscheidung", True, ""),),
        *(None, None),
    ),
    (
        "Radabstellanlagen am Bahnhof",
        *("Antrag", "2026-02-20"),
        ((4, "Vorberatung", False, ""),),
        *(3, None),
    ),
    (
        "Neufassung der Hauptsatzung",
        *("Beschlussvorlage", "2026-03-01"),
        ((5, "Entscheidung", True, ""),),
        *(None, None),
    ),
    (
        "Lärmaktionsplan: Zwischenstand",
        *("Mitteilungsvorlage", "2026-03-03"),
        ((6, "Kenntnisnahme", False, ""),),
        *(None, None),
    ),
    (
        "Änderung des Bebauungsplans Nr. 47",
        *("Beschlussvorlage", "2026-03-05"),
        ((6, "Vorberatung", False, ""),),
        *(None, None),
    ),
)


def pdf(text: str) -> bytes:
    """A whole PDF 1.4 of one page that says `text` (Latin-1)."""
    plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    stream = b"BT /F1 14 Tf 60 760 Td (" + plain.encode("latin-1", "replace") + b") Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, len(body))
    )
