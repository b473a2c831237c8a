"""Common words in passwords: everyday German, offices, computers, sport, names.

Written as `accounts.passwords` compares them: small letters, ä as ae, ß as ss. Django's own list of
common passwords is English; this one is ours, and needs no more than the stems.
"""

_TEXT = """
passwort passwoerter kennwort losung losungswort geheim geheimnis streng sicher sicherheit
schluessel zugang anmelden anmeldung einloggen login logout password passphrase secret access
admin administrator root user benutzer benutzername gast test tester testen probe demo default
standard beispiel muster vorlage start master chef boss system server rechner computer laptop
internet netzwerk wlan router drucker windows office outlook excel word google android iphone
handy telefon email mail webseite website homepage internetseite portal redaktion redakteur
redakteurin wagtail stadttor django
stadt stadtverwaltung gemeinde rathaus verwaltung buerger buergerin buergermeister
buergermeisterin buergerservice buergerbuero amt aemter behoerde landkreis kreis kreisstadt
landratsamt ordnungsamt standesamt bauamt hauptamt steueramt kaemmerei stadtrat gemeinderat
dezernat fachbereich abteilung sachbearbeiter mitarbeiter mitarbeiterin kollege kollegin
pressestelle dienst dienststelle deutschland germany heimat europa berlin hamburg muenchen koeln
frankfurt stuttgart dresden leipzig hannover bremen nuernberg dortmund essen duesseldorf
hessen bayern sachsen thueringen niedersachsen brandenburg saarland
hallo hallihallo willkommen moin servus tschuess danke bitte gruss guten morgen abend ichbins
liebe lieben ichliebedich liebling schatz schatzi schaetzchen engel prinzessin prinz maus
mausi hase hasi baerchen sternchen stern sonne sonnenschein mond himmel blume rose regenbogen
glueck gluecklich freude leben familie mama papa mutter vater oma opa kind kinder bruder
schwester freund freundin baby hund katze pferd vogel tiger drache loewe adler delfin
schmetterling einhorn fisch ferrari mercedes porsche audi volkswagen motorrad fahrrad auto
fussball handball tennis sport verein schalke borussia hsv werder eintracht hertha koenig
meister held krieger ninja batman superman starwars pokemon computerspiel musik gitarre
schokolade kaffee kuchen pizza bier wein kartoffel sauerkraut
fruehling fruehjahr sommer herbst winter ostern pfingsten weihnachten silvester urlaub ferien
feierabend wochenende januar februar maerz april juni juli august september oktober november
dezember montag dienstag mittwoch donnerstag freitag samstag sonntag heute gestern
arbeit buero schule projekt aufgabe nummer zahl eins zwei drei vier fuenf sechs sieben acht neun
zehn rot gruen blau gelb schwarz weiss gold silber
andreas alexander anna anja barbara bernd birgit brigitte christian christina christine claudia
daniel daniela david dennis dieter elke florian frank gabriele hans heike helga holger jan
jens jessica joerg julia juergen karin katharina katrin klaus laura lena leon lukas manfred
manuela marcel marco maria marie markus martin martina matthias max michael monika nicole
niklas oliver paul peter petra philipp ralf renate robert sabine sandra sarah sebastian silke
simone sophie stefan stefanie steffen susanne sven thomas thorsten tobias torsten ulrich ursula
uwe vanessa walter werner wolfgang
der die das den dem des ein eine einen mein meine dein deine unser unsere ich du er sie wir ihr
bin bist ist sind und oder mit von fuer nicht kein keine alle alles neu neue neues alt gut super
the and you love iloveyou welcome hello dragon monkey sunshine football letmein qwerty
"""
WORDS = frozenset(_TEXT.split())
