"""Matters, what happened to them, and what proves it."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from jieche.rulebook import path
from jieche.rulebook.words import Event, Kind, Role, Stage


def choices(words: type[Any]) -> list[tuple[str, str]]:
    """Return words as choices of a field, labelled in Chinese."""
    return [(word.value, word.zh) for word in words]


def event_choices() -> list[tuple[str, str]]:
    """Return the events; a migration keeps the name of this function, so a new word needs none."""
    return choices(Event)


class Matter(models.Model):
    """What has a course of its own: a visit, a booking, a supplement, a complaint, a report."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    kind = models.CharField(max_length=12, choices=choices(Kind))
    stage = models.CharField(max_length=16, choices=choices(Stage), default=Stage.NEW.value)
    # A supplement hangs on its visit: whoever acts on either takes the visit's lock first.
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)  # number of entries
    # The earliest of what is owed: lists and the wall board sort all kinds of matters by it.
    next_due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                name="matter_open", fields=["shop", "kind", "stage"], condition=Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.stage}"

    @property
    def stands_at(self) -> Stage:
        """Return the stage as a word."""
        return Stage.of(self.stage)

    @property
    def is_kind(self) -> Kind:
        """Return the kind as a word."""
        return Kind.of(self.kind)

    @property
    def is_closed(self) -> bool:
        """Say whether nothing more is asked of it."""
        return self.stands_at in path.CLOSED


class Kept(models.Model):
    """A row that is written once: the journal and what proves it. Triggers guard it as well."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise NotImplementedError("what is written in the journal is never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NotImplementedError("what is written in the journal is never deleted")


class Entry(Kept):
    """One line of a matter's journal, chained to the shop's line before it."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    number = models.PositiveBigIntegerField()  # without gaps, per shop
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="entries")
    event = models.CharField(max_length=30, choices=event_choices)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    acted_as = models.CharField(max_length=20, choices=choices(Role))
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    agreed_for = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)  # what was said and counted, in plain values
    ticked = models.JSONField(default=list)  # clauses whose words were said
    papers = models.JSONField(default=list)  # documents frozen with it: number, version, sha256
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="entries_count_without_doubles", fields=["shop", "number"]
            ),
            models.CheckConstraint(
                name="nothing_is_written_before_it_happens",
                condition=Q(happened_at__lte=models.F("recorded_at")),
            ),
        ]
        indexes = [
            models.Index(name="entry_of_matter", fields=["matter", "number"]),
            models.Index(name="entry_by_event", fields=["shop", "event", "happened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"

    @property
    def what(self) -> Event:
        """Return the event as a word."""
        return Event.of(self.event)


class Document(Kept):
    """A paper as it was shown: frozen content in canonical JSON, and its SHA-256."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_version_is_frozen_once", fields=["shop", "kind", "number", "version"]
            ),
        ]
        # The QR code on a paper leads to it by the beginning of its hash.
        indexes = [models.Index(name="document_by_hash", fields=["sha256"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} v{self.version}"


class Rendition(Kept):
    """The printed form of a document, kept as it first came from the press.

    Signatures come under a paper after it was frozen: with each more it is another print.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renditions")
    lang = models.CharField(max_length=10)
    signatures = models.PositiveSmallIntegerField(default=0)  # how many stand under it
    press = models.CharField(max_length=16, default="")  # mark of forms, fonts and typst
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_document_is_printed_once", fields=["document", "lang", "signatures"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.lang}"


class Evidence(Kept):
    """What proves an entry: words, or a signature with its strokes and the paper under it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="evidence")
    proof = models.CharField(max_length=20)
    words = models.CharField(max_length=500, blank=True)  # for a signature: who signs
    capacity = models.CharField(max_length=20, blank=True)  # owner, sender, receiver
    body = models.TextField(blank=True)  # strokes with time and pressure
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.proof} {self.words}"


class ChainHead(models.Model):
    """The last line of a shop's journal; locked while the next is written."""

    shop = models.OneToOneField("shop.Shop", on_delete=models.PROTECT)
    number = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.shop_id} {self.number}"


class Duty(models.Model):
    """
    What the book asks by when on one matter, met or not: a copy worked out from the journal.

    It can be thrown away and made again (``door.work_out``); lists and the rule book page read it.
    Words to say are kept here too (``is_prompt``): due when the act was done, met when ticked.
    """

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="duties")
    clause = models.CharField(max_length=8)
    event = models.CharField(max_length=30)
    is_prompt = models.BooleanField(default=False)
    since = models.DateTimeField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    is_moot = models.BooleanField(default=False)  # it was missed and can't be done any more

    class Meta:
        indexes = [
            models.Index(
                name="duty_open", fields=["shop", "due_at"], condition=Q(met_at=None, is_moot=False)
            ),
            models.Index(name="duty_by_clause", fields=["shop", "clause", "due_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_duty_stands_once",
                fields=["matter", "clause", "event", "since", "is_prompt"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.event} {self.due_at}"


class Pressed(models.Model):
    """A form's one-time token: the same button pressed twice does its act once."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE)
    token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    led_to = models.CharField(max_length=200, blank=True)
    # Where it was sent and a digest of what it said, so that a page that was loaded anew and sent
    # again unchanged is known.
    address = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(name="what_was_sent_where", fields=["shop", "address"])]

    def __str__(self) -> str:
        return self.token
