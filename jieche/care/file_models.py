"""The business file of a car: six sections, its place in the cabinet, who looked. Article 13."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jieche.journal.models import Kept, choices
from jieche.rulebook.words import Role, Word


class Section(Word):
    """The six sections of a file (13.3), in the book's order."""

    CUSTOMER = "customer", "客户资料", "customer"
    CAR = "car", "车辆资料", "car"
    ITEMS = "items", "维修项目", "repair items"
    HISTORY = "history", "修理保养记录", "repair and service history"
    SETTLEMENTS = "settlements", "结算", "settlements"
    COMPLAINTS = "complaints", "投诉", "complaints"


class Filled(Word):
    """Whether a section holds something; what is empty says so."""

    FILLED = "filled", "已填", "filled"
    NONE = "none", "无", "none"


FILLED = [word.value for word in Filled]


class PaperName(Word):
    """The papers that a file must hold after a release (13.5)."""

    ORDER = "order", "进厂维修单", "Repair order"
    BELONGINGS = "belongings", "随车物品清单", "List of items"
    DIAGNOSIS = "diagnosis", "检测诊断单", "Diagnosis report"
    SUPPLEMENT = "supplement", "追加维修项目单", "Supplement sheet"
    SETTLEMENT = "settlement", "结算单", "Settlement list"
    WARRANTY = "warranty", "质量保证书", "Quality warranty"
    EXIT_NOTICE = "exit_notice", "出厂通知单", "Exit notice"
    BOOKING = "booking", "预约单", "Booking slip"
    CERTIFICATE = "certificate", "竣工出厂合格证副本", "Copy of the completion certificate"


class Trace(Word):
    """What somebody did with a file: even a look leaves a line, even one that failed (13.6)."""

    LOOKED = "looked", "查阅", "looked at"
    SET_UP = "set_up", "建档", "set up"
    ADDED = "added", "新单归档", "new order added"
    FILED = "filed", "资料归档", "papers filed"
    MOVED = "moved", "调整柜号", "moved"
    KEPT_BY = "kept_by", "更换保管人", "keeper changed"
    LENT = "lent", "借出", "lent out"
    CAME_BACK = "came_back", "归还", "came back"
    MENDED = "mended", "更正车辆资料", "car mended"
    MERGED = "merged", "合并车档", "records put together"
    NOT_LET_IN = "not_let_in", "查阅被拒", "not let in"
    NOT_LET_DO = "not_let_do", "改动被拒", "not let change it"


REFUSED = (Trace.NOT_LET_IN.value, Trace.NOT_LET_DO.value)


def _section() -> "models.CharField[str, str]":
    return models.CharField(max_length=6, choices=choices(Filled))


class CustomerFile(models.Model):
    """The one file of a car (一车一档): where it stands and what it holds. Clauses 13.1-13.6."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    vehicle = models.OneToOneField(
        "vehicles.Vehicle", on_delete=models.PROTECT, related_name="file"
    )
    number = models.CharField(max_length=20)
    cabinet = models.CharField(max_length=20)  # "A-03-12": cabinet, shelf, place
    keeper = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    set_up_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    set_up_at = models.DateTimeField()
    # Its papers went into another file of the same car: it is closed, keeps its number, and its
    # place is free. It is not counted among the files of the shop any more.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # Each section as it was found when somebody last put something into the file.
    customer = _section()
    car = _section()
    items = _section()
    history = _section()
    settlements = _section()
    complaints = _section()
    gone_through_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="file_numbers_are_unique", fields=["shop", "number"]),
            models.UniqueConstraint(
                name="one_file_in_a_place", fields=["shop", "cabinet"],
                condition=Q(merged_into=None),
            ),
            models.CheckConstraint(name="a_file_has_its_place", condition=~Q(cabinet="")),
            models.CheckConstraint(
                name="six_sections_filled_or_none",
                condition=Q(
                    customer__in=FILLED, car__in=FILLED, items__in=FILLED, history__in=FILLED,
                    settlements__in=FILLED, complaints__in=FILLED,
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.cabinet}"

    def get_absolute_url(self) -> str:
        """Return the address of the car's file."""
        return reverse("care:file", args=[self.vehicle_id])

    @property
    def one_that_stays(self) -> "CustomerFile":
        """Return the file in which the papers are: another, where this one is closed."""
        return self.merged_into or self

    def found(self, section: Section) -> Filled:
        """Return how a section was found last."""
        return Filled.of(getattr(self, section.value))


class FiledPaper(models.Model):
    """A paper of a visit in the car's file. Clause 13.5. Nothing takes it out again."""

    file = models.ForeignKey(CustomerFile, on_delete=models.PROTECT, related_name="papers")
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="filed_papers")
    name = models.CharField(max_length=12, choices=choices(PaperName))
    number = models.CharField(max_length=40)
    is_required = models.BooleanField()
    document = models.ForeignKey("journal.Document", null=True, on_delete=models.PROTECT)
    is_on_paper = models.BooleanField()  # the sheet itself lies in the folder
    filed_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="required_paper_is_present",
                condition=Q(is_required=False) | Q(document__isnull=False) | Q(is_on_paper=True),
            ),
            models.UniqueConstraint(
                name="a_visits_paper_is_filed_once", fields=["visit", "name", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def name_word(self) -> PaperName:
        """Return the name as a word."""
        return PaperName.of(self.name)


class FileLoan(models.Model):
    """The paper file lent out: to whom, what for, until when; open until it is back."""

    file = models.ForeignKey(CustomerFile, on_delete=models.PROTECT, related_name="loans")
    borrower = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=120)
    lent_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    lent_at = models.DateTimeField()
    due_on = models.DateField()
    back_at = models.DateTimeField(null=True)
    back_to = models.ForeignKey(
        "staff.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_file_is_lent_to_one", fields=["file"], condition=Q(back_at=None)
            ),
            models.CheckConstraint(name="a_loan_has_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.borrower_id}"


class FileTrace(Kept):
    """One line of who did what with a file, looks included; written once. Clause 13.6."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    file = models.ForeignKey(CustomerFile, on_delete=models.PROTECT, related_name="traces")
    what = models.CharField(max_length=10, choices=choices(Trace))
    words = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)  # those that the person held then
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(name="trace_of_shop", fields=["shop", "at"]),
            models.Index(name="trace_of_person", fields=["file", "by", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.what}"

    @property
    def what_word(self) -> Trace:
        """Return what was done as a word."""
        return Trace.of(self.what)

    @property
    def is_refused(self) -> bool:
        """Say whether the person was not let in."""
        return self.what in REFUSED

    @property
    def acted_as(self) -> tuple[Role, ...]:
        """Return the roles that the person held then; none of lines from before they were kept."""
        return tuple(Role.of(role) for role in self.roles)


class ContactNote(models.Model):
    """What a customer left of where he works and how he is reached, and that he was told why."""

    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, related_name="contact_notes"
    )
    employer = models.CharField(max_length=80, blank=True)
    work_address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    told = models.CharField(max_length=200)  # the words by which he was told the purpose
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_contact_note_says_why", condition=~Q(told="")),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.at:%Y-%m-%d}"
