"""Matters, their entries and evidence; one door writes them."""
