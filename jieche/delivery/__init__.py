"""Ready, notice, settlement, release (取车). Articles 11, 12."""
