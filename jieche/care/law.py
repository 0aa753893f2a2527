"""How long a repair file is kept at least, as a dated row with its source."""

from datetime import date
from typing import Any

from jieche.shop.models import LegalFigure
from jieche.shop.queries import legal_figure

SOURCE = (
    "机动车维修管理规定早期文本：维修档案保存期限为二年；"
    "2019 年文本第三十三条未再写明年限，以当地主管部门要求为准"
)
VALID_FROM = date(2005, 8, 1)  # the day on which the rules came into force
_YEARS = 2


def seed(figures: Any) -> None:
    """Write the figure where it is missing; ``figures`` is the model or its historical state."""
    figures.objects.get_or_create(
        key="retention", category="file", unit="years", valid_from=VALID_FROM,
        defaults={"value": _YEARS, "source": SOURCE},
    )  # fmt: skip


def kept_until(last_out: date) -> tuple[date, LegalFigure] | None:
    """Return until when a file is kept at least after a last release, and the figure it rests on.

    None where no figure of the law is known: then nothing may be thrown away.
    """
    try:
        figure = legal_figure("retention", "file", "years", last_out)
    except LegalFigure.DoesNotExist:
        return None
    year = last_out.year + figure.value
    try:
        return last_out.replace(year=year), figure
    except ValueError:  # 29 February
        return date(year, 3, 1), figure
