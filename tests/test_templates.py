"""What holds for every template of the project."""

import re

from django.conf import settings

# German writes 1.972 for 1972: in an address or a name a key has to stay as it is.
BARE_KEY = re.compile(r"""=(["'])(?:(?!\1).)*\{\{\s*[\w.]*\bpk\s*\}\}""")
TEMPLATES = sorted(
    path
    for folder in ("home", "services", "opendata", "search", "site")
    for path in (settings.BASE_DIR / folder).glob("**/templates/**/*.html")
)


def test_keys_in_attributes_are_not_written_like_numbers_in_a_text():
    found = {str(path): BARE_KEY.search(path.read_text("utf-8")) for path in TEMPLATES}
    faults = [f"{path}: {match[0]}" for path, match in found.items() if match]
    assert not faults, 'write {{ … .pk|stringformat:"d" }}'


def test_a_bare_key_would_be_seen():
    assert len(TEMPLATES) > 150
    assert BARE_KEY.search('<a href="{{ url }}?directory={{ one.pk }}">')
    assert not BARE_KEY.search('<a href="{% url "x" one.pk %}">{{ one.pk }}</a>')
    assert not BARE_KEY.search('<a id="m-{{ one.pk|stringformat:"d" }}">')
