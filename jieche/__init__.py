"""Jieche: the front desk of an auto repair shop, run by its own rule book."""

__version__ = "0.1.0"
