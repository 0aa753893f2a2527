"""The page frame, the act table, shared pieces of screen."""
