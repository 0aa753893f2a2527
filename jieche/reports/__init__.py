"""Figures from the journal. Article 17."""
