"""The PVOG Bereitstelldienst: the objects of an area, in full and then what has changed.

OAuth2 client credentials (RFC 6749, 4.4), then GET …/verwaltungsobjekte?index=0&ars=… with the
JSON answer {xzufiObjekte: XML text, vollstaendig, naechsterIndex, naechsteAnfrageUrl}. The address
of the next request is the cursor: requested again later, it returns all changes since, deletions
included. No models here.
"""

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from harvest.report import Warnings
from outbound.errors import SourceInvalid, SourceUnavailable

from .client import Part

OBJECTS = "verwaltungsobjekte"
EVERYWHERE = "%"
# Seconds before its end at which a token counts as expired.
_MARGIN = 30
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class Bereitstelldienst:
    """One reading of the service.

    client: a outbound.client.Client on the API's base address; secret: the client secret.
    After `parts()` is exhausted, `cursor` is the start of the next run, and `from_start` tells
    whether everything was read, from index 0 to the end.
    """

    def __init__(
        self, client, *, token_url: str, client_id: str, secret: str, ars: str, warnings: Warnings
    ):
        self._client = client
        self._token_url = token_url
        self._form = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": secret,
        }
        self._ars = ars or EVERYWHERE
        self._warnings = warnings
        self._token = ""
        self._token_ends = 0.0
        self.cursor = ""
        self.from_start = False

    def parts(self, cursor: str = "") -> Iterator[Part]:
        """One XML document per response. cursor: naechsteAnfrageUrl of the last run, "" for all.

        Raises SourceUnavailable and SourceInvalid.
        """
        answer = self._ask(cursor, missing_ok=True) if cursor else None
        if cursor and answer is None:
            self._warnings.add("cursor_lost", _("The service forgot our place; read in full."))
        self.from_start = answer is None
        asked = set() if answer is None else {cursor}
        if answer is None:
            answer = self._ask(OBJECTS, {"index": 0, "ars": self._ars})
        while True:
            if text := (answer["xzufiObjekte"] or "").strip():
                number = len(asked) + self.from_start
                yield Part(
                    _("answer %(number)s") % {"number": number}, lambda text=text: _as_file(text)
                )
            following = answer.get("naechsteAnfrageUrl") or ""
            if answer["vollstaendig"]:
                self.cursor = following
                return
            if not following or following in asked:
                raise SourceInvalid(_("The service does not say where its list goes on."))
            asked.add(following)
            answer = self._ask(following)

    def _ask(self, path_or_url: str, params=None, missing_ok=False) -> dict | None:
        """One response; a token that has expired meanwhile is renewed once."""
        if "://" in path_or_url:
            self._refuse_foreign(path_or_url)
        if time.monotonic() >= self._token_ends:
            self._renew()
        try:
            answer = self._get(path_or_url, params, missing_ok)
        except SourceUnavailable as error:
            if error.status != 401:
                raise
            self._renew()
            answer = self._get(path_or_url, params, missing_ok)
        return answer

    def _get(self, path_or_url, params, missing_ok) -> dict | None:
        headers = {"Authorization": f"Bearer {self._token}"}
        answer, _response = self._client.get_json(path_or_url, params, headers, missing_ok)
        if answer is None:
            return None
        right = isinstance(answer, dict) and isinstance(answer.get("vollstaendig"), bool)
        if not right or not isinstance(answer.get("xzufiObjekte", 0), str | None):
            raise SourceInvalid(_("The service answers in another form than was agreed."))
        return answer

    def _renew(self):
        answer = self._client.post_form(self._token_url, self._form)
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not token:
            raise SourceInvalid(_("The token service answers without a token."))
        self._token = str(token)
        lasts = answer.get("expires_in")
        lasts = float(lasts) if isinstance(lasts, int | float) else 300.0
        self._token_ends = time.monotonic() + max(lasts - _MARGIN, lasts / 2)

    def _refuse_foreign(self, url: str):
        """Raise for foreign hosts: the token is sent to the service's own host only."""
        own, other = urlsplit(urljoin(self._client.base_url, "/")), urlsplit(url)
        if (own.scheme, own.netloc) != (other.scheme, other.netloc):
            raise SourceInvalid(
                _("The service sends us to another host (%(host)s).") % {"host": other.netloc}
            )


@contextmanager
def _as_file(text: str) -> Iterator[BinaryIO]:
    """The text as UTF-8, whatever encoding its XML declaration names."""
    yield io.BytesIO(_DECLARATION.sub("", text).encode())
