"""
The law's warranty figures, as dated rows with their source; a new figure is a new row.

From the rules for the administration of motor vehicle repair (机动车维修管理规定): the period runs
from the day of release, kilometres or days, whichever is reached first.
"""

from datetime import date
from typing import Any

SOURCE = "机动车维修管理规定，质量保证期条款（2015 年文本第三十七条）；自竣工出厂之日起，先到为准"
VALID_FROM = date(2005, 8, 1)  # the day on which the rules came into force

# Class of car and legal category: kilometres, days.
WARRANTY: dict[tuple[str, str], tuple[int, int]] = {
    ("car", "whole"): (20_000, 100),
    ("car", "second"): (5_000, 30),
    ("car", "small"): (2_000, 10),
    ("motorcycle", "whole"): (7_000, 80),
    ("motorcycle", "second"): (800, 10),
    ("motorcycle", "small"): (800, 10),
    ("other", "whole"): (6_000, 60),
    ("other", "second"): (700, 7),
    ("other", "small"): (700, 7),
}


def seed(figures: Any) -> None:
    """
    Write the figures that are not there yet.

    ``figures`` is the LegalFigure model, or its historical state in a migration. A figure that a
    shop has put right is left alone.
    """
    for (car_class, category), (km, days) in WARRANTY.items():
        for unit, value in (("km", km), ("days", days)):
            figures.objects.get_or_create(
                key="warranty", category=f"{car_class}.{category}", unit=unit,
                valid_from=VALID_FROM, defaults={"value": value, "source": SOURCE},
            )  # fmt: skip
