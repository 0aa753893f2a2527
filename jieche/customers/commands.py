"""What is done with people's records."""

from datetime import datetime

from jieche.customers.models import Customer
from jieche.shop.models import Shop


def know_customer(
    shop: Shop, *, name: str, phone: str = "", title: str = "", at: datetime, **facts: str
) -> Customer:
    """
    Return the customer with this phone and name, made if he is new.

    Found by phone first, so that a second record can't arise for one person (13.4). ``phone`` in
    digits; ``at`` is when the notice was given: each form
    that takes a phone has it in words (``ui/why_kept.html``, 14.2).
    """
    if phone:
        known = Customer.objects.filter(shop=shop, phone=phone, name=name).first()
        if known is not None:
            return known
    return Customer.objects.create(
        shop=shop, name=name, phone=phone, title=title, notice_given_at=at, **facts
    )


def take_new_phone(customer: Customer, phone: str) -> None:
    """Write the number under which the customer is reached from now on; ``phone`` in digits."""
    customer.phone = phone
    customer.save(update_fields=["phone"])
