"""Areas, streets, and the stretches of streets that belong to areas."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from core.text.slugs import free_slug
from core.text.sorting import sort_key
from home.waste.spelling import HIGHEST_NUMBER, street_key

# Addresses below the page that are no street.
ROUTES = {"csv", "ical", "strassen", "strassen-csv"}


class Area(models.Model):
    """A collection area: streets that one lorry serves on one day."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("collection area")
        verbose_name_plural = _("collection areas")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Street(index.Indexed, ClusterableModel):
    """A street of the city. Towns that were villages once have a main street in each of them:
    the district tells them apart.

    slug: stands in addresses and stays. key, district_key: one for all spellings.
    """

    name = models.CharField(_("street"), max_length=100)
    district = models.CharField(
        _("district"),
        max_length=60,
        blank=True,
        help_text=_("Only where several districts have a street of this name."),
    )
    slug = models.SlugField(_("address"), max_length=100, unique=True, editable=False)
    key = models.CharField(max_length=120, editable=False)
    district_key = models.CharField(max_length=80, editable=False, blank=True)
    sort_key = models.CharField(max_length=170, editable=False, db_index=True)

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("district"),
    ]

    class Meta:
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key", "district_key"], name="waste_street_once")
        ]

    def __str__(self):
        return f"{self.name} ({self.district})" if self.district else self.name

    def clean(self):
        super().clean()
        self.prepare()
        if not self.key:
            raise ValidationError({"name": gettext("Enter the name of a street.")})
        same = Street.objects.filter(key=self.key, district_key=self.district_key)
        if found := same.exclude(pk=self.pk).first():
            text = gettext("There is this street already: %(street)s. Name the district of both.")
            raise ValidationError({"name": text % {"street": found}})

    def save(self, **kwargs):
        self.prepare()
        if not self.slug:
            self.assign_slug(set(Street.objects.values_list("slug", flat=True)))
        super().save(**kwargs)

    def prepare(self):
        """Fill the fields derived from name and district."""
        self.key, self.district_key = street_key(self.name), street_key(self.district)
        self.sort_key = sort_key(f"{self.name} {self.district}")[:170]

    def assign_slug(self, taken: set[str]):
        """taken: the slugs of other streets."""
        self.slug = free_slug(f"{self.name} {self.district}", taken | ROUTES, "strasse")

    def get_absolute_url(self):
        """ "" while no page shows the calendar."""
        from .page import WasteCalendarPage

        page = WasteCalendarPage.first()
        address = page.get_url() if page else ""
        return f"{address}{self.slug}/" if address else ""

    def area_of(self, number: int | None) -> Area | None:
        """The area of a house; without a number only if the whole street is one area.

        None if the number is needed, or in no stretch.
        """
        stretches = list(self.stretches.all())
        if number is not None:
            return next((one.area for one in stretches if one.covers(number)), None)
        areas = {one.area_id: one.area for one in stretches}
        return next(iter(areas.values())) if len(areas) == 1 else None


class Stretch(models.Model):
    """House numbers of a street that belong to one area, both ends included.

    first, last: without letters, which belong to their number; last 9999: to the street's end.
    """

    class Side(models.TextChoices):
        BOTH = "both", _("all")
        ODD = "odd", _("odd")
        EVEN = "even", _("even")

    street = ParentalKey(Street, related_name="stretches", verbose_name=_("street"))
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="stretches", verbose_name=_("collection area")
    )
    side = models.CharField(_("house numbers"), max_length=4, choices=Side, default=Side.BOTH)
    first = models.PositiveSmallIntegerField(_("from number"), default=1)
    last = models.PositiveSmallIntegerField(
        _("to number"), default=HIGHEST_NUMBER, help_text=_("9999: to the end of the street.")
    )

    class Meta:
        verbose_name = _("part of a street")
        verbose_name_plural = _("parts of a street")
        ordering = ["first", "side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["street", "side", "first", "last"], name="waste_stretch_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last")), name="waste_stretch_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.numbers}: {self.area}"

    def clean(self):
        super().clean()
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValidationError({"last": gettext("The last number is before the first one.")})

    @property
    def is_whole(self) -> bool:
        return (self.side, self.first, self.last) == (self.Side.BOTH, 1, HIGHEST_NUMBER)

    @property
    def numbers(self) -> str:
        """`all numbers`, `odd numbers`, `1–19 odd`, `from 20`."""
        if self.last < HIGHEST_NUMBER:
            span = f"{self.first}–{self.last}" if self.first < self.last else f"{self.first}"
        else:
            span = gettext("from %(n)s") % {"n": self.first} if self.first > 1 else ""
        if not span:
            return {
                self.Side.BOTH: gettext("all numbers"),
                self.Side.ODD: gettext("odd numbers"),
                self.Side.EVEN: gettext("even numbers"),
            }[self.side]
        return span if self.side == self.Side.BOTH else f"{span} {self.get_side_display()}"

    @property
    def example(self) -> int:
        """A house number of this stretch."""
        wants = {self.Side.ODD: 1, self.Side.EVEN: 0}.get(self.side, self.first % 2)
        return self.first + (self.first % 2 != wants)

    def covers(self, number: int) -> bool:
        is_side = self.side == self.Side.BOTH or (number % 2 == 1) == (self.side == self.Side.ODD)
        return is_side and self.first <= number <= self.last

    def overlaps(self, other: "Stretch") -> bool:
        """Whether some house belongs to both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        two = range(first, min(last, first + 1) + 1)
        return any(self.covers(number) and other.covers(number) for number in two)
