"""Cars: plate, VIN, odometer readings."""
