"""Throttling of logins, by the failures in the login log (accounts.models).

- 5 for one name from one origin: both are refused together, for 15 minutes.
- 30 from one origin, whatever the names: then only names that have logged in from there before.
- 50 for one name from everywhere: then only from origins where that name has logged in before.

So nobody locks a colleague out: her own office stays open to her. Attempts under way count as wrong
until they have ended, so that parallel attempts gain nothing over consecutive ones.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from submissions.throttle import count, network_of, uncount

from .models import LoginEvent

COOLING_OFF = timedelta(minutes=15)
WRONG_TOGETHER = 5
WRONG_FROM_ORIGIN = 30
WRONG_FOR_NAME = 50
LONGEST_NAME = 150
# A process that was killed over an attempt holds its place no longer than this.
UNDER_WAY_SECONDS = 60

Kind = LoginEvent.Kind
# What ends the count of each kind of failure: a right password says nothing about the codes.
FORGIVEN_BY = {
    Kind.WRONG: (Kind.IN,),
    Kind.WRONG_CODE: (Kind.CODE, Kind.BACKUP_CODE),
}


@dataclass(frozen=True)
class Attempt:
    """An attempt to log in: name and origin, as the login log records them."""

    name: str
    network: str

    @classmethod
    def from_request(cls, request, name: str) -> "Attempt":
        return cls(recorded_name(name), network_digest(request))

    def begin(self) -> bool:
        """Count the attempt as under way; False (and not counted) when it is refused.

        The caller ends it as well, after a failure has been recorded.
        """
        under_way = [count("login", key, UNDER_WAY_SECONDS) for key in self._keys()]
        if self.is_refused(*under_way):
            self.end()
            return False
        return True

    def end(self):
        """Count the attempt as under way no longer."""
        for key in self._keys():
            uncount("login", key)

    def is_refused(self, together: int = 1, from_origin: int = 1, for_name: int = 1) -> bool:
        """Whether this attempt is refused without checking the password.

        The numbers: how many are under way now, with this one: of this name from this origin, from
        this origin, of this name.
        """
        since = timezone.now() - COOLING_OFF
        wrong = self._wrong(since, name=self.name, network=self.network)
        if wrong + together > WRONG_TOGETHER:
            return True
        flooded = (
            self._wrong(since, network=self.network) + from_origin > WRONG_FROM_ORIGIN
            or self._wrong(since, name=self.name) + for_name > WRONG_FOR_NAME
        )
        return flooded and not self._is_at_home()

    def _keys(self):
        return f"{self.name}\0{self.network}", f"\0{self.network}", f"{self.name}\0"

    def _wrong(self, since, **where):
        """Failures in the window; those of a name end with its next success or an unlocking."""
        found = LoginEvent.objects.filter(at__gt=since, **where)
        return sum(
            found.filter(kind=kind, at__gt=self._forgiven_at(since, kind, where)).count()
            for kind in FORGIVEN_BY
        )

    def _forgiven_at(self, since, kind, where):
        if "name" not in where:
            return since
        own = LoginEvent.objects.filter(name=self.name, at__gt=since)
        found = own.filter(kind=Kind.UNLOCKED) | own.filter(
            kind__in=FORGIVEN_BY[kind], network=self.network
        )
        return found.values_list("at", flat=True).first() or since

    def _is_at_home(self):
        return LoginEvent.objects.filter(
            name=self.name, network=self.network, kind=Kind.IN
        ).exists()


def recorded_name(name: str) -> str:
    """The user name; of a name that nobody has, a keyed digest (it may be a password)."""
    name = name.replace("\x00", "").strip()[:LONGEST_NAME]
    user = get_user_model().objects.filter(username=name).first()
    return user.get_username() if user else f"?{_digest('name', name.casefold())}"


def network_digest(request) -> str:
    """Where the request comes from, as 16 hexadecimal digits; "" when unknown."""
    network = network_of(request) if request is not None else ""
    return _digest("network", network) if network else ""


def _digest(what, text):
    return salted_hmac(f"accounts.{what}", text, algorithm="sha256").hexdigest()[:16]
