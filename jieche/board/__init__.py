"""The desk: Now list, lanes, visit page, search, rule book page. Screens only."""
