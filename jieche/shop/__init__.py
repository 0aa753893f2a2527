"""The shop: opening hours, limits, bays, boxes, hooks, teams, legal figures."""
