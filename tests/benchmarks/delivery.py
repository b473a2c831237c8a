"""The delivery that is measured: the real one where it is at hand, else one of the same size."""

import os
import tempfile
from pathlib import Path

NAME = "transfer_hessen_rlp_names.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xzufi:transfer xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">'
    "<xzufi:nachrichtenkopf><xzufi:nachrichtUUID>0</xzufi:nachrichtUUID>"
    "</xzufi:nachrichtenkopf>\n"
)
SERVICE = (
    '<xzufi:schreibe><xzufi:leistung><xzufi:id schemeAgencyID="L999901" schemeID="Leistung">'
    "{number}</xzufi:id>"
    "<xzufi:modulText><xzufi:positionDarstellung>1</xzufi:positionDarstellung>"
    '<xzufi:leikaTextmodul listURI="urn:de:xzufi:codeliste:leistungstextmodulleika" '
    'listVersionID="20240216"><code>02</code></xzufi:leikaTextmodul>'
    '<xzufi:inhalt languageCode="de">{title} Erteilung</xzufi:inhalt></xzufi:modulText>'
    "<xzufi:modulText><xzufi:positionDarstellung>2</xzufi:positionDarstellung>"
    '<xzufi:leikaTextmodul listURI="urn:de:xzufi:codeliste:leistungstextmodulleika" '
    'listVersionID="20240216"><code>03</code></xzufi:leikaTextmodul>'
    '<xzufi:inhalt languageCode="de">{title} {ending}</xzufi:inhalt></xzufi:modulText>'
    '<xzufi:typisierung listURI="urn:de:fim:leika:typisierung" listVersionID="20210831">'
    "<code>2/3</code></xzufi:typisierung>"
    "<xzufi:versionsinformation><xzufi:geaendertDatumZeit>2026-01-20T01:26:46Z"
    "</xzufi:geaendertDatumZeit></xzufi:versionsinformation>"
    "<xzufi:sprachversion><xzufi:languageCode>de</xzufi:languageCode>"
    "<xzufi:sprachbezeichnungDeutsch>Deutsch</xzufi:sprachbezeichnungDeutsch>"
    "<xzufi:sprachbezeichnungNativ>Deutsch</xzufi:sprachbezeichnungNativ></xzufi:sprachversion>"
    "</xzufi:leistung></xzufi:schreibe>\n"
)
RESPONSIBILITY = (
    "<xzufi:schreibe><xzufi:zustaendigkeitTransferObjekt>"
    '<xzufi:uebergeordnetesObjektID schemeAgencyID="L999901" schemeID="Organisationseinheit">'
    "9{unit}</xzufi:uebergeordnetesObjektID><xzufi:zustaendigkeit>"
    '<xzufi:id schemeAgencyID="L999901" schemeID="ZustaendigkeitOrganisationseinheit">'
    "z{number}</xzufi:id>"
    '<xzufi:leistungID schemeAgencyID="L999901" schemeID="Leistung">{number}</xzufi:leistungID>'
    "<xzufi:gebietID>069990001001</xzufi:gebietID>"
    "<xzufi:rolle><code>01</code><name>Zuständige Stelle</name></xzufi:rolle>"
    "</xzufi:zustaendigkeit></xzufi:zustaendigkeitTransferObjekt></xzufi:schreibe>\n"
)
UNIT = (
    '<xzufi:schreibe><xzufi:organisationseinheit><xzufi:id schemeAgencyID="L999901" '
    'schemeID="Organisationseinheit">9{unit}</xzufi:id><xzufi:name>'
    '<xzufi:name languageCode="de">Amt {unit}</xzufi:name></xzufi:name>'
    "</xzufi:organisationseinheit></xzufi:schreibe>\n"
)
WORDS = ("Erlaubnis", "Ausweis", "Bescheinigung", "Zulassung", "Förderung", "Genehmigung")


def path() -> tuple[Path, str]:
    """The file, and what it is in words."""
    folder = os.environ.get("STADTTOR_REFERENCE_DATA")
    if folder and (Path(folder) / "xzufi" / NAME).exists():
        return Path(folder) / "xzufi" / NAME, "real names of Hessen and Rheinland-Pfalz"
    file = Path(tempfile.mkdtemp(prefix="stadttor-bench-")) / "generated.xml"
    write(file, services=2600, units=100)
    return file, "generated"


def write(file: Path, services: int, units: int, ending: str = "beantragen"):
    """A delivery of so many services, one responsibility each; titles end with `ending`."""
    with file.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for unit in range(units):
            out.write(UNIT.format(unit=unit))
        for number in range(services):
            title = f"{WORDS[number % len(WORDS)]} für Vorhaben {number}"
            out.write(SERVICE.format(number=number, title=title, ending=ending))
            out.write(RESPONSIBILITY.format(number=number, unit=number % units))
        out.write("</xzufi:transfer>\n")
