"""The printed forms: frozen snapshot to PDF."""
