"""The catalogue of Lindenfurt, a city that does not exist, as neutral data.

The fakes put it into their vendors' shapes. Names and LeiKa keys are the official ones (facts);
every text is our own.
"""

from dataclasses import dataclass, field, replace

ARS = "069990001001"
AGS = "06999001"
COUNTY_ARS = "069990000000"
STATE_ARS = "060000000000"
AGENCY = "L999901"
UPDATED = "2026-02-03T09:15:00+01:00"

# Text modules by XZuFi code; what a service does not say itself is left out.
Texts = dict[str, str]


@dataclass(frozen=True)
class Fee:
    """amount, or from–to; both empty: free of charge."""

    name: str
    amount: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    note: str = ""
    local: bool = False


@dataclass(frozen=True)
class Duration:
    name: str
    number: int
    unit: str  # TAG, WOCHE, MONAT …
    to: int | None = None


@dataclass(frozen=True)
class ServiceEntry:
    id: str
    title: str
    official: str = ""
    leika: tuple[str, ...] = ()
    texts: Texts = field(default_factory=dict)
    links: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    english: Texts = field(default_factory=dict)
    easy: Texts = field(default_factory=dict)
    local_texts: Texts = field(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    deadlines: tuple[Duration, ...] = ()
    durations: tuple[Duration, ...] = ()
    synonyms: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    units: tuple[str, ...] = ("2001",)
    online: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    typing: str = "2/3"
    updated: str = UPDATED
    english_updated: str = UPDATED

    def but(self, **changes) -> "ServiceEntry":
        return replace(self, **changes)


@dataclass(frozen=True)
class UnitEntry:
    id: str
    name: str
    english: str = ""
    parent: str = ""
    street: str = "Marktplatz"
    number: str = "1"
    hours: str = ""
    phone: str = ""
    email: str = ""
    # Easting and northing in ETRS89 / UTM zone 32N.
    position: tuple[float, float] | None = None
    generalised: bool = False
    visible: bool = True
    updated: str = UPDATED

    def but(self, **changes) -> "UnitEntry":
        return replace(self, **changes)


@dataclass(frozen=True)
class OnlineEntry:
    id: str
    name: str
    url: str
    trust: str = "10"
    identification: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormEntry:
    id: str
    name: str
    url: str
    updated: str = UPDATED


def _p(text: str) -> str:
    return f"<p>{text}</p>"


def _list(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _short(id, title, official, leika, situations, text, **more) -> ServiceEntry:
    """A service that says in two texts what it is."""
    texts = {"24": text, "06": _p(text)}
    return ServiceEntry(
        id, title, official, (leika,), texts, situations=tuple(situations.split()), **more
    )


SITUATIONS = {
    # id: (name, parent)
    "910": ("Ausweise und Dokumente", ""),
    "920": ("Wohnen und Umzug", ""),
    "930": ("Familie und Kinder", ""),
    "931": ("Geburt", "930"),
    "940": ("Fahrzeug und Verkehr", ""),
    "950": ("Steuern und Abgaben", ""),
    "960": ("Freizeit und Natur", ""),
    "970": ("Wahlen", ""),
    "980": ("Unternehmen", ""),
}

UNITS = (
    UnitEntry(
        "2000",
        "Stadtverwaltung Lindenfurt",
        "City Administration of Lindenfurt",
        hours="Montag bis Freitag: 8:00–12:00 Uhr",
        phone="+49 6999 1230-0",
        email="rathaus@lindenfurt.example",
        position=(476000.0, 5553000.0),
    ),
    UnitEntry(
        "2001",
        "Bürgerbüro",
        "Citizens' Office",
        "2000",
        hours=(
            "<p>Mo, Di, Mi, Fr: 8:00–12:30&#xa0;Uhr</p>"
            "<p>Donnerstag: 8:00–12:30 und 14:00–18:00 Uhr</p>"
            "<p>Termine nach Vereinbarung</p>"
        ),
        phone="+49 6999 1230-115",
        email="buergerbuero@lindenfurt.example",
        position=(476010.0, 5553012.0),
    ),
    UnitEntry("2002", "Standesamt", "Registry Office", "2000", hours="Mo–Fr nach Vereinbarung"),
    UnitEntry(
        "2003",
        "Bauamt",
        "Building Authority",
        "2000",
        "Wernstraße",
        "8 a",
        hours="Dienstag und Donnerstag 8.30 bis 12.00 Uhr",
    ),
    UnitEntry("2004", "Steueramt", "Tax Office", "2000", hours="Mo–Fr 9–12 Uhr, Mi geschlossen"),
    UnitEntry("2005", "Ordnungsamt", "Public Order Office", "2000", "Bahnhofstraße", "20"),
    UnitEntry("2006", "Jugendamt", "Youth Welfare Office", "2000", "Am Mühlgraben", "3"),
    UnitEntry("2007", "Hauptamt (noch nicht bearbeitet)", generalised=True),
    UnitEntry("2008", "Personalrat", parent="2000", visible=False),
)

ONLINE = (
    OnlineEntry(
        "3001",
        "Meldebestätigung online",
        "https://dienste.lindenfurt.example/melde?ars={ars}",
        "30",
        ("Online-Ausweis",),
        ("giropay",),
    ),
    OnlineEntry("3002", "Hund anmelden", "https://dienste.lindenfurt.example/hund"),
    OnlineEntry(
        "3003",
        "Urkunden bestellen",
        "https://dienste.lindenfurt.example/urkunden?regschl=%7Bars%7D",
        "15",
        ("Benutzerkonto",),
        ("Kreditkarte",),
    ),
    OnlineEntry("3004", "Briefwahl beantragen", "https://dienste.lindenfurt.example/briefwahl"),
    OnlineEntry("3005", "Sperrmüll bestellen", "https://dienste.lindenfurt.example/sperrmuell"),
)

FORMS = (
    FormEntry("4001", "Wohnungsgeberbestätigung", "https://www.lindenfurt.example/f/wohnung.pdf"),
    FormEntry("4002", "Anmeldung zur Hundesteuer", "https://www.lindenfurt.example/f/hund.pdf"),
    FormEntry("4003", "Bauantrag", "https://www.lindenfurt.example/f/bauantrag.pdf"),
)

SERVICES = (
    ServiceEntry(
        "1001",
        "Personalausweis beantragen",
        "Personalausweis Ausstellung",
        ("99008001012000",),
        {
            "24": "Sie brauchen einen neuen Personalausweis? Kommen Sie persönlich vorbei.",
            "05": _list("ab 16 Jahren Pflicht", "persönlich beantragen", "Gültigkeit 10 Jahre"),
            "06": _p("Mit dem&#xa0;Personalausweis weisen Sie sich aus, auch im Internet."),
            "09": _list("Sie sind Deutsche oder Deutscher.", "Sie wohnen in Lindenfurt."),
            "08": _list("alter Ausweis", "biometrisches Foto"),
            "11": _p("Termin buchen, vorsprechen, nach drei Wochen abholen."),
            "98": _p("Unter 24 Jahren ist der Ausweis günstiger."),
            "16": _p("Fragen an buergerbuero@lindenfurt.example"),
            "18": "nicht angegeben",
        },
        {"07": (("https://www.gesetze-im-internet.de/pauswg/__9.html", "§ 9 PAuswG"),)},
        {
            "title": "Apply for an identity card",
            "24": "You need a new identity card? Please come in person.",
            "06": _p("With the identity card you prove who you are, on the internet too."),
            "08": _list("old identity card", "biometric photo"),
        },
        {
            "title": "Einen Ausweis bekommen",
            "24": "Sie brauchen einen Ausweis. Kommen Sie zu uns.",
            "06": _p("Ein Ausweis zeigt: Das bin ich."),
        },
        {"16": _p("In Lindenfurt steht ein Foto-Automat im Bürgerbüro.")},
        (
            Fee("ab 24 Jahren", 37.0),
            Fee("unter 24 Jahren", 22.8),
            Fee("Expressversand", 15, local=True),
        ),
        (),
        (Duration("", 2, "WOCHE", 3),),
        ("Perso", "Ausweis"),
        ("910",),
    ),
    ServiceEntry(
        "1002",
        "Meldebestätigung beantragen",
        "amtliche Meldebestätigung Ausstellung",
        ("99115003012000",),
        {
            "24": "Eine Bescheinigung über Ihre gemeldete Anschrift.",
            "06": _p("Die Bestätigung nennt Namen und Anschrift."),
            "97": _p("Es gibt keine Frist."),
            "25": _p("Widerspruch bei der Stadt."),
        },
        english={
            "title": "Confirmation of registration",
            "06": _p("The confirmation names you and your address."),
        },
        fees=(Fee("je Bestätigung", 9.0),),
        synonyms=("Aufenthaltsbescheinigung",),
        situations=("910", "920"),
        online=("3001",),
    ),
    ServiceEntry(
        "1003",
        "Wohnung anmelden",
        "Wohnsitz Anmeldung als Hauptwohnsitz",
        ("99115005104001",),
        {
            "24": "Nach einem Umzug melden Sie sich an.",
            "06": _p("Wer einzieht, meldet sich binnen zwei Wochen an."),
            "08": _list("Ausweis", "Bestätigung des Wohnungsgebers"),
        },
        english={"title": "Register your residence", "06": _p("Register within two weeks.")},
        fees=(Fee("Anmeldung"),),
        deadlines=(Duration("nach dem Einzug", 2, "WOCHE"),),
        synonyms=("Ummelden", "Umzug"),
        situations=("920",),
        forms=("4001",),
    ),
    ServiceEntry(
        "1004",
        "Hund anmelden",
        "Hundesteuer",
        ("99102013000000",),
        {"24": "Für jeden Hund zahlen Sie Steuer.", "06": _p("Der Hund bekommt eine Marke.")},
        local_texts={"98": _p("Lindenfurt verlangt für jeden weiteren Hund das Doppelte.")},
        fees=(Fee("je Hund und Jahr", minimum=84.0, maximum=168.0),),
        deadlines=(Duration("nach der Anschaffung", 14, "TAG"),),
        synonyms=("Hundemarke",),
        situations=("950",),
        units=("2004",),
        online=("3002",),
        forms=("4002",),
        typing="4b",
    ),
    ServiceEntry(
        "1005",
        "Geburtsurkunde bestellen",
        "Geburtsurkunde Ausstellung",
        ("99027002012000",),
        {"24": "Die Urkunde bekommen Sie dort, wo das Kind geboren ist.", "06": _p("<br>")},
        english={
            "title": "Order a birth certificate",
            "24": "You get it where the child was born.",
        },
        fees=(Fee("erste Urkunde", 12.0), Fee("jede weitere", 6.0)),
        situations=("931", "910"),
        units=("2002",),
        online=("3003",),
    ),
    ServiceEntry(
        "1006",
        "Baugenehmigung beantragen",
        "Baugenehmigung",
        ("99012008000000",),
        {
            "24": "Vor dem Bauen kommt die Genehmigung.",
            "06": _p("Die Bauaufsicht prüft Ihren Plan."),
            "11": "<h1>So geht es</h1><p onclick='x()'>Antrag<script>alert(1)</script> stellen</p>",
        },
        fees=(Fee("nach Baukosten", minimum=100.0, note="je nach Aufwand"),),
        durations=(Duration("", 3, "MONAT"),),
        situations=("920", "980"),
        units=("2003", "2005"),
        forms=("4003",),
    ),
    _short(
        "1007",
        "Sperrmüll abholen lassen",
        "Sperrmüll Entsorgung",
        "99001009004000",
        "920",
        "Zweimal im Jahr holen wir Sperrmüll ab.",
        online=("3005",),
        typing="5",
        units=("2005",),
    ),
    _short(
        "1008",
        "Briefwahl beantragen",
        "Wahlschein Ausstellung",
        "99128009012000",
        "970",
        "Sie wählen zu Hause.",
        online=("3004",),
    ),
    _short(
        "1009",
        "Führungszeugnis beantragen",
        "Führungszeugnis Erteilung",
        "99049001001000",
        "910",
        "Ein Auszug aus dem Bundeszentralregister.",
        fees=(Fee("Führungszeugnis", 13.0),),
    ),
    _short(
        "1010",
        "Sterbeurkunde bestellen",
        "Sterbeurkunde Ausstellung",
        "99101004012000",
        "930",
        "Die Urkunde bekommen Angehörige.",
        units=("2002",),
        online=("3003",),
    ),
    _short(
        "1011",
        "Eheschließung anmelden",
        "Eheschließung",
        "99059001000000",
        "930",
        "Sie möchten heiraten? Melden Sie sich an.",
        units=("2002",),
    ),
    _short(
        "1012",
        "Bewohnerparkausweis beantragen",
        "Bewohnerparkausweis Erteilung",
        "99108001001000",
        "940",
        "Parken in Ihrem Viertel.",
        fees=(Fee("je Jahr", 30.7),),
        units=("2005",),
    ),
    _short(
        "1013",
        "Wohngeld beantragen",
        "Wohngeld",
        "99107023000000",
        "920",
        "Ein Zuschuss zur Miete.",
    ),
    _short(
        "1014",
        "Fundsache abholen",
        "Fundsachen Herausgabe",
        "99089017152000",
        "960",
        "Verlorenes liegt ein halbes Jahr bei uns.",
    ),
    _short(
        "1015",
        "Baum fällen",
        "Baumfällgenehmigung Erteilung",
        "99093003001000",
        "960",
        "Große Bäume stehen unter Schutz.",
        units=("2003",),
    ),
    _short(
        "1016",
        "Grundsteuer",
        "Grundsteuer Festsetzung",
        "99102012002000",
        "950",
        "Eigentümer zahlen jedes Vierteljahr.",
        units=("2004",),
    ),
    _short(
        "1017",
        "Ausweis der Stadtbücherei",
        "Bibliotheksausweis Ausgabe",
        "99077020040000",
        "960",
        "Bücher leihen für ein Jahr.",
    ),
    _short(
        "1018",
        "Schwerbehindertenausweis ändern",
        "Schwerbehindertenausweis Änderung",
        "99015007011000",
        "910",
        "Neue Anschrift, neuer Ausweis.",
    ),
    _short(
        "1019",
        "Einbürgerung",
        "Einbürgerung Genehmigung",
        "99099002006000",
        "910",
        "Deutsche oder Deutscher werden.",
    ),
    _short(
        "1020",
        "Verpflichtungserklärung abgeben",
        "Verpflichtungserklärung Anerkennung",
        "99010005016000",
        "910",
        "Wer Gäste einlädt, bürgt für sie.",
        units=("2005",),
    ),
    _short(
        "1021",
        "Straße vorübergehend nutzen",
        "Sondernutzung von Straßen Erlaubnis",
        "99108012005000",
        "940 980",
        "Container, Gerüst oder Tische auf dem Gehweg.",
        units=("2005",),
    ),
    _short(
        "1022",
        "Fahrt zur Schule",
        "Schülerbeförderung Durchführung",
        "99088011058000",
        "930",
        "Die Stadt zahlt die Fahrkarte.",
        units=("2006",),
    ),
    _short(
        "1023",
        "Auskunftssperre im Melderegister",
        "Auskunfts- und Übermittlungssperren im Melderegister Eintragung",
        "99115002060000",
        "920",
        "Niemand erfährt Ihre Anschrift.",
    ),
    _short(
        "1024",
        "Kinderbetreuung eröffnen",
        "Erlaubnis für den Betrieb einer Kindertageseinrichtung",
        "99071001000000",
        "930 980",
        "Eine Kita braucht eine Erlaubnis.",
        units=("2006",),
    ),
    _short(
        "1025",
        "Ehrenamt in Lindenfurt",
        "Ehrenamtliche Tätigkeit",
        "99030003000000",
        "960",
        "Wir vermitteln Aufgaben.",
    ),
    _short(
        "1026",
        "Hund abmelden oder befreien lassen",
        "Hundesteuer Befreiung",
        "99102013010000",
        "950",
        "Für Blindenhunde zahlen Sie nichts.",
        units=("2004",),
    ),
    ServiceEntry(
        "0001027",
        "Stadtführung buchen",
        leika=("nicht im LeiKa",),
        texts={"24": "Ein Rundgang mit Geschichten."},
        situations=("960",),
        units=("2007",),
        typing="5",
    ),
)


@dataclass
class City:
    """A catalogue that can change between two calls; ids are keys."""

    services: dict[str, ServiceEntry]
    units: dict[str, UnitEntry]
    online: dict[str, OnlineEntry]
    forms: dict[str, FormEntry]

    @classmethod
    def lindenfurt(cls) -> "City":
        return cls(
            *({entry.id: entry for entry in group} for group in (SERVICES, UNITS, ONLINE, FORMS))
        )

    def remove(self, id: str):
        """Take a service (or unit, online service, form) out of the catalogue."""
        self._home_of(id).pop(id)

    def change(self, id: str, **changes):
        """Replace fields of an entry; give `updated` too where the source would."""
        home = self._home_of(id)
        home[id] = replace(home[id], **changes)

    def _home_of(self, id):
        homes = (self.services, self.units, self.online, self.forms)
        return next(home for home in homes if id in home)
