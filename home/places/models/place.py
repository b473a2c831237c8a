"""One place of a directory: a playground, a sports hall, a day-care centre."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.text.slugs import free_slug
from core.text.sorting import sort_key
from directory import opening
from directory.contact_cache import attach_contacts
from directory.hours_text import parse_hours_with_notes
from directory.models import OpeningHours, OpeningHoursException, OrganisationalUnit
from home.places import links as link_lines
from home.places.dates import describe_range
from home.places.facet_values import answers
from home.places.validators import errors_of

ROUTES = {"csv", "xlsx", "geojson", "json"}  # addresses below a directory that are no place
CLOSED_FOR_GOOD = timedelta(days=3650)


class PlaceQuerySet(models.QuerySet):
    def visible(self):
        """Shown, in a directory that is published for everybody."""
        from .directory import DirectoryPage

        return self.shown().filter(directory__in=DirectoryPage.objects.live().public())

    def shown(self):
        return self.filter(is_shown=True)

    def with_office(self):
        """With the place's office in the address book."""
        return self.select_related("unit").defer("unit__record")


class Place(index.Indexed, models.Model):
    """A row of a directory. Values that it lacks come from its office, if it is one.

    reference: names the place in CSV files and stays. values: answers to the directory's facets
    by their keys (home.places.facet_values). latitude, longitude: WGS84 degrees.
    """

    class Wheelchair(models.TextChoices):
        UNKNOWN = "", _("not known")
        YES = "yes", _("accessible by wheelchair")
        PARTLY = "partly", _("partly accessible by wheelchair")
        NO = "no", _("not accessible by wheelchair")

    directory = models.ForeignKey(
        "places.DirectoryPage",
        models.CASCADE,
        related_name="places",
        verbose_name=_("directory"),
    )
    title = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, editable=False)
    reference = models.CharField(
        _("identifier"),
        max_length=100,
        blank=True,
        help_text=_("Your own number, or empty. By it CSV files name the place, so it stays."),
    )
    is_shown = models.BooleanField(_("shown to readers"), default=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("An empty line begins a new paragraph.")
    )
    picture = models.ForeignKey(
        "core.CityImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_text = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("For those who do not see it. Empty: the picture is decoration."),
    )
    unit = models.ForeignKey(
        OrganisationalUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the same as this office"),
        help_text=_("Address, contact and hours then come from the address book."),
    )
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    district = models.CharField(_("district"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    hours = models.TextField(
        _("opening hours"),
        blank=True,
        help_text=_("For example: Mo–Do 8–16 Uhr, Fr 8–12 Uhr"),
    )
    hours_note = models.CharField(
        _("opening hours in words"),
        max_length=250,
        blank=True,
        help_text=_("What weekdays and times cannot say, for example: until dusk."),
    )
    closed_from = models.DateField(_("closed from"), null=True, blank=True)
    closed_until = models.DateField(
        _("closed until"), null=True, blank=True, help_text=_("Empty: until further notice.")
    )
    closed_reason = models.CharField(_("why it is closed"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    links = models.TextField(
        _("links"),
        blank=True,
        validators=[link_lines.check],
        help_text=_("One per line: what is there, then the address."),
    )
    wheelchair = models.CharField(
        _("by wheelchair"), max_length=10, choices=Wheelchair, blank=True, default=""
    )
    accessibility_note = models.TextField(_("accessibility"), blank=True)
    values = models.JSONField(_("facets"), default=dict, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = PlaceQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=5),
        index.AutocompleteField("title"),
        index.SearchField("search_text"),
        index.FilterField("is_shown"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["directory", "slug"], name="places_place_slug"),
            models.UniqueConstraint(
                fields=["directory", "reference"],
                name="places_place_reference",
                violation_error_message=_(
                    "Another place of this directory has this identifier. Choose another."
                ),
            ),
        ]
        indexes = [models.Index(fields=["directory", "is_shown"], name="places_of_directory")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        others = Place.objects.filter(directory=self.directory_id).exclude(pk=self.pk)
        taken = list(others.values_list("slug", "reference"))
        self.prepare({slug for slug, _ref in taken}, {reference for _slug, reference in taken})
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """ "" when the directory has no address."""
        address = self.directory.get_url()
        return f"{address}{self.slug}/" if address else ""

    # --- What a place shows, its own before its office's ---------------------------------------

    @cached_property
    def office(self) -> OrganisationalUnit | None:
        """The office with its contacts; None when citizens may not see it."""
        unit = self.unit
        if unit is None or unit.withdrawn_at or unit.hidden or unit.not_public or unit.generalised:
            return None
        return attach_contacts([unit])[0]

    @cached_property
    def visiting_address(self):
        """The office's visiting address, None without one."""
        addresses = self.office.addresses.all() if self.office else ()
        return next((one for one in addresses if one.kind == one.Kind.VISIT), None)

    @property
    def street_line(self) -> str:
        return self.street or (self.visiting_address.street_line if self.visiting_address else "")

    @property
    def town_line(self) -> str:
        own = f"{self.postcode} {self.town}".strip()
        return own or (self.visiting_address.place_line if self.visiting_address else "")

    @property
    def address(self) -> str:
        return ", ".join(filter(None, [self.street_line, self.town_line]))

    @property
    def position(self) -> tuple[float, float] | None:
        """(latitude, longitude)."""
        for at in (self, self.visiting_address):
            if at is not None and at.latitude is not None and at.longitude is not None:
                return at.latitude, at.longitude
        return None

    @cached_property
    def spans(self) -> list[OpeningHours]:
        """The hours of the week; unsaved rows for directory.opening."""
        if not self.hours and not self.hours_note and self.office:
            return list(self.office.hours.all())
        as_time = OpeningHours._meta.get_field("opens").to_python
        return [
            OpeningHours(weekday=weekday, opens=as_time(opens), closes=as_time(closes), note=note)
            for weekday, opens, closes, note in parse_hours_with_notes(self.hours)
        ]

    @cached_property
    def exceptions(self) -> list[OpeningHoursException]:
        own = []
        if self.closed_from:
            last_day = self.closed_until or self.closed_from + CLOSED_FOR_GOOD
            own = [
                OpeningHoursException(
                    first_day=self.closed_from, last_day=last_day, reason=self.closed_reason
                )
            ]
        return [*own, *(self.office.hours_exceptions.all() if self.office else ())]

    @property
    def status(self) -> opening.OpeningStatus | None:
        """Whether it is open now, None where no hours are known."""
        return None if self.is_closed else opening.status(self.spans, self.exceptions)

    @property
    def week(self) -> tuple[opening.Day, ...]:
        return opening.week(self.spans, self.exceptions) if self.spans else ()

    @property
    def is_closed(self) -> bool:
        """Whether the whole place is closed today, for instance for works."""
        today = timezone.localdate()
        begun = self.closed_from is not None and self.closed_from <= today
        return begun and (self.closed_until is None or self.closed_until >= today)

    @property
    def will_close(self) -> bool:
        return self.closed_from is not None and self.closed_from > timezone.localdate()

    @property
    def closed_days(self) -> str:
        return describe_range(self.closed_from, self.closed_until)

    @property
    def link_list(self) -> list[link_lines.Link]:
        return link_lines.read(self.links)

    @property
    def search_text(self) -> str:
        given = (item for value in self.values.values() for item in answers(value))
        return " ".join([self.description, self.street, self.district, self.postcode, *given])

    # --- Checks ------------------------------------------------------------------------------

    def clean(self):
        super().clean()
        if faults := errors_of(self):
            raise ValidationError(faults)

    def prepare(self, slugs: set[str], references: set[str]):
        """Fill derived fields; slugs, references: those of other places."""
        self.sort_key = sort_key(self.title)[:200]
        if not self.slug:
            self.slug = free_slug(self.title, {*slugs, *ROUTES}, "ort")
        if not self.reference:
            self.reference = free_slug(self.slug, references, "ort")
