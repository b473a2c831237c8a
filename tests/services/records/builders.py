"""Hand-made records and a job around them, for tests of the sync."""

from harvest.jobs import Job
from harvest.report import Warnings
from services import records
from services.harvest.delivery import Delivery
from services.records import Ref, TextModule

AGENCY = "L999901"


def ref(number, agency=AGENCY):
    return Ref(agency, str(number))


def service(number, title="", agency=AGENCY, modules=(), **values):
    """A service record: German title, and modules as (code, html) pairs."""
    texts = [TextModule("03", "de", title or f"Leistung {number}")]
    texts += [TextModule(code, "de", html) for code, html in modules]
    return records.Service(ref=ref(number, agency), modules=tuple(texts), **values)


def unit(number, name="", **values):
    return records.Unit(ref=ref(number), names={"de": name or f"Amt {number}"}, **values)


def responsibility(number, holder, served, kind="unit", **values):
    return records.Responsibility(
        ref=ref(f"z{number}"), holder_kind=kind, holder=holder, service=served, **values
    )


def delivery(*items, complete=(), cursor=None):
    return Delivery(records=iter(items), complete=set(complete), warnings=Warnings(), cursor=cursor)


def job(source, **wishes):
    return Job(source=source, **wishes)
