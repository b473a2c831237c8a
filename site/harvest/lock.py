"""One run per source at a time (core.locks)."""

from contextlib import ExitStack, contextmanager

from django.utils.translation import gettext as _

from core import locks
from outbound.errors import AlreadyRunning

_GROUP = "harv"


@contextmanager
def hold(source, wait: float = 1.0):
    """Hold the lock of `source`. Raises AlreadyRunning if it is not free within `wait` seconds."""
    with ExitStack() as held:
        try:
            held.enter_context(locks.hold(_GROUP, source.pk, wait))
        except locks.Taken:
            words = _("A run of “%(source)s” is under way already.") % {"source": source}
            raise AlreadyRunning(words) from None
        yield


def is_free(source) -> bool:
    """Whether no run of `source` is under way at this moment."""
    try:
        with hold(source, wait=0):
            return True
    except AlreadyRunning:
        return False
