"""A shop to try: thirty days made by calling the commands."""
