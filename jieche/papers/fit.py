"""How large a paper is set: to fill its one sheet, and not to spill a line onto the next."""

from collections.abc import Mapping
from typing import Any


def scale_of(kind: str, content: Mapping[str, Any]) -> float:
    """Return the size of the type as a share of the usual 8.6 pt, by how many rows there are.

    The bounds were found by printing the examples: a little smaller keeps a list that is just too
    long on one sheet, while a much longer one goes to the next at its usual size.
    """
    if kind in {"order", "settlement", "supplement"}:
        prices = content["sheet"]["prices"] if kind == "supplement" else content["prices"]
        rows = sum(len(prices[name]) for name in ("labour", "parts", "fees"))
        if kind == "order":
            return 0.94 if 9 <= rows <= 12 else 1.0
        return 1.1 if rows <= 10 else 0.94 if 18 <= rows <= 22 else 1.0
    if kind == "belongings":
        rows = len(content["documents"]) + len(content["items"]) + 3 * len(content["discrepancies"])
        return 1.16 if rows <= 16 else 1.0
    if kind == "report":
        return 1.0 if content["analysis"] else 1.14
    if kind == "register":
        return 1.06
    return 1.08 if kind == "exit_notice" else 1.2
