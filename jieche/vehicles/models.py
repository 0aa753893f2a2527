"""Cars: one record for one car, found by whatever a person remembers of it."""

from django.db import models
from django.db.models import F, Q

from jieche.journal.models import choices
from jieche.rulebook.words import Word
from jieche.values.plate import PlateKind, shown


class Energy(Word):
    """What drives the car."""

    PETROL = "petrol", "汽油", "petrol"
    DIESEL = "diesel", "柴油", "diesel"
    HYBRID = "hybrid", "混动", "hybrid"
    ELECTRIC = "electric", "纯电", "electric"


class Vehicle(models.Model):
    """One car of one shop. The VIN is its key; the plate is its face and may change."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="vehicles")
    plate = models.CharField(max_length=12, blank=True)  # normalised, no dot
    plate_kind = models.CharField(max_length=20, default=PlateKind.BLUE.value)
    vin = models.CharField(max_length=17, blank=True)
    vin_note = models.CharField(max_length=80, blank=True)  # why an unusual VIN is right
    make = models.CharField(max_length=30, blank=True)
    model = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    colour = models.CharField(max_length=20, blank=True)
    energy = models.CharField(max_length=10, choices=choices(Energy), blank=True, default="")
    engine_no = models.CharField(max_length=30, blank=True)
    owner = models.ForeignKey(
        "customers.Customer", null=True, blank=True, on_delete=models.PROTECT, related_name="cars"
    )
    last_km = models.PositiveIntegerField(null=True, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)
    visits_so_far = models.PositiveIntegerField(default=0)
    # Two records of one car were put together: this one went into that one, and is used no more.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        constraints = [
            # One car, one record (13.2): by VIN, and by plate while the plate is on it.
            models.UniqueConstraint(
                name="one_record_for_a_vin", fields=["shop", "vin"], condition=~Q(vin="")
            ),
            models.UniqueConstraint(
                name="one_record_for_a_plate", fields=["shop", "plate"], condition=~Q(plate="")
            ),
            models.CheckConstraint(
                name="a_merged_record_names_no_car",
                condition=Q(merged_into=None)
                | (Q(plate="", vin="", owner=None) & ~Q(merged_into=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        return self.plate or self.vin

    @property
    def plate_shown(self) -> str:
        """Return the plate with its dot: "沪A·12345"."""
        return shown(self.plate)

    @property
    def one_that_stays(self) -> "Vehicle":
        """Return the record that stands for the car: another, where this one was put into it."""
        return self.merged_into or self

    @property
    def title(self) -> str:
        """Return make, model and year in one line."""
        return " ".join(str(part) for part in (self.make, self.model, self.year) if part)


class OdometerReading(models.Model):
    """What the odometer showed on a day, compared with the last one known then. Clause 6.12."""

    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, related_name="readings")
    km = models.PositiveIntegerField()
    last_known_km = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=120, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="odometer_falls_only_with_a_reason",
                condition=Q(km__gte=F("last_known_km")) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.km} km"


class SearchKey(models.Model):
    """
    A word under which a car is found: a range on one index answers any beginning of it.

    Tails of plate, VIN and phone are keys of their own, so "the last four" is a beginning too; the
    same on both databases, without a search engine.
    """

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE)
    vehicle = models.ForeignKey(Vehicle, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)  # plate, vin, phone, name, pinyin, initials, order, tag

    class Meta:
        indexes = [models.Index(name="search_key", fields=["shop", "key", "vehicle"])]
        constraints = [
            models.UniqueConstraint(name="a_key_stands_once", fields=["vehicle", "key", "kind"]),
        ]

    def __str__(self) -> str:
        return self.key
