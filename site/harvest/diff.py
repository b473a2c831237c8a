"""Differences between two JSON records, in readable lines. No Django here.

Pure: dicts, lists and scalars in, tuples of {"field", "old", "new"} out.
"""

import json
from typing import Any

MAX_LINES = 50
MAX_TEXT = 300
# Timestamps lie (mass re-imports) and say nothing about the content.
IGNORED = frozenset({"updated_at", "created_at"})
# What tells an object in a list from its neighbours: the first entry whose first key it has.
IDENTITIES = (
    ("code", "language", "channel"),
    ("ref",),
    ("term", "language"),
    ("weekday", "opens"),
    ("scheme", "id"),
    ("agency", "id"),
    ("id",),
    ("tag",),
    ("type_code", "channel"),
    ("url", "language"),
    ("kind", "value"),
    ("kind",),
    ("name",),
)
_CONTEXT = 40  # characters before the first difference of two long texts


def field_changes(old: dict | None, new: dict) -> tuple[dict[str, Any], ...]:
    """The differences of two records, () for a new one (`old` is None).

    `field` is a dotted path; objects in lists are matched by what identifies them, so that one
    changed fee is one line: {"field": "fees.amount", "old": "28.80", "new": "37.00"}. What is
    not there is None. At most MAX_LINES; then the last one tells how many more there are.
    """
    if old is None:
        return ()
    lines = list(_compare("", _without_timestamps(old), _without_timestamps(new)))
    if len(lines) > MAX_LINES:
        more = len(lines) - MAX_LINES + 1
        lines[MAX_LINES - 1 :] = [{"field": "…", "old": "", "new": f"+{more}"}]
    return tuple(lines)


def _compare(path, old, new):
    if _canonical(old) == _canonical(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            inner = f"{path}.{key}" if path else str(key)
            yield from _compare(inner, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compare_lists(path, old, new)
    else:
        yield _line(path, old, new)


def _compare_lists(path, old, new):
    if not all(isinstance(item, dict) for item in (*old, *new)):
        yield _line(path, old, new)
        return
    alone = len(old) <= 1 and len(new) <= 1
    gone, come = _without_common(old, new)
    if not gone and not come:
        yield _order_line(path, old, new)
        return
    for label, before, after in _pairs(gone, come):
        inner = path if alone or not label else f"{path}[{label}]"
        if before is None or after is None:
            yield _line(inner, before, after)
        else:
            yield from _compare(inner, before, after)


def _without_common(old, new):
    """The items that only one of the lists has; equal ones cancel each other, one by one."""
    left = [_canonical(item) for item in new]
    gone = []
    for item in old:
        text = _canonical(item)
        if text in left:
            left.remove(text)
        else:
            gone.append(item)
    come = []
    for item in reversed(new):
        text = _canonical(item)
        if text in left:
            left.remove(text)
            come.append(item)
    return gone, come[::-1]


def _pairs(gone, come):
    """(label, old, new) of objects with the same identity; the n-th meets the n-th."""
    waiting = {}
    for item in come:
        waiting.setdefault(_identity(item), []).append(item)
    for item in gone:
        identity = _identity(item)
        partners = waiting.get(identity)
        yield _label(identity), item, partners.pop(0) if partners else None
    for identity, items in waiting.items():
        for item in items:
            yield _label(identity), None, item


def _identity(item):
    keys = next((keys for keys in IDENTITIES if keys[0] in item), ())
    return tuple(_canonical(item.get(key)) for key in keys)


def _label(identity):
    values = (json.loads(value) for value in identity)
    texts = (_summary(value) for value in values if value not in (None, "", [], {}))
    return _cut(" ".join(texts), 60)


def _order_line(path, old, new):
    """The same objects in another order, told by their positions."""
    places = {}
    for number, item in enumerate(old, 1):
        places.setdefault(_canonical(item), []).append(number)
    now = [places[_canonical(item)].pop(0) for item in new]
    return _line(path, list(range(1, len(old) + 1)), now)


def _line(path, old, new):
    before, after = _shown(old), _shown(new)
    if _canonical(before) == _canonical(after):
        # ["a, b"] and ["a", "b"] read alike.
        before, after = _canonical(old), _canonical(new)
    if isinstance(before, str) and isinstance(after, str):
        before, after = _around_difference(before, after)
    else:
        before, after = (_cut(one) if isinstance(one, str) else one for one in (before, after))
    return {"field": path, "old": before, "new": after}


def _shown(value):
    """Scalars as they are, lists and objects as one text."""
    return _summary(value) if isinstance(value, dict | list) else value


def _summary(value):
    if isinstance(value, dict):
        filled = ((key, one) for key, one in value.items() if one not in (None, "", [], {}))
        return ", ".join(f"{key}: {_summary(one)}" for key, one in filled)
    if isinstance(value, list):
        return ", ".join(_summary(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _around_difference(old, new):
    """Both texts, the long ones cut to a window that begins shortly before they part."""
    if len(old) <= MAX_TEXT and len(new) <= MAX_TEXT:
        return old, new
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    if same is None:
        same = min(len(old), len(new))
    start = max(0, same - _CONTEXT)
    ahead = "…" if start else ""
    return tuple(_cut(ahead + text[start:]) for text in (old, new))


def _cut(text, length=MAX_TEXT):
    return text if len(text) <= length else text[: length - 1] + "…"


def _canonical(value):
    """One text per value: distinguishes 1 from true, and ignores the order of keys."""
    return json.dumps(value, sort_keys=True)


def _without_timestamps(value):
    if isinstance(value, dict):
        return {k: _without_timestamps(one) for k, one in value.items() if k not in IGNORED}
    if isinstance(value, list | tuple):
        return [_without_timestamps(one) for one in value]
    return value
