"""How shares are written."""

from django import template

register = template.Library()


@register.filter
def percent(permille: int) -> str:
    """Return thousandths as per cent with one decimal: 874 gives "87.4 %"."""
    whole, rest = divmod(abs(permille), 10)
    return f"{'-' if permille < 0 else ''}{whole}.{rest} %"
