"""What is told of a word that isn't understood, but is like others."""

from quizapp.question_types.wording import either
from quizapp.translation.texts import _


def misspelt(word: str, *meant: str) -> str:
    """Return what to tell a learner who may have meant one of some others with a word."""
    return _(
        "“%(word)s” isn't understood. If you mean %(meant)s, write that.", word=word, meant=either(meant)
    )
