"""Files as readers send them."""

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def upload(name="nachweis.pdf", content=PDF):
    return SimpleUploadedFile(name, content)
