"""The workshop, supplements, progress (车间). Articles 8, 9, 10."""
