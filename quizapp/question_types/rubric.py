"""What a good answer holds, with its points: the same for whatever type of question has such a thing."""

from typing import NamedTuple


class RubricLine(NamedTuple):
    """A criterion (Markdown), and the points for it."""

    criterion: str
    points: float
