"""Collection of a source's lists into the raw store: resumable, and never "down" for "empty".

Every page is stored together with the position of the walk. An interrupted run leaves its walks;
the next one resumes at the page where they stopped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outbound.errors import SourceError, SourceUnavailable

from ..models import ListWalk, RawObject, WalkedPage, key_of
from ..schema import Body, Parsed, key
from .client import GONE, Gone, OparlClient, Restricted
from .pagination import Page
from .raw_store import Place, RawStore, nested

# Clocks differ, and a list is not read in a moment.
OVERLAP = timedelta(minutes=10)
# Short lists, read as a whole every time: people who are depublished without a tombstone are
# noticed in the same run, and some servers ignore the filter for committees anyway.
ALWAYS_WHOLE = frozenset({"Organization", "Person"})
# An older walk is begun anew: its first pages tell too little about today.
STALE_AFTER = timedelta(hours=12)
# So many objects are asked for singly in one run; what is left waits for the next.
MOST_ASKED = 2000


@dataclass(frozen=True, slots=True)
class OparlList:
    """One list of a body. main: one of the four that every version has."""

    url: str
    type: str
    body_url: str = ""
    main: bool = False

    @property
    def place(self) -> Place:
        return Place(self.type, key_of(self.url), self.body_url)


class Collector:
    """The first stage of one run."""

    def __init__(self, client: OparlClient, store: RawStore, job, report):
        self.client = client
        self.store = store
        self.job = job
        self.report = report
        self.source = job.source

    def collect(self):
        """Collect all data of the run into the raw store.

        Raises SourceUnavailable or SourceInvalid; data stored until then is kept, and the next
        run resumes from there.
        """
        self.job.progress(_("reading the system"), 0, None)
        system = self.client.system()
        self.store.keep([nested(system)], Place("System"))
        for body in self.bodies(system):
            for one in lists_of(body):
                self.walk(one)
        self.ask(self.doubtful())

    def bodies(self, system: Parsed) -> list[Parsed]:
        """All bodies, or those that the source's option `bodies` or the job's part names."""
        found = self.client.bodies(system)
        started = timezone.now()
        place = Place("Body", key_of(system.fields.body))
        with transaction.atomic():
            walk = self._row(OparlList(system.fields.body or system.id, "Body"))
            self._begin(walk, None, started)
            keys = self.store.keep([nested(body) for body in found], place)
            self._record(walk, Page(walk.url, (), complete=True), keys)
        wanted = {key(url) for url in wanted_bodies(self.job)}
        return [body for body in found if not wanted or key(body.id) in wanted]

    # --- Lists ---------------------------------------------------------------------------

    def walk(self, one: OparlList):
        """Walk a list from where the last walk stopped, or from its beginning."""
        walk = self._row(one)
        if not self._goes_on(walk):
            since = None if self._is_whole(walk) else walk.cursor - OVERLAP
            self._begin(walk, since, timezone.now())
        if walk.finished:
            return
        try:
            self._walk(walk, one)
        except SourceUnavailable as error:
            # A list that has never been there is odd; one that was there is down.
            if one.main and (error.status not in GONE or walk.cursor is not None):
                raise
            self.report.warnings.add("list_unreachable", str(error))
        except SourceError as error:
            if one.main:
                raise
            self.report.warnings.add("list_unreachable", str(error))

    def _walk(self, walk: ListWalk, one: OparlList):
        done = 0
        start = walk.next_url or walk.url
        for page in self.client.walk(start, modified_since=walk.since):
            with transaction.atomic():
                keys = self.store.keep(page.objects, one.place)
                self._record(walk, page, keys)
            done += len(page.objects)
            self.job.progress(_("reading %(type)s") % {"type": one.type}, done, page.total)
        if not walk.finished:
            self.report.warnings.add("list_without_end", walk.url)

    def _row(self, one: OparlList) -> ListWalk:
        return ListWalk.objects.get_or_create(
            source=self.source,
            key=key_of(one.url),
            defaults={"url": one.url, "object_type": one.type},
        )[0]

    def _is_whole(self, walk: ListWalk) -> bool:
        return self.job.full or walk.cursor is None or walk.object_type in ALWAYS_WHOLE

    def _goes_on(self, walk: ListWalk) -> bool:
        """Whether an interrupted walk may be resumed."""
        if walk.started_at is None or timezone.now() - walk.started_at > STALE_AFTER:
            return False
        return walk.since is None or not self.job.full

    def _begin(self, walk: ListWalk, since, started):
        walk.started_at, walk.since, walk.next_url, walk.finished = started, since, "", False
        with transaction.atomic():
            walk.save()
            walk.pages.all().delete()

    def _record(self, walk: ListWalk, page: Page, keys: list[str]):
        """Record that this page is stored: an interrupted walk resumes with this page."""
        walk.next_url, walk.finished = page.url, page.complete
        walk.save(update_fields=["next_url", "finished"])
        WalkedPage.objects.create(walk=walk, url=page.url, keys=keys)

    # --- What is missing ------------------------------------------------------------------

    def doubtful(self) -> list[RawObject]:
        """Live objects missing from a complete list, or no longer embedded in their parent."""
        walks = list(ListWalk.objects.filter(source=self.source, finished=True))
        pages = WalkedPage.objects.filter(walk__in=walks).values_list("keys", flat=True)
        # As bytes: a large council names a million.
        seen = {bytes.fromhex(one) for keys in pages.iterator() for one in keys}
        whole = [walk.key for walk in walks if walk.is_whole and walk.started_at]
        listed = self.store.live().filter(list_key__in=whole)
        loosened = self.store.live().filter(doubtful=True)
        missing = {
            one
            for rows in (listed, loosened)
            for one in rows.values_list("key", flat=True).iterator()
            if bytes.fromhex(one) not in seen
        }
        rows = self.store.live().defer("content")
        return [row for keys in _pieces(missing) for row in rows.filter(key__in=keys)]

    def ask(self, doubtful: list[RawObject]):
        """Request objects by id: absence from a list is no proof (karlsruhe: restricted)."""
        for number, row in enumerate(doubtful[:MOST_ASKED]):
            self.job.progress(_("asking for what is missing"), number, len(doubtful))
            try:
                answer = self.client.get(row.url, type=row.object_type)
            except SourceError as error:
                self.report.warnings.add("not_answered", f"{row.url} {error}")
                continue
            if isinstance(answer, Gone):
                self.store.withdraw([row.key], RawObject.State.DELETED)
            elif isinstance(answer, Restricted):
                self.store.withdraw([row.key], RawObject.State.RESTRICTED)
            else:
                self.report.warnings.add("missing_from_list", row.url)
                RawObject.objects.filter(pk=row.pk).update(doubtful=False)
                self.store.keep(
                    [nested(answer)], Place(row.object_type, row.list_key, row.body_url)
                )
        for row in doubtful[MOST_ASKED:]:
            self.report.warnings.add("not_asked", row.url)


def lists_of(parsed: Parsed) -> list[OparlList]:
    """The lists of a body: the four of 1.0, then what 1.1 adds."""
    body: Body = parsed.fields
    main = [OparlList(url, type, parsed.id, True) for type, url in body.main_lists.items()]
    return main + [OparlList(url, type, parsed.id) for type, url in body.child_lists.items()]


def wanted_bodies(job) -> Iterable[str]:
    """Ids of the bodies that are harvested; empty means all."""
    return [job.part] if job.part else job.source.options.get("bodies") or ()


def _pieces(keys, size: int = 500):
    keys = sorted(keys)
    return (keys[start : start + size] for start in range(0, len(keys), size))
