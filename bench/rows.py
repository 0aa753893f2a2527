"""
Many past orders from a few real ones: every row that a visit left behind, copied by the database.

Which tables hold rows of a visit is read off the models, so a station's new record comes along by
itself. Ids, keys to each other, hours and numbers become those of the copy; the text of papers and
the hashes of the journal stay the model's own, so `jieche verify` has nothing to prove here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models

from jieche.care.file_models import CustomerFile
from jieche.customers.models import Customer
from jieche.journal.models import Matter
from jieche.vehicles.models import SearchKey, Vehicle
from jieche.visits.models import Visit

# "W20261123-018" and what follows it: the day and the count become the copy's own.
_NUMBER = re.compile(r"(?<=[A-Z])\d{8}-\d{3,}")
_MARK = "{no}"
# What a copy has of its own, by its column of the series.
_OWN: dict[type[models.Model], str] = {
    Vehicle: "vehicle", Customer: "customer", CustomerFile: "file",
}  # fmt: skip
_SERIES = "bench_series"


@dataclass(frozen=True)
class Copy:
    """One past order to be: which model it follows, how long before it, on whose car."""

    model: int
    minutes_before: int
    vehicle: int
    customer: int
    file: int
    number: str  # "20261001-118": day and count within it


@dataclass
class Table:
    """The rows of one table that the models left, and where the copies' ids begin."""

    model: type[models.Model]
    rows: list[tuple[int, Any]] = field(default_factory=list)  # which model, the row
    first: int = 0
    most: int = 0  # rows of this table in one visit

    @property
    def name(self) -> str:
        """Return the table's name."""
        return self.model._meta.db_table


def _our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("jieche."):
            yield model


def _keys(model: type[models.Model]) -> Iterator[Any]:
    for each in model._meta.concrete_fields:
        if each.is_relation:
            yield each


def rows_of(visit: Visit) -> dict[type[models.Model], set[int]]:
    """Return the ids of all that hangs on a visit, its car or its customer, by model."""
    found: dict[type[models.Model], set[int]] = {
        Matter: {visit.matter_id},
        Vehicle: {visit.vehicle_id or 0},
        Customer: {visit.sender_id or 0, visit.owner_id or 0, visit.payer_id or 0},
    }
    grew = True
    while grew:
        grew = False
        for model in _our_models():
            for key in _keys(model):
                parents = found.get(key.remote_field.model)
                if not parents:
                    continue
                ids = model._default_manager.filter(**{f"{key.name}__in": parents})
                new = set(ids.values_list("pk", flat=True)) - found.setdefault(model, set())
                found[model] |= new
                grew = grew or bool(new)
    return found


def gather(visits: Iterable[Visit]) -> dict[type[models.Model], Table]:
    """Return the tables to copy; car, customer and file are not, the copies have their own."""
    tables: dict[type[models.Model], Table] = {}
    for number, visit in enumerate(visits):
        for model, ids in rows_of(visit).items():
            if model in _OWN or not ids:
                continue
            rows = model._default_manager.filter(pk__in=ids).order_by("pk")
            if model is SearchKey:
                rows = rows.filter(kind="order")
            table = tables.setdefault(model, Table(model))
            table.rows += [(number, row) for row in rows.values()]
            table.most = max(table.most, len(rows))
    for table in tables.values():
        last = table.model._default_manager.aggregate(last=models.Max("pk"))["last"]
        table.first = (last or 0) + 1
        for _, row in table.rows:
            # A place is left at the latest when the next car takes it; so it was in the past.
            if "since" in row and row.get("until", row) is None:
                row["until"] = row["since"]
    return {model: table for model, table in tables.items() if table.rows}


def write(tables: dict[type[models.Model], Table], copies: list[Copy]) -> None:
    """Write the copies, table by table in the order of their ids, by the database itself."""
    with connection.cursor() as cursor:
        _write_series(cursor, copies)
        ranks = {model: _ranks(table) for model, table in tables.items()}
        for table in tables.values():
            _write_models(cursor, table, ranks)
            cursor.execute(_copying(table, tables))
        if connection.vendor == "postgresql":
            for table in tables.values():
                name, pk = table.name, table.model._meta.pk.column
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{name}', '{pk}'), "
                    f"(SELECT max({pk}) FROM {name}))"
                )


def _ranks(table: Table) -> dict[int, int]:
    """Return for each row of the models its place among its visit's rows of this table."""
    ranks: dict[int, int] = {}
    count: dict[int, int] = {}
    for number, row in table.rows:
        ranks[row["id"]] = count.get(number, 0)
        count[number] = ranks[row["id"]] + 1
    return ranks


def _write_series(cursor: Any, copies: list[Copy]) -> None:
    cursor.execute(
        f"CREATE TEMP TABLE {_SERIES} (n INTEGER PRIMARY KEY, model INT, minutes INT, "
        "vehicle BIGINT, customer BIGINT, file BIGINT, number TEXT)"
    )
    rows = [
        (n, one.model, one.minutes_before, one.vehicle, one.customer, one.file, one.number)
        for n, one in enumerate(copies)
    ]
    places = "%s, %s, %s, %s, %s, %s, %s"
    for start in range(0, len(rows), 10_000):
        cursor.executemany(
            f"INSERT INTO {_SERIES} VALUES ({places})",
            rows[start : start + 10_000],
        )


def _models_table(table: Table) -> str:
    return f"bench_{table.name}"


def _write_models(
    cursor: Any, table: Table, ranks: dict[type[models.Model], dict[int, int]]
) -> None:
    """Lay the models' rows beside the series: keys as places within the visit, numbers marked."""
    temporary = _models_table(table)
    cursor.execute(f"CREATE TEMP TABLE {temporary} AS SELECT * FROM {table.name} WHERE 1 = 0")
    cursor.execute(f"ALTER TABLE {temporary} ADD COLUMN bench_model INT")
    cursor.execute(f"CREATE INDEX {temporary}_i ON {temporary} (bench_model)")
    fields = table.model._meta.concrete_fields
    columns = ", ".join(f'"{each.column}"' for each in fields)
    places = ", ".join(["%s"] * (len(fields) + 1))
    for number, row in table.rows:
        values = [_value(each, row[each.attname], table.model, ranks) for each in fields]
        cursor.execute(
            f"INSERT INTO {temporary} ({columns}, bench_model) VALUES ({places})",
            [*values, number],
        )


def _value(
    each: Any,
    value: Any,
    model: type[models.Model],
    ranks: dict[type[models.Model], dict[int, int]],
) -> Any:
    if each.primary_key:
        return ranks[model][value]
    if value is not None and each.is_relation and each.remote_field.model in ranks:
        return ranks[each.remote_field.model][value]
    if isinstance(value, str) and _is_numbered(each):
        value = _NUMBER.sub(_MARK, value)
    return each.get_db_prep_save(value, connection)


def _is_numbered(each: Any) -> bool:
    return isinstance(each, models.CharField) and (each.max_length or 0) <= 60


def _copying(table: Table, tables: dict[type[models.Model], Table]) -> str:
    fields = table.model._meta.concrete_fields
    columns = ", ".join(f'"{each.column}"' for each in fields)
    values = ", ".join(_expression(each, table, tables) for each in fields)
    # The series leads, so that rows come in the order of their ids and indexes only grow.
    return (
        f"INSERT INTO {table.name} ({columns}) SELECT {values} "
        f"FROM {_SERIES} s CROSS JOIN {_models_table(table)} t "
        f"WHERE t.bench_model = s.model ORDER BY s.n"
    )


def _expression(each: Any, table: Table, tables: dict[type[models.Model], Table]) -> str:
    column = f't."{each.column}"'
    if each.primary_key:
        return _new_id(table, column)
    if each.is_relation:
        target = each.remote_field.model
        if target in _OWN:
            return f"CASE WHEN {column} IS NULL THEN NULL ELSE s.{_OWN[target]} END"
        return _new_id(tables[target], column) if target in tables else column
    if table.name == "journal_entry" and each.name == "number":
        return _new_id(table, 't."id"')
    if isinstance(each, models.DateTimeField):
        return _earlier(column, "timestamptz", "%Y-%m-%d %H:%M:%S")
    if isinstance(each, models.DateField):
        return _earlier(column, "date", "%Y-%m-%d")
    if _is_numbered(each) and any(_NUMBER.search(row[each.attname] or "") for _, row in table.rows):
        return f"replace({column}, '{_MARK}', s.number)"
    return column


def _new_id(table: Table, place: str) -> str:
    return f"{table.first} + s.n * {table.most} + {place}"


def _earlier(column: str, kind: str, form: str) -> str:
    if connection.vendor == "sqlite":
        # The percent signs are doubled for Django's cursor only where it is given parameters.
        return f"strftime('{form}', {column}, (-s.minutes) || ' minutes')"
    return f"({column} - s.minutes * interval '1 minute')::{kind}"
