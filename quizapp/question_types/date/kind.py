"""A day, month, season or year, typed in any usual spelling."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import override

from quizapp.question_types.base import Example, Fault, MalformedError, Rule
from quizapp.question_types.date import hints
from quizapp.question_types.date.asking import bounds_asked_for
from quizapp.question_types.date.examples import filled
from quizapp.question_types.date.hints import telling_no_answer
from quizapp.question_types.date.parsing import spelled
from quizapp.question_types.date.reading import read
from quizapp.question_types.date.span import Bound, DateSpan, Precision
from quizapp.question_types.typed import Marker, TypedAnswer, TypedQuestion, TypedType
from quizapp.translation.texts import _, lazy

Credit = Annotated[float, Field(ge=0, le=1)]
#: What a response may name rightly although it is wrong as a whole.
_NAMES_A_MONTH: Final[tuple[Precision, ...]] = ("day", "part of the month")
#: Where these are asked for, "1800s" is one.
_DECADES: Final[tuple[Precision, ...]] = ("decade", "part of the decade")
_NAMES_NO_MORE_THAN_A_YEAR: Final[tuple[Precision, ...]] = (
    "century",
    "decade",
    "year",
    "part of the century",
    "part of the decade",
    "bound",
)


class DateAnswer(TypedAnswer):
    """What is right, as precise as it is asked; and what the right year earns, or the right month."""

    right_year: Credit = 0
    right_month: Credit = 0


class DateQuestion(DateAnswer, TypedQuestion):
    """What an author writes."""

    type: Literal["date"]


class DateMarker(Marker[DateAnswer, DateSpan]):
    """Marks a date as right if every day it names is one that the answer names."""

    most_characters = 100

    @override
    def value(self, answer: DateAnswer, text: str) -> DateSpan:
        right = read(answer.answer, answer.language)
        # The answer has its years in full: it isn't read once more.
        is_right = text == answer.answer
        span = right if is_right else read(text, answer.language, _century(right), right.precision)
        if span.named and span.bound in self._bounds(answer):
            return replace(span.named, spelling=span.spelling, says_era=span.says_era)
        return span

    def _bounds(self, answer: DateAnswer) -> frozenset[Bound]:
        """Return which words before a date add nothing to it, because the question asks with them."""
        if not isinstance(answer, DateQuestion) or read(answer.answer, answer.language).bound:
            return frozenset()
        return bounds_asked_for(answer.prompt, answer.language)

    @override
    def read(self, answer: DateAnswer, data: object) -> str:
        try:
            return super().read(answer, data)
        except MalformedError as error:
            right = read(answer.answer, answer.language)
            hint = telling_no_answer(str(error), right.start.year, right.end.year)
            raise MalformedError(hint) from error

    @override
    def demand(self, answer: DateAnswer, value: DateSpan) -> None:
        """Ask back what may be two dates, unless the answer shows which of them is meant.

        So is what is less precise than the question asks, whether or not it is true.
        """
        right = read(answer.answer, answer.language)
        are_decades = value.precision in _DECADES and right.precision in _DECADES
        if value.doubt and not right.doubt and not are_decades:
            raise MalformedError(value.doubt)
        if right.end.year < 1 <= value.start.year and not (value.says_era or self._foreseen(answer, value)):
            # A learner who leaves out BC may take it for granted, as the prompt does.
            raise MalformedError(hints.which_era(value.start.year))
        if not self._says_enough(answer, value):
            hint = hints.too_coarse(value.precision, right.precision)
            raise MalformedError(filled(hint, answer.language))

    def _says_enough(self, answer: DateAnswer, value: DateSpan) -> bool:
        """Tell whether a date is as precise as the answer, or such that its author foresaw it."""
        if value.bound or not value.is_coarser_than(self.value(answer, answer.answer)):
            return True
        earns_a_part = value.year is not None and answer.right_year > 0
        return earns_a_part or self._foreseen(answer, value)

    def _foreseen(self, answer: DateAnswer, value: DateSpan) -> bool:
        """Tell whether the author has a remark on a date."""
        return any(self.value(answer, entry.response) == value for entry in answer.feedback)

    @override
    def credit(self, answer: DateAnswer, value: DateSpan) -> float:
        right = self.value(answer, answer.answer)
        if right.contains(value):
            return 1.0
        if value.year is None or value.year != right.year:
            return 0.0
        same_month = value.month is not None and value.month == right.month
        return max(answer.right_month, answer.right_year) if same_month else answer.right_year

    @override
    def credit_and_spelling(self, answer: DateAnswer, value: DateSpan) -> tuple[float, str | None]:
        """Return the credit, and how a month or season is spelled in which there was a slip."""
        return self.credit(answer, value), value.spelling

    @override
    def remark(self, answer: DateAnswer, value: DateSpan) -> str | None:
        """Tell a learner whose date is right as far as it goes what is asked, and what earned a part."""
        right = self.value(answer, answer.answer)
        if right.contains(value):
            return None
        if value.contains(right):
            if value.bound:
                return None if self._bounds(answer) else _("That is true, but the question asks for more.")
            return hints.right_but_coarse(value.precision, right.precision)
        if self.credit(answer, value) > 0:
            is_month = value.month is not None and value.month == right.month
            return _("The month and the year are right.") if is_month else _("The year is right.")
        return None

    @override
    def answer_text(self, answer: DateAnswer) -> str:
        in_words = any(character.isalpha() for character in answer.answer)
        return answer.answer if in_words else spelled(self.value(answer, answer.answer), answer.language)

    @override
    def own_rules(self, answer: DateAnswer) -> Iterator[Rule]:
        if self.value(answer, answer.answer).precision != "day":
            yield Rule(_("Right too"), (_("any date within it"),))
        partly = []
        if credit := answer.right_month:
            partly.append(_("the right month and year: %(credit)s of the points", credit=f"{credit:g}"))
        if credit := answer.right_year:
            partly.append(_("the right year: %(credit)s of the points", credit=f"{credit:g}"))
        if partly:
            yield Rule(_("Partly right"), tuple(partly))

    @override
    def faults(self, answer: DateAnswer) -> Iterator[Fault]:
        """Yield what can't be read as well, and credit for what the answer itself doesn't name."""
        found = list(super().faults(answer))
        yield from found
        if any(fault.path == ("answer",) for fault in found):
            return
        right = self.value(answer, answer.answer)
        precision = right.precision
        if right.doubt:
            yield Fault(("answer",), f"“{answer.answer}” may be two dates", right.doubt, "hint")
        if answer.right_year and precision in _NAMES_NO_MORE_THAN_A_YEAR:
            message = (
                f"the answer is a {precision}" if precision != "bound" else "the answer is no single year"
            )
            yield Fault(("right_year",), f"{message}: there is no right year besides", "leave it out")
        if answer.right_month and precision not in _NAMES_A_MONTH:
            yield Fault(("right_month",), "the answer is not a day of a month", "leave it out")
        elif answer.right_month and answer.right_month < answer.right_year:
            remedy = "give the month at least as much"
            yield Fault(("right_month",), "the right month earns less than the right year alone", remedy)


def _century(right: DateSpan) -> int | None:
    """Return the century of the answer, such as 1900, where years cut short lie; None for several.

    That is 0 where the era has to be said: before the year 100, and before Christ.
    """
    if right.end.year < _FIRST_CLEAR_YEAR:
        return None if right.bound else 0
    first, last = (day.year // 100 * 100 for day in (right.start, right.end))
    return first if first == last and first > 0 else None


_TREATY: Final[dict[str, Any]] = {
    "id": "treaty-signed",
    "type": "date",
    "topics": ["dates"],
    "prompt": "When was the treaty signed?",
    "answer": "2001-06-15",
    "feedback": [{"response": "26 April 1996", "text": "That was the first meeting of the five."}],
}
_SEASON: Final[dict[str, Any]] = {**_TREATY, "answer": "fall 2000", "feedback": []}
_DECADE: Final[dict[str, Any]] = {**_TREATY, "answer": "early 1990s", "feedback": []}
_LENIENT: Final[dict[str, Any]] = {**_TREATY, "right_month": 0.5, "right_year": 0.25}
_EMPIRE: Final[dict[str, Any]] = {**_TREATY, "answer": "221 BC"}
_GERMAN: Final[dict[str, Any]] = {**_TREATY, "language": "de"}
_FIRST_CLEAR_YEAR: Final = 100
#: What is asked for with an example even before anything is typed.
_NEEDS_AN_EXAMPLE: Final[tuple[Precision, ...]] = ("decade", "century", "part of the decade")


class Date(TypedType[DateQuestion]):
    """A date."""

    name = "date"
    label = lazy("Date")
    model = DateQuestion
    marker = DateMarker()

    def asks(self, question: DateAnswer) -> str:
        """Return how precise a date is asked for; a less precise one is asked back."""
        right = read(question.answer, question.language)
        told = hints.to_write(right.precision, with_example=right.precision in _NEEDS_AN_EXAMPLE)
        asked = filled(told, question.language)
        return telling_no_answer(asked, right.start.year, right.end.year)

    examples = (
        Example(_TREATY, "15 June 2001", 1),
        Example(_TREATY, "June 15th, 2001", 1),
        Example(_TREATY, "15.6.2001", 1),
        Example(_TREATY, "16 June 2001", 0),
        Example(_TREATY, "26 Apr. 1996", 0),
        Example(_TREATY, "2001", None),
        Example(_TREATY, "6/7/2001", None),
        Example(_TREATY, "31 June 2001", None),
        Example(_TREATY, "15 June 01", None),
        Example(_TREATY, "a while ago", None),
        Example(_SEASON, "autumn of 2000", 1),
        Example(_SEASON, "3 October 2000", 1),
        Example(_SEASON, "2000", None),
        Example(_SEASON, "winter 2000", 0),
        Example(_SEASON, "fall", None),
        Example(_DECADE, "1992", 1),
        Example(_DECADE, "early 1990s", 1),
        Example(_DECADE, "1990s", None),
        Example(_DECADE, "late 1990s", 0),
        Example(_DECADE, "early 90s", 1),
        Example(_LENIENT, "June 2001", 0.5),
        Example(_LENIENT, "2001", 0.25),
        Example(_LENIENT, "16 July 2001", 0.25),
        Example(_LENIENT, "15 June 2002", 0),
        Example(_EMPIRE, "221 B.C.E.", 1),
        Example(_EMPIRE, "221", None),
        Example(_EMPIRE, "AD 221", 0),
        Example(_EMPIRE, "220 BC", 0),
        Example(_GERMAN, "15. Juni 2001", 1),
        Example(_GERMAN, "15 June 2001", 1),
        Example(_GERMAN, "15. Juli 2001", 0),
    )
