"""The customer hands the car in (交车手续). Articles 6, 7."""
