"""Questions that tell each other's answers: of such siblings one is asked a day, the others are buried.

Nothing is stored for it: what was answered today buries its siblings until tomorrow, and so does, of those
that are still to come, the first in the queue.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, Self, TypeVar

Name = TypeVar("Name", bound=Hashable)


@dataclass(slots=True)
class BuriedSiblings(Generic[Name]):
    """The siblings of what is asked on a day. They are enough to know, since excluding is both ways."""

    _buried: set[Name] = field(default_factory=set)

    def copy(self) -> Self:
        """Return another that begins from the same."""
        return type(self)(set(self._buried))

    def bury(self, siblings: Iterable[Name]) -> None:
        """Bury the siblings of a question that is asked today."""
        self._buried.update(siblings)

    def ask_unless_buried(self, question: Name, siblings: Iterable[Name]) -> bool:
        """Tell whether a question may still be asked today; if so it is, and its siblings are buried."""
        if question in self._buried:
            return False
        self.bury(siblings)
        return True
