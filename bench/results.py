"""What one run has measured."""

from dataclasses import dataclass, field

from bench.figures import Times
from bench.measure import Load


@dataclass
class Result:
    """All that was measured on one database with so many past orders."""

    database: str
    orders: int
    fill_seconds: float
    size_mb: float
    rows_of_an_order: dict[str, int] = field(default_factory=dict)
    idle_mb: float = 0.0
    loaded_mb: float = 0.0
    busy: str = ""
    yardsticks: list[float] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    pages: list[Times] = field(default_factory=list)
