"""What holds for every test."""

from hypothesis import settings

# A slow machine is no failure, and a run must be repeatable by whoever reads of its failure.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
