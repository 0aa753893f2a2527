"""Small value types at the edges: plate, VIN, phone, money, pinyin. Plain Python, no Django.

A ``parse`` reads what a person typed. It raises ``verdict.Impossible`` (both languages: what is
wrong, what to type) or returns the value; what is allowed but odd it carries in ``.unusual``.
"""
