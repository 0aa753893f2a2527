"""Estimate and promise (估价与承诺). Articles 4, 5."""
