"""The shop: opening hours, limits, bays, boxes, hooks, teams, legal figures. Data with pages to edit it."""
