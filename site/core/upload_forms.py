"""Upload forms of editors: the content decides, and the file name gets the matching extension."""

from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .formats import media_types
from .formats.recognition import recognise

# What Wagtail's image library reads here.
PICTURES = (
    *(media_types.JPEG, media_types.PNG, media_types.WEBP, media_types.GIF, media_types.AVIF),
)


class FittingNames:
    """A form with a file: a JPEG called `.HEIC` is taken as the JPEG that it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for upload in self.files.values():
            upload.kind = kind = recognise(upload)
            # Text may be anything that is written in text: captions (VTT), tables.
            if kind not in (None, media_types.TEXT, media_types.ZIP):
                upload.name = media_types.fitting_name(upload.name, kind)


class DocumentForm(FittingNames, BaseDocumentForm):
    """WAGTAILDOCS_DOCUMENT_FORM_BASE."""


class ImageForm(FittingNames, BaseImageForm):
    """WAGTAILIMAGES_IMAGE_FORM_BASE."""

    def _clean_fields(self):
        super()._clean_fields()
        kind = getattr(self.files.get("file"), "kind", None)
        if "file" in self.errors and kind is not None and kind not in PICTURES:
            text = _(
                "Pictures have to be JPEG, PNG, WebP, GIF or AVIF; this is a %(kind)s. %(way)s"
            )
            values = {"kind": kind.label, "way": _("Save it as JPEG first.")}
            self.errors["file"] = self.error_class([text % values])
