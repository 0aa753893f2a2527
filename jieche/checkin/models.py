"""What is written down when a customer hands the car in. Articles 6, 7."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from jieche.checkin.words import DocumentKind, Finding, Holder, usual_name
from jieche.journal.models import choices
from jieche.ui.car import DAMAGE, ZONES, Mark

FINDINGS = [finding.value for finding in Finding]


class PapersCheck(models.Model):
    """One check of the car's papers; the last one of a visit counts. Clauses 6.2, 6.3."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="papers")
    needs_papers = models.BooleanField()  # copied from the order: second maintenance, inspection
    document_count = models.PositiveSmallIntegerField()
    says_none = models.BooleanField()  # no papers were taken or seen, and that was said
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="inspection_car_has_its_papers_listed",
                condition=Q(needs_papers=False) | Q(document_count__gt=0),
            ),
            models.CheckConstraint(
                name="no_papers_is_said", condition=Q(document_count__gt=0) | Q(says_none=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.document_count}"


class VehicleDocument(models.Model):
    """A paper of the car, with its three results. Clause 6.3."""

    check_made = models.ForeignKey(PapersCheck, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16, choices=choices(DocumentKind))
    number = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    is_taken = models.BooleanField()  # False: seen and given back
    valid = models.BooleanField()
    complete = models.BooleanField()
    sound = models.BooleanField()
    note = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_paper_is_listed_once",
                fields=["check_made", "kind"],
                condition=~Q(kind=DocumentKind.OTHER.value),
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def kind_word(self) -> DocumentKind:
        """Return the kind as a word."""
        return DocumentKind.of(self.kind)

    @property
    def is_right(self) -> bool:
        """Say whether it is valid, complete and sound."""
        return self.valid and self.complete and self.sound


class Discrepancy(models.Model):
    """What is not right with the papers, told there and then, and what is done. Clause 6.4."""

    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.PROTECT, related_name="discrepancies"
    )
    text = models.CharField(max_length=300)
    action = models.CharField(max_length=300)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_discrepancy_says_what_and_what_next",
                condition=~Q(text="") & ~Q(action=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Walkaround(models.Model):
    """A walk around the car (环检): four zones, each normal or not. Clause 6.6."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="walkarounds")
    exterior = models.CharField(max_length=8, choices=choices(Finding))
    interior = models.CharField(max_length=8, choices=choices(Finding))
    instruments = models.CharField(max_length=8, choices=choices(Finding))
    seats = models.CharField(max_length=8, choices=choices(Finding))
    exterior_note = models.CharField(max_length=120, blank=True)
    interior_note = models.CharField(max_length=120, blank=True)
    instruments_note = models.CharField(max_length=120, blank=True)
    seats_note = models.CharField(max_length=120, blank=True)
    mark_count = models.PositiveSmallIntegerField()  # new ones; those known before not counted
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="each_zone_is_answered",
                condition=Q(exterior__in=FINDINGS)
                & Q(interior__in=FINDINGS)
                & Q(instruments__in=FINDINGS)
                & Q(seats__in=FINDINGS),
            ),
            # What is abnormal is on the paper: by a mark or in words (6.7).
            models.CheckConstraint(
                name="what_is_abnormal_is_noted",
                condition=(Q(exterior="normal") | Q(mark_count__gt=0) | ~Q(exterior_note=""))
                & (Q(interior="normal") | ~Q(interior_note=""))
                & (Q(instruments="normal") | ~Q(instruments_note=""))
                & (Q(seats="normal") | ~Q(seats_note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.at:%m-%d %H:%M}"


class WalkaroundMark(models.Model):
    """One mark on the drawn car; x and y are permille of the drawing. Clause 6.7."""

    walkaround = models.ForeignKey(Walkaround, on_delete=models.CASCADE, related_name="marks")
    zone = models.CharField(max_length=24, choices=[(zone, zone) for zone in ZONES])
    damage = models.CharField(max_length=12, choices=[(each, each) for each in DAMAGE])
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    remark = models.CharField(max_length=120, blank=True)  # size and the like, as typed
    note = models.CharField(max_length=160)  # where it is and the remark, as the order prints it
    is_old = models.BooleanField(default=False)  # known from an earlier visit

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="a_mark_says_where_it_is", condition=~Q(note="")),
            models.CheckConstraint(
                name="a_mark_stands_on_the_drawing", condition=Q(x__lte=1000, y__lte=1000)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.damage}"

    def drawn(self, *, is_old: bool | None = None) -> Mark:
        """Return the mark as it is drawn; ``is_old`` greys what an earlier visit found."""
        grey = self.is_old if is_old is None else is_old
        return Mark(self.zone, self.damage, self.remark, self.x, self.y, is_old=grey)


class MarkPhoto(models.Model):
    """A photo of a mark, with its SHA-256."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    mark = models.ForeignKey(WalkaroundMark, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="walkaround/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class BelongingsList(models.Model):
    """A count of tools and belongings (随车物品清单); a visit's last one counts. Clause 6.8."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="lists")
    item_count = models.PositiveSmallIntegerField()
    says_none = models.BooleanField()
    valuables_told = models.BooleanField()  # the customer was asked to take valuables along
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="empty_list_says_none", condition=Q(item_count__gt=0) | Q(says_none=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.item_count}"


class Belonging(models.Model):
    """One tool or belonging: how many, in which state, and where it stays."""

    on_list = models.ForeignKey(BelongingsList, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(max_length=40)
    quantity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=60, blank=True)
    is_boxed = models.BooleanField()
    stays_because = models.CharField(max_length=60, blank=True)  # why a loose thing is not boxed

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_belonging_is_named_and_counted", condition=~Q(name="") & Q(quantity__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.quantity}"

    @property
    def name_shown(self) -> str:
        """Return its name in the language of the page, where it is a usual item."""
        return usual_name(self.name, get_language() or "zh")


class BoxUse(models.Model):
    """A storage box kept for one car while it is here. Clause 6.10."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="box_uses")
    box = models.ForeignKey("shop.Place", on_delete=models.PROTECT, related_name="box_uses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_visit_in_a_box", fields=["box"], condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.visit_id}"


class KeyRecord(models.Model):
    """The car's key in our care: its tag and its hook, until it is given back. Clause 6.11."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="key_records")
    tag = models.CharField(max_length=20)
    hook = models.ForeignKey("shop.Place", on_delete=models.PROTECT, related_name="key_records")
    keys = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_key_has_a_tag", condition=~Q(tag="") & Q(keys__gt=0)),
            models.UniqueConstraint(
                name="one_open_key_on_a_tag", fields=["shop", "tag"], condition=Q(until=None)
            ),
            models.UniqueConstraint(
                name="one_open_key_on_a_hook", fields=["hook"], condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return self.tag


class KeyMove(models.Model):
    """One line of the key's log: to whom it went, when, by whose hand."""

    record = models.ForeignKey(KeyRecord, on_delete=models.PROTECT, related_name="moves")
    holder = models.CharField(max_length=10, choices=choices(Holder))
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.holder}"


class Readings(models.Model):
    """Fuel gauge and odometer as they stood when the car came in. Clause 6.12."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="readings")
    fuel_eighths = models.PositiveSmallIntegerField()
    fuel_read = models.CharField(max_length=8)  # as it was read: "5/8", "62%"
    odometer_km = models.PositiveIntegerField()
    odometer = models.OneToOneField(
        "vehicles.OdometerReading", on_delete=models.PROTECT, related_name="readings"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fuel_is_read_in_eighths", condition=Q(fuel_eighths__lte=8) & ~Q(fuel_read="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fuel_read} {self.odometer_km} km"
