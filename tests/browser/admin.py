"""The editors' side in a browser: who is logged in, without the login form."""

from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client


def session_of(user, base: str) -> dict:
    """`visit(path, storage_state=session_of(user, base))` opens a page as this user.

    Make it before `visit`: beside Playwright's event loop the database is out of reach.
    """
    client = Client()
    client.force_login(user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": urlsplit(base).hostname,
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return {"cookies": [cookie], "origins": []}
