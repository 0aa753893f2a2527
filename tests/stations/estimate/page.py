"""What a browser sends from the estimate's page."""

from typing import Any

from jieche.visits.models import Visit

ROWS = 8


def estimate(
    *rows: dict[str, Any], made_from: int = 0, token: str = "", **more: str
) -> dict[str, str]:
    """Return the form with these rows; a cell that is not given is blank, as in the browser."""
    sent = {
        "line-TOTAL_FORMS": str(ROWS), "line-INITIAL_FORMS": "0", "made_from": str(made_from),
        "category": "small", "keeps_old_parts": "yes", "other_wishes": "无", "token": token,
    }  # fmt: skip
    blank = dict.fromkeys(
        ("kind", "name", "hours", "rate", "quantity", "price", "system", "reason", "criterion",
         "risk", "risk_reason", "ground", "grade"), "",
    ) | {"method": "system"}  # fmt: skip
    for place in range(ROWS):
        given = blank | (rows[place] if place < len(rows) else {})
        sent |= {f"line-{place}-{name}": str(value) for name, value in given.items()}
    return sent | more


def address(visit: Visit, slug: str) -> str:
    """Return where an act of the visit is sent."""
    return f"/visits/{visit.pk}/{slug}/"


WORK = {"name": "检修前制动系统", "hours": "1.5", "system": "brakes"}
GOODS = {"name": "前制动片", "quantity": "1", "price": "428", "grade": "equal"}
