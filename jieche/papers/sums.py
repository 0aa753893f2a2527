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
    if "balance" in content:
        found += _wrong_in_report(content)
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


def _wrong_in_report(content: Mapping[str, Any]) -> list[str]:
    """Return where the tables of a report don't come to its figures (17.2, 17.6)."""
    found, balance = [], content["balance"]
    change = balance["arrears_fen"] - balance["arrears_before_fen"]
    held = balance["advances_fen"] - balance["advances_before_fen"]
    if balance["income_fen"] != balance["receipts_fen"] + change - held:
        found.append(f"income of {balance['income_fen']} fen does not tally")
    wanted = {
        "kinds": ("amount_fen", balance["income_fen"]),
        "means": ("amount_fen", balance["receipts_fen"]),
        "ages": ("amount_fen", balance["arrears_fen"]),
    }
    for table in ("types", "categories"):
        for name in ("cars_in", "released", "settled"):
            total = sum(line[name] for line in content[table])
            if total != content[name]:
                found.append(f"{table}: {name} add up to {total}, not {content[name]}")
        total = sum(line["income_fen"] for line in content[table])
        if total != balance["income_fen"]:
            found.append(f"{table} add up to {total} fen, not {balance['income_fen']}")
    for table, (name, figure) in wanted.items():
        total = sum(line[name] for line in content[table])
        if total != figure:
            found.append(f"{table} add up to {total} fen, not {figure}")
    return found
