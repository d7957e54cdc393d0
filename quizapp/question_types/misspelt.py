"""What is told of a word that isn't understood, but is like others."""


def misspelt(word: str, *meant: str) -> str:
    """Return what to tell a learner who may have meant one of some others with a word."""
    return f"“{word}” isn't understood. If you mean {' or '.join(meant)}, write that."
