"""Hypothesis without a stop-watch, which tells nothing on a busy machine: how long is a test of its own."""

from hypothesis import settings

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")
