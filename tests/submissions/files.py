"""Files as readers send them."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.storage import private

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def upload(name="nachweis.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def stored() -> set[Path]:
    """All private files that there are."""
    return {path for path in Path(private().location).rglob("*") if path.is_file()}
