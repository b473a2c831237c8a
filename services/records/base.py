"""Base of all records: identity, links, names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """Identity of an object: editorial office (schemeAgencyID) and its opaque id."""

    agency: str
    id: str

    @property
    def key(self):
        return f"{self.agency}/{self.id}"


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    title: str = ""
    description: str = ""
    language: str = ""
    # 2.3.1 dynamischeParameter: (name, type code), to be filled with ARS, LeiKa key …
    parameters: tuple[tuple[str, str], ...] = ()


class Named:
    """Has a name in some languages, and an identity."""

    __slots__ = ()

    @property
    def label(self):
        return self.names.get("de") or next(iter(self.names.values()), self.ref.key)
