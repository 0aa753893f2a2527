"""The priced lines of an order, its warranty terms and promises; and the shop's catalogue."""

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from jieche.estimate.words import CarClass, Grade, Ground, LegalCategory, LineKind, Method, System
from jieche.journal.models import choices
from jieche.shop.words import BayKind
from jieche.visits.models import Category

# Half a fen is rounded up, so ten times the amount lies this far from price times tenths.
_UP, _DOWN = 5, -4


class LabourItem(models.Model):
    """A labour item with its posted quota hours (工时定额)."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE, related_name="labour_items")
    code = models.CharField(max_length=40)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=80, blank=True)
    system = models.CharField(max_length=20, choices=choices(System))
    hours_tenths = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20, choices=choices(Category), default="small")
    bay_kind = models.CharField(
        max_length=12, choices=choices(BayKind), blank=True
    )  # "": any usual
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(name="a_labour_code_stands_once", fields=["shop", "code"]),
        ]
        indexes = [models.Index(name="labour_by_name", fields=["shop", "zh"])]

    def __str__(self) -> str:
        return self.zh


class Part(models.Model):
    """A part with its posted price, and whether it is on the shelf."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE, related_name="parts")
    code = models.CharField(max_length=40)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=80, blank=True)
    grade = models.CharField(max_length=12, choices=choices(Grade))
    unit = models.CharField(max_length=8, default="个")
    price_fen = models.PositiveBigIntegerField()
    stock_tenths = models.PositiveIntegerField(default=0)
    arrives_at = models.DateTimeField(null=True, blank=True)  # what is on its way, when it is here
    lead_days = models.PositiveSmallIntegerField(default=1)  # open days until it comes if ordered
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(name="a_part_code_stands_once", fields=["shop", "code"]),
        ]
        indexes = [models.Index(name="part_by_name", fields=["shop", "zh"])]

    def __str__(self) -> str:
        return f"{self.zh}（{self.grade_word.zh}）"

    @property
    def grade_word(self) -> Grade:
        """Return the grade as a word."""
        return Grade.of(self.grade)


class Package(models.Model):
    """Labour and parts sold together at one posted price (保养套餐)."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE, related_name="packages")
    code = models.CharField(max_length=40)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=80, blank=True)
    price_fen = models.PositiveBigIntegerField()
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(name="a_package_code_stands_once", fields=["shop", "code"]),
        ]

    def __str__(self) -> str:
        return self.zh


class PackageLine(models.Model):
    """One labour item, or a quantity of one part, in a package."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    labour = models.ForeignKey(LabourItem, null=True, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(Part, null=True, on_delete=models.CASCADE, related_name="+")
    quantity_tenths = models.PositiveIntegerField(default=10)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="a_package_line_is_work_or_part",
                condition=Q(labour=None, part__isnull=False) | Q(labour__isnull=False, part=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.labour or self.part}"


class EstimateLine(models.Model):
    """
    One priced line of an order: sheet 0 is the order itself, sheet n its supplement n.

    ``amount_fen`` is what the line costs in all, the risk amount in it. Hours and quantities are
    tenths. A part follows the method of the work it is for. Clauses 4.1 to 4.6.
    """

    order = models.ForeignKey("visits.RepairOrder", on_delete=models.PROTECT, related_name="lines")
    sheet = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=choices(LineKind))
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=8, choices=choices(Method))
    system = models.CharField(max_length=20, choices=choices(System), blank=True)
    symptom = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=120, blank=True)  # why the system can't be found soon
    criterion = models.CharField(max_length=120, blank=True)  # when the symptom counts as gone
    ground = models.CharField(max_length=8, choices=choices(Ground), blank=True)
    explanation = models.CharField(max_length=300, blank=True)  # of item pricing, as printed
    explanation_en = models.CharField(max_length=300, blank=True)
    hours_tenths = models.PositiveIntegerField()  # 0 on a line without work
    rate_fen = models.PositiveBigIntegerField()
    quantity_tenths = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=8, blank=True)
    unit_fen = models.BigIntegerField(default=0)
    risk_fen = models.PositiveBigIntegerField(default=0)
    risk_reason = models.CharField(max_length=120, blank=True)  # why the risk is nothing
    amount_fen = models.BigIntegerField()
    grade = models.CharField(max_length=12, choices=choices(Grade), blank=True)
    is_own_part = models.BooleanField(default=False)  # brought by the customer: free, no warranty
    labour = models.ForeignKey(LabourItem, null=True, on_delete=models.SET_NULL, related_name="+")
    part = models.ForeignKey(Part, null=True, on_delete=models.SET_NULL, related_name="+")
    package = models.ForeignKey(Package, null=True, on_delete=models.SET_NULL, related_name="+")
    is_package_price = models.BooleanField(default=False)  # brings a package to its posted price
    category = models.CharField(max_length=20, choices=choices(Category), default="small")
    is_agreed = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)  # refused or withdrawn: stays as a record

    class Meta:
        ordering = ["sheet", "position"]
        constraints = [
            models.UniqueConstraint(
                name="a_line_has_its_place", fields=["order", "sheet", "position"]
            ),
            models.CheckConstraint(
                name="line_is_named_and_of_a_kind", condition=~Q(name="") & ~Q(kind="")
            ),
            models.CheckConstraint(
                name="line_has_its_method", condition=Q(method__in=[m.value for m in Method])
            ),
            models.CheckConstraint(
                name="system_price_names_its_system", condition=~Q(method="system") | ~Q(system="")
            ),
            models.CheckConstraint(
                name="symptom_price_says_why",
                condition=~Q(method="symptom")
                | (~Q(symptom="") & ~Q(reason="") & ~Q(criterion="")),
            ),
            models.CheckConstraint(
                name="symptom_price_weighs_its_risk",
                condition=~Q(method="symptom") | Q(risk_fen__gt=0) | ~Q(risk_reason=""),
            ),
            models.CheckConstraint(
                name="item_price_has_its_ground",
                condition=~Q(method="item") | Q(ground__in=[g.value for g in Ground]),
            ),
            models.CheckConstraint(
                name="item_price_is_explained", condition=~Q(method="item") | ~Q(explanation="")
            ),
            # Only a line that brings a package to its posted price may take something off.
            models.CheckConstraint(
                name="only_a_package_takes_off",
                condition=Q(amount_fen__gte=0, unit_fen__gte=0)
                | Q(kind="other", is_package_price=True),
            ),
            models.CheckConstraint(
                name="labour_is_hours_times_rate",
                condition=~Q(kind="labour")
                | (
                    Q(hours_tenths__gt=0, quantity_tenths=0)
                    & GreaterThanOrEqual(
                        (F("amount_fen") - F("risk_fen")) * 10 - F("rate_fen") * F("hours_tenths"),
                        _DOWN,
                    )
                    & LessThanOrEqual(
                        (F("amount_fen") - F("risk_fen")) * 10 - F("rate_fen") * F("hours_tenths"),
                        _UP,
                    )
                ),
            ),
            models.CheckConstraint(
                name="goods_are_quantity_times_price",
                condition=Q(kind="labour")
                | Q(is_own_part=True, kind="part", amount_fen=F("risk_fen"))
                | (
                    Q(hours_tenths=0, quantity_tenths__gt=0)
                    & GreaterThanOrEqual(
                        (F("amount_fen") - F("risk_fen")) * 10
                        - F("unit_fen") * F("quantity_tenths"),
                        _DOWN,
                    )
                    & LessThanOrEqual(
                        (F("amount_fen") - F("risk_fen")) * 10
                        - F("unit_fen") * F("quantity_tenths"),
                        _UP,
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}.{self.position} {self.name}"

    @property
    def kind_word(self) -> LineKind:
        """Return the kind as a word."""
        return LineKind.of(self.kind)

    @property
    def method_word(self) -> Method:
        """Return the method as a word."""
        return Method.of(self.method)

    @property
    def grade_word(self) -> Grade | None:
        """Return the part's grade as a word, None where it has none."""
        return Grade.of(self.grade) if self.grade else None

    @property
    def system_word(self) -> System | None:
        """Return the system as a word, None where none is named."""
        return System.of(self.system) if self.system else None

    @property
    def work_fen(self) -> int:
        """Return the amount without the risk in it."""
        return self.amount_fen - self.risk_fen


class WarrantyTerm(models.Model):
    """What the shop promises for one category; the law's figures stand beside it. Clause 5.1."""

    order = models.ForeignKey(
        "visits.RepairOrder", on_delete=models.PROTECT, related_name="warranty_terms"
    )
    category = models.CharField(max_length=10, choices=choices(LegalCategory))
    car_class = models.CharField(max_length=12, choices=choices(CarClass))
    km = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()
    legal_km = models.PositiveIntegerField()
    legal_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_category_has_one_term", fields=["order", "category"]),
            models.CheckConstraint(
                name="warranty_not_below_the_law",
                condition=Q(km__gte=F("legal_km"), days__gte=F("legal_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.km} km {self.days} d"

    @property
    def category_word(self) -> LegalCategory:
        """Return the category as a word."""
        return LegalCategory.of(self.category)


class Promise(models.Model):
    """
    A promised delivery time and what it was based on; a moved promise is a new row.

    ``earliest_at`` is the likely finish, ``safe_at`` the time that is kept nine times of ten, the
    margin the working time between. An earlier hour stands only with the manager's reason.
    ``load`` is the forecast as it was said, for the record. Clauses 5.2, 5.3.
    """

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="promises")
    version = models.PositiveSmallIntegerField()
    promised_at = models.DateTimeField()
    earliest_at = models.DateTimeField()
    margin_minutes = models.PositiveIntegerField()
    safe_at = models.DateTimeField()
    parts_at = models.DateTimeField(null=True)  # None: every part is on the shelf
    load = models.JSONField()  # the forecast and what it rests on: work, parts, cars, figures
    allowed_because = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=200, blank=True)  # why an earlier promise was moved
    told_to = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(name="promises_count_up", fields=["visit", "version"]),
            models.CheckConstraint(
                name="promise_keeps_its_margin",
                condition=Q(promised_at__gte=F("safe_at"), safe_at__gte=F("earliest_at"))
                | ~Q(allowed_because=""),
            ),
            models.CheckConstraint(
                name="promise_waits_for_parts",
                condition=Q(parts_at=None) | Q(promised_at__gte=F("parts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version} {self.promised_at}"


class PromiseMemory(models.Model):
    """
    What a shop learned from its own promises: the journal up to a line, folded into figures.

    A copy: ``learn`` makes it anew from the journal. Its row is the lock under which promises of
    one shop are made, so that the second desk counts the car of the first.
    """

    shop = models.OneToOneField(
        "shop.Shop", on_delete=models.CASCADE, related_name="promise_memory"
    )
    kept = models.JSONField(default=dict)
    through = models.PositiveBigIntegerField(default=0)  # number of the last line taken in

    def __str__(self) -> str:
        return f"{self.shop_id} {self.through}"


class Watch(models.Model):
    """
    How a shop's open cars stood when they were last looked at, for lists and boards; a copy.

    Who looks holds the row until an hour: of several processes one does it, and where that one was
    killed, another goes on.
    """

    shop = models.OneToOneField("shop.Shop", on_delete=models.CASCADE, related_name="watch")
    standings = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True)
    looked_through = models.PositiveBigIntegerField(default=0)  # number of the journal's last line
    held_by = models.CharField(max_length=36, blank=True)
    held_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.shop_id} {self.looked_through}"
