"""The question types, each in its own folder. A new type needs a folder and a line here."""

from collections.abc import Mapping
from typing import Any

from quizapp.question_types.base import QuestionType
from quizapp.question_types.card.kind import Card
from quizapp.question_types.categorise.kind import Categorise
from quizapp.question_types.cloze.kind import Cloze
from quizapp.question_types.date.kind import Date
from quizapp.question_types.essay.kind import Essay
from quizapp.question_types.matching.kind import Matching
from quizapp.question_types.multiple.kind import Multiple
from quizapp.question_types.number.kind import Number
from quizapp.question_types.ordering.kind import Ordering
from quizapp.question_types.short.kind import Short
from quizapp.question_types.single.kind import Single
from quizapp.question_types.timeline.kind import Timeline
from quizapp.question_types.truefalse.kind import TrueFalse

TYPES: Mapping[str, QuestionType[Any, Any]] = {
    "single": Single(),
    "multiple": Multiple(),
    "truefalse": TrueFalse(),
    "short": Short(),
    "number": Number(),
    "date": Date(),
    "cloze": Cloze(),
    "matching": Matching(),
    "categorise": Categorise(),
    "ordering": Ordering(),
    "timeline": Timeline(),
    "card": Card(),
    "essay": Essay(),
}

#: What a quiz can ask: the types whose responses can be marked at once.
MARKED = frozenset(name for name, kind in TYPES.items() if kind.is_marked)
#: Those whose responses people can mark, and no program.
MARKED_BY_PEOPLE = frozenset(name for name, kind in TYPES.items() if kind.is_answered and not kind.is_marked)
