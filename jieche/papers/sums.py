"""Do the sums on a paper agree with its lines? A paper that can't add up is not printed."""

from collections.abc import Mapping
from typing import Any


def disagreements(content: Mapping[str, Any]) -> list[str]:
    """Return what does not add up, in words; [] if all is well."""
    found = []
    sheets = [content["sheet"]] if "sheet" in content else content.get("supplements", [])
    if "prices" in content:
        found += _wrong_in(content["prices"])
    for sheet in sheets:
        found += [f"{sheet['number']}: {wrong}" for wrong in _wrong_in(sheet["prices"])]
    if "payments" in content:
        paid = sum(payment["amount_fen"] for payment in content["payments"])
        kept = content["received_fen"] - content.get("returned_fen", 0)
        if paid != kept:
            found.append(f"payments add up to {paid} fen, not {kept}")
        owed = content["prices"]["total_fen"] - content["prepaid_fen"] - kept
        if content["credit_fen"] and owed != content["credit_fen"]:
            found.append(f"{owed} fen are left to pay, not {content['credit_fen']}")
    return found


def _wrong_in(prices: Mapping[str, Any]) -> list[str]:
    found = []
    for name in ("labour", "parts", "fees"):
        total = sum(line["amount_fen"] for line in prices[name])
        if total != prices[f"{name}_fen"]:
            found.append(f"{name} lines add up to {total} fen, not {prices[f'{name}_fen']}")
    total = prices["labour_fen"] + prices["parts_fen"] + prices["fees_fen"]
    total -= prices["discount_fen"] + prices["rounding_fen"]
    if total != prices["total_fen"]:
        found.append(f"the total comes to {total} fen, not {prices['total_fen']}")
    return found
