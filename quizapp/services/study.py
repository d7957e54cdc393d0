"""Which questions a person may study now: of banks that are theirs to study, and held back by no assignment.

Quizzes of one's own, reviews and forecasts ask it alike. A statement with the condition is executed with what
`studying` returns, beside its own values.
"""

from datetime import datetime
from typing import Any, Final

from quizapp.services.assignments.embargo import NOT_HELD, holding
from quizapp.services.banks.audience import IN_STUDY, asking
from quizapp.services.person import Person

#: That a person may study a question now.
MAY_STUDY_NOW: Final = IN_STUDY & NOT_HELD


def studying(person: Person, now: datetime) -> dict[str, Any]:
    """Return the values of a statement with this condition: who studies, and when."""
    return asking(person) | holding(person, now)
