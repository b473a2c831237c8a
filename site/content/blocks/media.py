"""Pictures and videos, with credits and text alternatives."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, URLBlock
from wagtail.blocks.struct_block import BlockGroup
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from core.text.html import plain_text

from .base import MEDIA, BulkChooserBlock, CityBlock, heading
from .text import InlineTextBlock

# What `blocks/image.html` asks of `{% picture %}`; renditions that exist come in one query.
WIDTHS = (400, 800, 1200)
FORMATS = ("avif", "webp", "jpeg")
RENDITIONS = [f"format-{form}|width-{width}" for form in FORMATS for width in WIDTHS]
VIDEO_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


class PictureChooserBlock(BulkChooserBlock, ImageChooserBlock):
    """Pictures with their renditions."""

    def rows(self):
        return self.model_class.objects.prefetch_renditions(*RENDITIONS)


class DescribedImageBlock(ImageBlock):
    """A picture, with the decision on its alternative text."""

    def __init__(self, required=True, **options):
        super().__init__(required=required, **options)
        chooser = PictureChooserBlock(required=required, label=_("Picture"))
        chooser.set_name("image")
        self.child_blocks["image"] = chooser

    def bulk_to_python(self, values):
        """Fill empty values of imported rows: Wagtail takes no mixture with described pictures."""
        values = list(values)
        described = iter(super().bulk_to_python(value for value in values if value is not None))
        return [None if value is None else next(described) for value in values]


class PictureBlock(CityBlock):
    """A picture with caption and credit."""

    SIZES = [("text", _("as wide as the text")), ("page", _("as wide as the page"))]

    picture = DescribedImageBlock(
        label=_("Picture"),
        help_text=_(
            "Say what can be seen and why it matters here, or mark the picture as decorative when "
            "nothing is lost without it."
        ),
    )
    caption = CharBlock(
        label=pgettext_lazy("of a picture", "Caption"),
        required=False,
        max_length=300,
        help_text=_("Below the picture. The credit comes from the picture itself."),
    )
    size = ChoiceBlock(choices=SIZES, default="text", label=_("Size"), search_index=False)

    class Meta:
        label = _("Picture")
        icon = "image"
        group = MEDIA
        description = _("A picture with caption and credit.")
        template = "blocks/image.html"
        label_format = "{caption}"
        form_layout = BlockGroup(["picture", "caption"], settings=["size"])

    def sample(self):
        image = get_image_model().objects.order_by("pk").first()
        if image:
            image.contextual_alt_text = gettext("The town hall on the market square")
            image.decorative = False
        return {"picture": image, "caption": gettext("The town hall, built in 1904")}


class VideoBlock(CityBlock):
    """A video of our own, or a link to one elsewhere that contacts nobody before a click."""

    DECISIONS = [
        ("below", _("The words stand in the field below.")),
        ("page", _("The text of this page already says everything that the film says and shows.")),
    ]

    heading = heading(required=True, help_text=_("What the film is about."))
    file = DocumentChooserBlock(
        required=False, label=_("Film"), help_text=_("A document of the type MP4 or WebM.")
    )
    captions = DocumentChooserBlock(
        required=False,
        label=_("Captions"),
        help_text=_("A document of the type VTT: what is said, for those who do not hear it."),
    )
    nothing_spoken = BooleanBlock(
        required=False,
        label=_("Nothing is spoken in the film"),
        help_text=_("Then no captions are needed."),
    )
    poster = ImageChooserBlock(
        required=False, label=_("Still"), help_text=_("Shown before the film begins.")
    )
    url = URLBlock(
        required=False,
        label=_("Address elsewhere"),
        help_text=_("When the film lies with another provider: where it can be watched."),
    )
    embed_url = URLBlock(
        required=False,
        label=_("Address for embedding"),
        help_text=_(
            "From the provider's function “embed”. It is used only if the operator has allowed "
            "the provider, and only after a reader's click."
        ),
    )
    decision = ChoiceBlock(choices=DECISIONS, label=_("The film in words"), search_index=False)
    transcript = InlineTextBlock(
        required=False,
        label=_("Transcript"),
        help_text=_("What is said, and what one has to see to understand it."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        group = MEDIA
        description = _("A film with captions and transcript, loaded after a click only.")
        template = "blocks/video.html"
        label_format = "{heading}"
        form_layout = BlockGroup(
            [
                "heading",
                BlockGroup(
                    ["file", "captions", "nothing_spoken", "poster"],
                    heading=_("A film of our own"),
                    icon="upload",
                    label_format="",
                ),
                BlockGroup(
                    ["url", "embed_url"],
                    heading=_("A film elsewhere"),
                    icon="link-external",
                    classname="collapsed",
                    label_format="",
                ),
                "decision",
                "transcript",
            ]
        )

    def sample(self):
        return {
            "heading": gettext("The town hall in two minutes"),
            "url": "https://videos.example/rathaus",
            "decision": "below",
            "transcript": "<p>{}</p>".format(
                gettext("The camera enters the hall. The mayor says: Welcome to the town hall.")
            ),
        }

    def problems(self, value):
        file, url = value.get("file"), value.get("url")
        if bool(file) == bool(url):
            return {"file": _("Please choose a film, or enter an address elsewhere: one of both.")}
        problems = self._file_problems(value) if file else {}
        if value.get("decision") == "below" and not plain_text(value["transcript"].source):
            problems["transcript"] = _(
                "Please write down what is said and shown, or choose above that the page says it."
            )
        return problems

    def _file_problems(self, value):
        problems = {}
        if _extension(value["file"]) not in VIDEO_TYPES:
            problems["file"] = _("Please choose a document of the type MP4 or WebM.")
        captions = value.get("captions")
        if captions and _extension(captions) != "vtt":
            problems["captions"] = _("Please choose a document of the type VTT.")
        if not captions and not value.get("nothing_spoken"):
            problems["captions"] = _(
                "Please choose captions, or say below that nothing is spoken in the film."
            )
        return problems

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        file = value.get("file")
        context["file_type"] = VIDEO_TYPES.get(_extension(file)) if file else ""
        context["host"] = urlsplit(value.get("url") or "").hostname
        context["embed_url"] = allowed_embed(value.get("embed_url"))
        return context

    def get_searchable_content(self, value):
        # Addresses are no words.
        words = {**value, "url": "", "embed_url": ""}
        return [text for text in super().get_searchable_content(words) if text]


def _extension(document) -> str:
    return document.file_extension.lower()


def allowed_embed(address) -> str:
    """The address, if its host may be framed (settings.VIDEO_HOSTS); else ""."""
    parts = urlsplit(address or "")
    is_allowed = parts.scheme == "https" and parts.hostname in settings.VIDEO_HOSTS
    return address if is_allowed else ""
