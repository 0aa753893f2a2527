"""The rule book: 8 steps, 17 articles, 139 clauses, in words and code. Plain Python, no Django."""
