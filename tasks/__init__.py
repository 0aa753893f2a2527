"""What run.py does: plain Python, since it runs before anything is installed."""
