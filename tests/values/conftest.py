"""Property tests here draw the same examples every time: a red test stays red until mended."""

from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None, database=None)
settings.load_profile("same-every-time")
