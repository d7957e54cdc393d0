"""What the types with a list of choices share: the choices, and their places on a page.

A page names a choice by its place ("0", "1", ...), never by the author's index, because authors
like to write the right answer first.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Literal, TypeVar
from unicodedata import normalize

from pydantic import BeforeValidator, Field
from typing_extensions import override
from wtforms.fields.choices import SelectChoice, SelectField  # type: ignore[attr-defined] # missing in the stubs
from wtforms.fields.core import UnboundField

from quizapp.question_types.base import (
    AuthorModel,
    Fault,
    MalformedError,
    Markdown,
    Question,
    QuestionType,
    Response,
    Rule,
    Scalar,
    shuffled,
)
from quizapp.question_types.counting import Count, count_offered
from quizapp.translation.texts import _

#: How many choices a question may have: each has a letter of the alphabet on the page.
FEWEST_CHOICES, MOST_CHOICES = 2, 20
_ONE_FORM: Final = str.maketrans(
    dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\u2018\u2019\u201a", "'")
    | dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-")
)


class WholeChoice(AuthorModel):
    """A choice, what a learner who chose it is told, and whether it stands last ("none of these")."""

    text: Scalar
    feedback: Markdown | None = None
    pin: Literal["last"] | None = None


def _whole(written: Any) -> Any:
    return {"text": written} if isinstance(written, str) else written


#: A choice as authors write it: its text alone, or its text and feedback.
Choice = Annotated[WholeChoice, BeforeValidator(_whole, json_schema_input_type=Scalar | WholeChoice)]


class ChoiceQuestion(Question):
    """A question whose answer is chosen from a list."""

    choices: Annotated[tuple[Choice, ...], Field(min_length=FEWEST_CHOICES, max_length=MOST_CHOICES)]
    #: Whether each learner sees them in another order; else they stand as the author wrote them.
    shuffle: bool = True


Q = TypeVar("Q", bound=ChoiceQuestion)
R = TypeVar("R", bound=Response)


@lru_cache(maxsize=4096)
def seen(text: str) -> str:
    """Fold what no eye can see: how a character is composed, and how wide white space is.

    Case and punctuation stay: "Co" and "CO" are two choices to a chemist. Cached: the choices are
    looked through for each answer.
    """
    return " ".join(normalize("NFC", text).split())


def look(text: str) -> str:
    """Fold what no learner should have to look for: the form of a mark or a dash, a last full stop."""
    return seen(text.translate(_ONE_FORM)).rstrip(". ")


def pinned_last(choices: Sequence[WholeChoice], order: Iterable[int]) -> tuple[int, ...]:
    """Return an order of choices with those that are pinned behind the others, as the author has them."""
    free = [index for index in order if not choices[index].pin]
    return (*free, *(index for index, choice in enumerate(choices) if choice.pin))


def index_of(choices: Sequence[WholeChoice], text: str) -> int | None:
    """Return the index of the first choice with this text."""
    wanted = seen(text)
    for index, choice in enumerate(choices):
        if seen(choice.text) == wanted:
            return index
    return None


def missing(choices: Sequence[WholeChoice], text: str, path: tuple[str | int, ...]) -> Fault:
    """Return the fault of naming a choice that isn't there."""
    near = get_close_matches(text, [choice.text for choice in choices], n=1)
    remedy = f"did you mean “{near[0]}”?" if near else "write it just as one of the choices stands"
    return Fault(path, f"“{text}” isn't among the choices", remedy)


def twice(texts: Sequence[tuple[str, tuple[str | int, ...]]], noun: str) -> Iterator[Fault]:
    """Yield the texts that look like one before them, each at its path."""
    before: set[str] = set()
    for text, path in texts:
        if seen(text) in before:
            yield Fault(path, f"the {noun} “{seen(text)}” is there twice", "leave one of them out")
        before.add(seen(text))


def choice_faults(choices: Sequence[WholeChoice], *, shuffle: bool) -> Iterator[Fault]:
    """Yield the choices that look like one before them, and a place that is pinned in vain."""
    before: dict[str, str] = {}
    for index, choice in enumerate(choices):
        text, looks = seen(choice.text), look(choice.text) or choice.text
        if looks in before:
            alike = "" if before[looks] == text else f", as “{before[looks]}”"
            message = f"the choice “{text}” is there twice{alike}"
            yield Fault(("choices", index), message, "leave one of them out")
        before.setdefault(looks, text)
        if choice.pin and not shuffle:
            message = "`pin` says nothing where choices stand as they are written"
            yield Fault(("choices", index, "pin"), message, "write it last, and leave `pin` out", "hint")


def choice_rules(choices: Sequence[WholeChoice], *, shuffle: bool) -> Iterator[Rule]:
    """Yield what is said of choices, and which of them stand in a place of their own."""
    if told := tuple(f"{seen(choice.text)}: {choice.feedback}" for choice in choices if choice.feedback):
        yield Rule(_("Feedback"), told)
    if not shuffle:
        yield Rule(_("Order"), (_("as written"),))
    elif last := tuple(seen(choice.text) for choice in choices if choice.pin):
        yield Rule(_("Always last"), last)


def standing_at(place: str, order: Sequence[int], hint: str) -> int:
    """Return the index of the choice at a place on the page. Raises `MalformedError` with the hint."""
    places = [str(number) for number in range(len(order))]
    if place not in places:
        raise MalformedError(hint)
    return order[places.index(place)]


def written_as(choices: Sequence[WholeChoice], text: str) -> int:
    """Return the index of the choice with this text. Raises `MalformedError`."""
    index = index_of(choices, text)
    if index is None:
        fault = missing(choices, text, ())
        raise MalformedError(f"{fault.message} ({fault.remedy})")
    return index


class ChoiceType(QuestionType[Q, R]):
    """A type of question whose answer is chosen from a list in shuffled order."""

    is_described_in_markdown = True
    field_class: ClassVar[type[SelectField]]
    #: What a learner is told who sent nothing, or nothing that is on the page.
    hint: ClassVar[str]

    @abstractmethod
    def right(self, question: Q) -> frozenset[int]:
        """Return the indexes of the right choices."""

    @override
    def names(self, question: Q) -> Iterator[tuple[str, ...]]:
        """Yield each choice."""
        yield from ((choice.text,) for choice in question.choices)

    @override
    def order(self, question: Q, seed: int) -> tuple[int, ...]:
        """Return the order in which the choices stand on the page, as indexes."""
        if not question.shuffle:
            return tuple(range(len(question.choices)))
        return pinned_last(question.choices, shuffled(len(question.choices), seed))

    @override
    def field(self, question: Q, order: Sequence[int]) -> "UnboundField[Any]":
        """Make the field; what a browser sends for it is checked by `parse` alone."""
        options = [
            SelectChoice(value=str(place), label=question.choices[index].text)
            for place, index in enumerate(order)
        ]
        return UnboundField(self.field_class, _("Your answer"), choices=options, validate_choice=False)

    @override
    def faults(self, question: Q) -> Iterator[Fault]:
        """Yield what is wrong with the choices among themselves."""
        yield from choice_faults(question.choices, shuffle=question.shuffle)

    @override
    def rules(self, question: Q) -> Iterator[Rule]:
        """Yield what is said of choices, and which of them stand in a place of their own."""
        yield from choice_rules(question.choices, shuffle=question.shuffle)

    @override
    def summary(self, question: Q, responses: Sequence[R]) -> tuple[Count, ...]:
        """Return how many responses chose each choice, in the author's order."""
        right = self.right(question)
        options = (
            (index, seen(choice.text), float(index in right)) for index, choice in enumerate(question.choices)
        )
        chosen = (one if isinstance(one, list) else [one] for one in responses)
        return count_offered(options, (int(index) for indexes in chosen for index in indexes))

    def standing_at(self, place: str, order: Sequence[int]) -> int:
        """Return the index of the choice at a place on the page. Raises `MalformedError`."""
        return standing_at(place, order, self.hint)
