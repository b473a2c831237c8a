"""Names of the columns of CSV files, which parameters of addresses and facets must not take."""

# (column, field of Place), in the order of the file.
FIELDS = (
    ("kennung", "reference"),
    ("titel", "title"),
    ("sichtbar", "is_shown"),
    ("beschreibung", "description"),
    ("strasse", "street"),
    ("plz", "postcode"),
    ("ort", "town"),
    ("stadtteil", "district"),
    ("breite", "latitude"),
    ("laenge", "longitude"),
    ("oeffnungszeiten", "hours"),
    ("oeffnungshinweis", "hours_note"),
    ("geschlossen-von", "closed_from"),
    ("geschlossen-bis", "closed_until"),
    ("geschlossen-grund", "closed_reason"),
    ("telefon", "phone"),
    ("email", "email"),
    ("webseite", "website"),
    ("links", "links"),
    ("rollstuhl", "wheelchair"),
    ("barrierefreiheit", "accessibility_note"),
)
# What people also write above a column.
ALIASES = {
    "id": "kennung",
    "nummer": "kennung",
    "name": "titel",
    "bezeichnung": "titel",
    "adresse": "strasse",
    "postleitzahl": "plz",
    "stadt": "ort",
    "ortsteil": "stadtteil",
    "breitengrad": "breite",
    "lat": "breite",
    "latitude": "breite",
    "laengengrad": "laenge",
    "lon": "laenge",
    "lng": "laenge",
    "longitude": "laenge",
    "e-mail": "email",
    "mail": "email",
    "website": "webseite",
    "url": "webseite",
    "text": "beschreibung",
    "rollstuhlgerecht": "rollstuhl",
}
# Parameters of a list's address beside the facets.
WORDS, NEAR, DISTRICT, WHEELCHAIR, PAGE = "suche", "nahe", "stadtteil", "rollstuhl", "seite"
RESERVED = frozenset(
    [*dict(FIELDS), *ALIASES, WORDS, NEAR, DISTRICT, WHEELCHAIR, PAGE, "sprache", "fehler"]
)
# Ends of the addresses of ranges.
FROM, TO = "-von", "-bis"
