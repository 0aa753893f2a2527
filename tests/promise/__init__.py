"""The promised time: the axis, what is learned, the twin, the quote, and months of a shop."""
