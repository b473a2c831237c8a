"""Elasticsearch 8, or OpenSearch 2 or 3, as an engine beside the database.

It finds what the database finds: the stems are analysed already, so the cluster splits at blanks
and adds up the weights of the stems that a document holds. The index stands behind an alias; a
rebuild makes another one and turns the alias, so that no question finds half of it. Whatever else
goes wrong is an EngineFailed, and the database answers.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain

from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, NotFoundError, dsl, helpers
from elasticsearch.dsl import A, Q

from core import locks

from ..models import Document, Waiting
from . import EngineFailed
from .database import IN_TEXT, LOOKED_UP_IN_TEXTS
from .elastic_client import client

# Raise it when the fields below change: an index of another layout is not asked, but made anew.
LAYOUT = 1
# Seconds that a reader waits, and that writing may take. The cluster gives up a bit sooner.
ASK_SECONDS = 1.0
ASK_TIMEOUT = "900ms"
WRITE_SECONDS = 60.0
# After a failure it is left alone for a while: readers do not wait for it one after the other.
PAUSE_SECONDS = 10.0
# How long it is believed to be whole.
BELIEVED_SECONDS = 30.0
# An index that lags behind by more seconds is not asked.
MOST_LAG_SECONDS = 60.0
BATCH = 500
# A clause each; the products refuse more than 1,024 clauses.
MOST_STEMS = 500
# The most candidates of a kind that may be asked for.
MOST_CANDIDATES = 2000
_LOCK = ("sear", 1)


class Entry(dsl.Document):
    """A document as the cluster keeps it: what finds it, nothing of what is shown."""

    pk = dsl.Long()
    kind = dsl.Keyword()
    path = dsl.Keyword()
    names = dsl.Text(analyzer="whitespace", norms=False, index_options="docs")
    body = dsl.Text(analyzer="whitespace", norms=False, index_options="docs")

    class Meta:
        dynamic = dsl.MetaField("strict")
        meta = dsl.MetaField({"layout": LAYOUT})

    class Index:
        settings = {
            "number_of_shards": 1,
            # None on a single node, which could not place it.
            "auto_expand_replicas": "0-1",
            "max_inner_result_window": MOST_CANDIDATES,
        }


def entry_of(document: Document) -> dict:
    names = (document.title_stems, document.alias_stems, document.heading_stems)
    return {
        "pk": document.pk,
        "kind": document.kind,
        "path": document.path,
        "names": " ".join(filter(None, names)),
        "body": document.body_stems,
    }


class ElasticEngine:
    """Finds candidates in a cluster. prefix: what its indexes are named by."""

    name = "the search cluster"

    def __init__(self, url: str, prefix: str, ca_file: str = ""):
        self.alias = f"{prefix}documents"
        self._client = client(url, ca_file)
        self._asking = self._client.options(request_timeout=ASK_SECONDS)
        self._writing = self._client.options(request_timeout=WRITE_SECONDS)
        self._silent_until = 0.0
        self._believed_until = 0.0

    # --- Questions ----------------------------------------------------------------------

    def candidates(
        self, stems: Mapping[str, float], kinds: Sequence[str], scope: Sequence[str], limit: int
    ) -> list[int]:
        if not stems or not kinds:
            return []
        # Only the order is read. To fetch what is stored would take most of the time.
        best = A(
            "top_hits",
            size=min(limit, MOST_CANDIDATES),
            sort=["_score", "pk"],
            _source=False,
            stored_fields="_none_",
        )
        search = dsl.Search().query(_query(stems, kinds, scope)).extra(size=0)
        search.aggs.bucket("kinds", "terms", field="kind", size=len(kinds)).metric("best", best)
        with self._asked():
            found = self._order(search)
        found.sort(key=lambda hit: (-hit[0], hit[1]))
        return [pk for _weight, pk in found]

    def _order(self, search: dsl.Search) -> list[tuple[float, int]]:
        """(weight, primary key) of each candidate."""
        answer = self._asking.search(
            index=self.alias,
            body=search.extra(timeout=ASK_TIMEOUT, track_total_hits=False).to_dict(),
            filter_path=["timed_out", "aggregations.kinds.buckets.best.hits.hits.sort"],
            allow_partial_search_results=False,
        )
        if answer["timed_out"]:
            raise EngineFailed("it took too long")
        # Parts without content are left out.
        parts = answer.body.get("aggregations", {"kinds": {"buckets": []}})
        hits = chain(*(one["best"]["hits"]["hits"] for one in parts["kinds"]["buckets"]))
        found = [(float(weight), int(pk)) for weight, pk in (hit["sort"] for hit in hits)]
        if any(pk.bit_length() > 63 for _weight, pk in found):
            raise EngineFailed("it found what is no document")
        return found

    @contextmanager
    def _asked(self):
        """Questions: only of an index that is whole, and not soon again after a failure."""
        now = time.monotonic()
        if now < self._silent_until:
            raise EngineFailed("it failed a moment ago")
        try:
            with _failures():
                if now >= self._believed_until:
                    if doubts := self._doubts():
                        raise EngineFailed(doubts)
                    self._believed_until = now + BELIEVED_SECONDS
                yield
        except EngineFailed:
            self._silent_until = time.monotonic() + PAUSE_SECONDS
            self._believed_until = 0.0
            raise

    # --- Whether it can be believed ------------------------------------------------------

    def _doubts(self) -> str:
        """Why the index should not be asked, "" for no reason."""
        if lack := self._lack():
            return lack
        oldest = _waiting().order_by("since").first()
        if oldest and (timezone.now() - oldest.since).total_seconds() > MOST_LAG_SECONDS:
            return "its index lags behind"
        return ""

    def _lack(self) -> str:
        try:
            (index,) = self._asking.indices.get(index=self.alias).body.values()
        except NotFoundError:
            return "it has no index"
        if index["mappings"].get("_meta", {}).get("layout") != LAYOUT:
            return "its index is of another version"
        held = self._asking.count(index=self.alias)["count"]
        rows = Document.objects.count()
        if abs(held - rows) > _waiting().count():
            return f"its index has {held} of {rows} documents"
        return ""

    def lack(self) -> str:
        """What only a rebuild mends, "" for nothing; looked at while nobody writes."""
        with self.alone(), _failures():
            return self._lack()

    def check(self) -> dict[str, object]:
        with _failures():
            told = self._writing.info()["version"]
            (index,) = self._writing.indices.get_alias(name=self.alias).body
            return {
                "documents": self._writing.count(index=self.alias)["count"],
                "waiting": _waiting().count(),
                "index": index,
                "product": f"{told.get('distribution', 'elasticsearch')} {told['number']}",
                "doubts": self._doubts(),
            }

    # --- Writing ------------------------------------------------------------------------

    @contextmanager
    def alone(self, wait: float = 0):
        """The only writer of the index: nothing is written while it is made anew."""
        try:
            with locks.hold(*_LOCK, wait):
                yield
        except locks.Taken:
            raise EngineFailed("it is being written to") from None

    def add(self, documents: Iterable[Document]):
        self._change({"_id": one.pk, "_source": entry_of(one)} for one in documents)

    def remove(self, pks: Iterable[int]):
        self._change({"_op_type": "delete", "_id": pk} for pk in pks)

    def _change(self, actions: Iterable[dict]):
        actions = list(actions)
        with _failures():
            done = list(self._bulk(self.alias, actions, require_alias=True))
            if len(done) != len(actions):
                raise EngineFailed(f"it took {len(done)} of {len(actions)} changes")
            if done:
                self._writing.indices.refresh(index=self.alias)

    def _bulk(self, index: str, actions: Iterable[dict], **options) -> Iterator[int]:
        """Write in batches, and count."""
        outcomes = helpers.streaming_bulk(
            self._writing,
            actions,
            index=index,
            chunk_size=BATCH,
            max_chunk_bytes=5_000_000,
            raise_on_error=False,
            **options,
        )
        for number, (done, outcome) in enumerate(outcomes, 1):
            # What is to be removed and is not there is gone.
            if not done and outcome.get("delete", {}).get("status") != 404:
                ((_action, told),) = outcome.items()
                raise EngineFailed(f"it refused a document: {told['error']['type']}")
            yield number

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]):
        """What is written meanwhile waits for it (`alone`), so that nothing is missed."""
        with self.alone(wait=WRITE_SECONDS), _failures():
            self._put_template()
            index = f"{self.alias}-{timezone.now():%Y%m%d%H%M%S}-{secrets.token_hex(2)}"
            self._writing.indices.create(index=index)
            try:
                self._fill(index, documents, progress)
                self._turn_alias_to(index)
            except BaseException:
                with suppress(ApiError, TransportError):
                    self._writing.indices.delete(index=index)
                raise
        self._silent_until = self._believed_until = 0.0

    def _put_template(self):
        template = Entry._index.as_composable_template(self.alias, f"{self.alias}-*")
        template.save(using=self._writing)

    def _fill(self, index, documents, progress):
        number = 0
        actions = ({"_id": one.pk, "_source": entry_of(one)} for one in documents)
        for number in self._bulk(index, actions):
            if number % BATCH == 0:
                progress(number)
        progress(number)
        self._writing.indices.refresh(index=index)
        held = self._writing.count(index=index)["count"]
        if held != number:
            raise EngineFailed(f"it kept {held} of {number} documents")

    def _turn_alias_to(self, index):
        """In one step: there is an index at any moment. What a broken rebuild left goes, too."""
        found = self._writing.indices.get(
            index=[self.alias, f"{self.alias}-*"], ignore_unavailable=True
        )
        actions = [{"remove_index": {"index": one}} for one in found.body if one != index]
        actions.append({"add": {"index": index, "alias": self.alias}})
        self._writing.indices.update_aliases(actions=actions)


def _query(stems: Mapping[str, float], kinds: Sequence[str], scope: Sequence[str]):
    weightiest = sorted(stems, key=lambda stem: -stems[stem])
    held = [_held("names", stem, stems[stem]) for stem in weightiest[:MOST_STEMS]]
    for stem in weightiest[:LOOKED_UP_IN_TEXTS]:
        held.append(_held("body", stem, stems[stem] * IN_TEXT))
    conditions = [Q("terms", kind=list(kinds))]
    if scope:
        inside = [Q("prefix", path=path) for path in scope]
        conditions.append(Q("bool", should=[Q("term", path=""), *inside]))
    return Q("bool", should=held, filter=conditions, minimum_should_match=1)


def _held(field: str, stem: str, weight: float):
    return Q("constant_score", filter=Q("term", **{field: stem}), boost=weight)


def _waiting():
    """Marks of documents that the cluster does not have as they stand now."""
    return Waiting.objects.filter(model=Document._meta.label_lower)


@contextmanager
def _failures():
    """Whatever a cluster may do wrong, or something that answers in its place.

    A reason names no words that were asked for.
    """
    try:
        yield
    except ApiError as error:
        raise EngineFailed(f"{error.status_code} {error.message}"[:200]) from error
    except TransportError as error:
        raise EngineFailed(f"{type(error).__name__}: {error.message}"[:200]) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineFailed(f"its answer cannot be read: {error!r}"[:200]) from error
