"""A journey through services and pages, for example moving house."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.schema_org import CONTEXT
from core.text.html import plain_text
from home.step_blocks import Joint, Role, Steps, numbers
from services.models import Service

from .base import CONTENT_PARENTS, DescribedPage

MOST_SENTENCES = 4
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")


@dataclass(frozen=True)
class Link:
    """A link of a step. online: direct links to online services, [{"title", "url"}]."""

    title: str
    url: str
    role: str
    online: tuple[dict, ...] = ()
    service: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Step:
    """One step as the page shows it. number: shared by steps that are joined with "or"."""

    position: int
    number: int
    joint: str
    title: str
    deadline: str
    text: RichText
    links: list[Link] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"schritt-{self.position}"

    def linked(self, *roles) -> list[Link]:
        return [link for link in self.links if link.role in roles]

    @property
    def main_links(self):
        return self.linked(Role.PART, Role.RELATED)

    @property
    def side_links(self):
        return self.linked(Role.SECONDARY)


class StepByStepPage(DescribedPage):
    """A journey: numbered steps, each with its services and pages."""

    steps = BlocksField(Steps(), verbose_name=_("steps"))

    template = "home/step_by_step_page.html"
    parent_page_types = CONTENT_PARENTS
    subpage_types = []
    page_description = _(
        "A journey through several services and pages, for example “Moving house”: one step after "
        "the other. The services themselves lead back to it."
    )

    content_panels = [*CityPage.content_panels, FieldPanel("steps")]
    search_fields = [*CityPage.search_fields, index.SearchField("steps")]

    class Meta:
        verbose_name = _("step by step")
        verbose_name_plural = _("step by step")

    def clean(self):
        super().clean()
        if len(_SENTENCE_END.findall(self.introduction)) > MOST_SENTENCES:
            message = _("Say it in %(most)s sentences at most; the rest belongs into the steps.")
            raise ValidationError(
                {"introduction": ValidationError(message, params={"most": MOST_SENTENCES})}
            )

    def save(self, *args, **kwargs):
        result = super().save(*args, **kwargs)
        # A draft is saved without the steps; what is written with them is what readers see.
        written = kwargs.get("update_fields")
        if written is None or "steps" in written:
            JourneyPart.objects.rebuild(self)
        return result

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "steps": self.shown_steps(request)}

    def shown_steps(self, request=None) -> list[Step]:
        """The steps with their links; hidden targets are left out. Four queries."""
        values = [block.value for block in self.steps]
        chosen = [link for value in values for link in value["links"]]
        services = Service.objects.published().for_list()
        services = services.in_bulk({link["service"].pk for link in chosen if link["service"]})
        pages = Page.objects.live().public()
        pages = pages.in_bulk({link["page"].pk for link in chosen if link["page"]})
        steps = []
        counted = numbers(value["joint"] for value in values)
        for position, (value, number) in enumerate(zip(values, counted, strict=True), start=1):
            joint = value["joint"] if steps else Joint.THEN
            links = [_link(link, services, pages, request) for link in value["links"]]
            steps.append(
                Step(
                    position,
                    number,
                    joint,
                    value["title"],
                    value["deadline"],
                    value["text"],
                    [link for link in links if link],
                )
            )
        return steps

    def to_schema(self, request) -> dict:
        """HowTo, as schema.org has it."""
        url = self.get_full_url(request)
        steps = [
            {
                "@type": "HowToStep",
                "name": block.value["title"],
                "text": plain_text(block.value["text"].source) if block.value["text"] else "",
                "url": f"{url}#schritt-{position}",
            }
            for position, block in enumerate(self.steps, start=1)
        ]
        return {
            "@context": CONTEXT,
            "@type": "HowTo",
            "name": self.title,
            "description": self.introduction,
            "url": url,
            "step": steps,
        }


def _link(value, services, pages, request) -> Link | None:
    if value["service"]:
        service = services.get(value["service"].pk)
        return service and Link(
            value["title"] or service.shown_title,
            service.get_absolute_url(),
            value["role"],
            online=tuple(service.shown_links),
            service=service.pk,
        )
    if value["page"]:
        page = pages.get(value["page"].pk)
        return page and Link(
            value["title"] or page.title, page.get_url(request), value["role"], page=page.pk
        )
    return Link(value["title"], value["url"], value["role"]) if value["url"] else None


class JourneyPartManager(models.Manager):
    def rebuild(self, journey: StepByStepPage):
        """Rebuild the parts of a journey from its page."""
        parts = {}
        counted = numbers(block.value["joint"] for block in journey.steps)
        for position, (block, number) in enumerate(zip(journey.steps, counted, strict=True), 1):
            for link in block.value["links"]:
                target = (link["service"], link["page"])
                if any(target) and target not in parts:
                    parts[target] = JourneyPart(
                        journey=journey,
                        service=link["service"],
                        page=link["page"],
                        role=link["role"],
                        position=position,
                        number=number,
                        count=counted[-1],
                        next_position=_position_of(number + 1, counted),
                        step=block.value["title"],
                    )
        self.filter(journey=journey).delete()
        self.bulk_create(parts.values())


def _position_of(number: int, counted: list[int]) -> int:
    """The position of the step with this number, from 1; 0 without one."""
    return counted.index(number) + 1 if number in counted else 0


class JourneyPart(models.Model):
    """A page or service that is part of a journey; derived from the journey's steps."""

    journey = models.ForeignKey(StepByStepPage, models.CASCADE, related_name="parts")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField()  # of the step, from 1: its anchor
    number = models.PositiveSmallIntegerField()  # of the step, as the journey's page shows it
    count = models.PositiveSmallIntegerField()  # of steps, as the journey's page numbers them
    next_position = models.PositiveSmallIntegerField(default=0)  # of the next step; 0: none
    step = models.CharField(max_length=100)

    objects = JourneyPartManager()

    def __str__(self):
        return f"{self.journey}: {self.step}"
