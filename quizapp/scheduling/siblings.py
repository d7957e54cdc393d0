"""Questions that tell each other's answers: of such siblings one is asked a day.

Nothing is stored for it: what was answered today keeps its siblings from coming today, and so does, of those
that are still to come, the first in the queue.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, Self, TypeVar

Name = TypeVar("Name", bound=Hashable)


@dataclass(slots=True)
class Apart(Generic[Name]):
    """The siblings of what is asked on a day. They are enough to know, since excluding is both ways."""

    _excluded: set[Name] = field(default_factory=set)

    def copy(self) -> Self:
        """Return another that begins from the same."""
        return type(self)(set(self._excluded))

    def ask(self, siblings: Iterable[Name]) -> None:
        """Keep the siblings of a question that is asked today from coming."""
        self._excluded.update(siblings)

    def admit(self, question: Name, siblings: Iterable[Name]) -> bool:
        """Tell whether a question may still be asked today; if it may, it is, and its siblings wait."""
        if question in self._excluded:
            return False
        self.ask(siblings)
        return True
