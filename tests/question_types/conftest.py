"""Hypothesis without a stop-watch: on a busy machine it tells nothing. What takes long is tested by itself."""

from hypothesis import settings

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")
