"""The backbone: one visit, and the head of its repair order."""
