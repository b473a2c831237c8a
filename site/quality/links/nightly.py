"""The nightly round: collect all links, then check other hosts, politely and in limited time.

One connection per host, a pause between two requests, no address twice a day. Results are stored
link by link: a killed round resumes where it stopped.
"""

import queue
import threading
import time
from collections import defaultdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone

from quality.content import all_published
from quality.models import IgnoredHost, Link, LinkUse

from . import probing
from .sources import sources
from .storage import check_internal, store_links, tidy

ASK_AGAIN = timedelta(hours=23)
HOSTS_AT_ONCE = 4
LONGEST_ROUND = timedelta(hours=3)


def collect() -> int:
    """Walk through all content and store its links. Returns the number of uses."""
    seen = set()
    for content in all_published():
        store_links(content)
        seen.add(_key(content))
    for source in sources():
        for content, links in source.rows():
            store_links(content, links, source.name)
            seen.add(_key(content))
    _discard_all_but(seen)
    tidy()
    check_internal(Link.objects.used().filter(internal=True))
    return LinkUse.objects.count()


def _key(content):
    return content._meta.label_lower, content.pk


def _discard_all_but(seen):
    places = LinkUse.objects.order_by().values_list("content_type", "object_id").distinct()
    for kind, pk in list(places):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or (model._meta.label_lower, pk) not in seen:
            LinkUse.objects.filter(content_type=kind, object_id=pk).delete()


def check_external(now: datetime | None = None) -> int:
    """Check links to other hosts. Returns the number of checked addresses."""
    now = now or timezone.now()
    by_host = _by_host(due_links(now))
    if not by_host:
        return 0
    found: queue.Queue = queue.Queue()
    hosts: queue.Queue = queue.Queue()
    for links in by_host.values():
        hosts.put(links)
    stop = threading.Event()
    threads = [
        threading.Thread(target=_work, args=(hosts, found, stop), daemon=True)
        for _number in range(min(HOSTS_AT_ONCE, len(by_host)))
    ]
    for thread in threads:
        thread.start()
    try:
        return _store_results(found, len(threads))
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=60)


def due_links(now: datetime):
    """Links in use, not ignored, not checked for a day; the longest unchecked first."""
    limit = settings.LINK_CHECK_PER_NIGHT
    waiting = Q(checked_at=None) | Q(checked_at__lt=now - ASK_AGAIN)
    links = Link.objects.used().external().filter(waiting, ignored=False)
    ignored = set(IgnoredHost.objects.values_list("host", flat=True))
    found = []
    for link in links.order_by(F("checked_at").asc(nulls_first=True), "pk").iterator():
        if len(found) == limit:
            break
        if host_of(link.target) not in ignored:
            found.append(link)
    return found


def host_of(target: str) -> str:
    try:
        return urlsplit(target).hostname or ""
    except ValueError:
        return ""


def _by_host(links) -> dict[str, list[Link]]:
    found = defaultdict(list)
    for link in links:
        found[host_of(link.target)].append(link)
    return found


def _work(hosts, found, stop):
    """One thread: host after host, each over a connection of its own. It touches no database."""
    end = time.monotonic() + LONGEST_ROUND.total_seconds()
    try:
        while not stop.is_set():
            try:
                links = hosts.get_nowait()
            except queue.Empty:
                return
            _ask_host(links, found, stop, end)
    finally:
        found.put(None)


def _ask_host(links, found, stop, end):
    with probing.Prober() as prober:
        for number, link in enumerate(links):
            if stop.is_set() or time.monotonic() > end:
                return
            if number:
                stop.wait(settings.LINK_CHECK_PAUSE)
            verdict = prober.check(link.target)
            found.put((link.pk, verdict))
            if verdict.later > probing.LONGEST_WAIT:
                return
            stop.wait(verdict.later)


def _store_results(found, running) -> int:
    """Store the results of the threads, until all have ended or the night is over."""
    number, end = 0, time.monotonic() + LONGEST_ROUND.total_seconds()
    while running:
        try:
            item = found.get(timeout=max(0, end - time.monotonic()))
        except queue.Empty:
            return number
        if item is None:
            running -= 1
            continue
        pk, verdict = item
        # Read anew: an editor may have decided about it in the meantime, or removed it.
        if link := Link.objects.filter(pk=pk).first():
            link.record(verdict.state, verdict.answer, verdict.moved_to)
        number += 1
    return number


def check_links() -> str:
    """The whole round, as a periodic job (core.registries.periodic)."""
    uses = collect()
    asked = check_external()
    broken = Link.objects.used().broken().count()
    return f"{uses} uses of links, {asked} addresses asked, {broken} broken"
