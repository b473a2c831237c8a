"""Words that say how somebody asks, and not what about.

Stop words hold a sentence together. Words of form tell what is wanted of the thing that the other
words name: "personalausweis kosten" wants the fee of the identity card. They need not match, but
what bears them in its name comes first ("Öffnungszeiten" is a page as well).
"""

from .words import stem, words

STOP_WORDS = frozenset(
    words(
        """
        der die das den dem des ein eine einen einem einer eines kein keine keinen
        ich du er sie es wir ihr man mich mir dir dich ihm ihn uns euch ihnen sich
        mein meine meinen meinem meiner meines dein deine unser unsere unseren ihre ihren seine
        und oder aber denn sondern doch als wenn ob dass weil
        in im an am auf aus bei beim von vom zu zum zur mit nach vor für fürs über unter durch ohne
        um gegen seit bis wegen zwischen neben hinter per
        ist sind bin war waren wird werden wurde sein habe hab haben hat hatte
        kann könnte können muss müssen soll darf dürfen will wollen möchte möchten brauche brauchen
        braucht bräuchte gibt geht mache machen macht tun
        wo wie was wer wen wem wann warum wieso weshalb welche welcher welches wohin woher womit
        hier da dort dann nur auch noch schon sehr so bitte mal jetzt
        nicht nix nichts etwas stadt
        worden gewesen wieviel wieviele wofür welcher gibts gehts kommt
        i a the of for to on at my is are do does can how what where when who
        """
    )
)

STOP_STEMS = frozenset(map(stem, STOP_WORDS))

# {what is wanted: the words that ask for it}
WANTED = {
    "fees": """kosten kostet kostenpflichtig gebühr gebühren preis preise teuer bezahlen zahlen
        euro cost costs fee fees price""",
    "hours": """öffnungszeit öffnungszeiten geöffnet offen geschlossen uhrzeit uhr sprechzeit
        sprechzeiten sprechstunde opening hours open""",
    "appointment": "termin termine terminvereinbarung terminbuchung appointment",
    "documents": """unterlagen dokumente nachweise mitbringen formular formulare antrag vordruck
        form""",
    "online": "online digital internet onlineantrag",
    "contact": """kontakt telefon telefonnummer nummer anrufen email mail adresse anschrift
        ansprechpartner ansprechpartnerin zuständig sprechen contact phone address""",
    "duration": "dauer dauert lange bearbeitungszeit frist wartezeit",
    "defect": """defekt kaputt beschädigt zerstört flackert leuchtet verstopft locker verschmutzt
        überfüllt voll gebrochen umgestürzt melden broken""",
    "application": """beantragen beantragung antragstellung bekommen bekomme holen kriegen kriege
        anfordern bestellen apply get""",
    "loss": "verloren gestohlen geklaut weg verlust diebstahl verlegt lost stolen",
}
LITTLE = 0.25
# What these ask for is a thing of its own ("Verlust oder Diebstahl melden"), not only a part of it.
MUCH = 0.7
_OF_THEIR_OWN = frozenset({"loss"})

_WANTED_BY_STEM = {stem(word): wanted for wanted, asked in WANTED.items() for word in words(asked)}
_STEMS_OF = {
    wanted: frozenset(stem(word) for word in words(asked)) for wanted, asked in WANTED.items()
}


def is_stop_word(word: str) -> bool:
    return word in STOP_WORDS


def wanted_by(word: str) -> str:
    """The key of WANTED that this word asks for, "" for none."""
    return _WANTED_BY_STEM.get(stem(word), "")


def words_for(wanted: str) -> frozenset[str]:
    """Stems of all words that ask for this: what is lost is reported as a loss."""
    return _STEMS_OF[wanted]


def is_of_form(word: str) -> bool:
    return is_stop_word(word) or bool(wanted_by(word))


def weight(word: str) -> float:
    """How much it counts that a document answers this word: from 0 to 1."""
    wanted = wanted_by(word)
    if not wanted:
        return 1.0
    return MUCH if wanted in _OF_THEIR_OWN else LITTLE
