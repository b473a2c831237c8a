"""Directories of places, and lists of documents."""

from .directory import DirectoryPage
from .documents import DocumentListPage, ListedCollection, ListedFile
from .facets import Facet
from .place import Place
from .uploads import Upload

__all__ = [
    "DirectoryPage",
    "DocumentListPage",
    "Facet",
    "ListedCollection",
    "ListedFile",
    "Place",
    "Upload",
]
