"""Bookings (预约). Article 16."""
