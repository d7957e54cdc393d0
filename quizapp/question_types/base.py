"""What every type of question shares: the envelope an author writes, and what a room must offer.

A room (`question_types/<name>/`) holds one type whole: what an author writes, the answer field,
the grading and the two templates. `TYPES` in the package's `__init__` registers it by one line.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final, Generic, Literal, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from wtforms.fields.core import UnboundField

from quizapp.question_types.counting import Count, Given, count_given
from quizapp.question_types.rubric import RubricLine

#: A permanent name: lower-case words joined by hyphens.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
#: A path such as `agreements/border`: slugs joined by slashes.
TopicPath = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$", max_length=200),
]
#: Markdown with `$...$` for mathematics; never empty.
Markdown = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
#: One line of plain text; never empty.
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]

#: A language as in HTML's `lang`, such as `en` or `kk-Cyrl`.
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]

#: The most hints a question may have.
MOST_HINTS = 5
#: To which the credit after hints is rounded: 0.5 less 0.33 is 0.17, and not 0.16999999999999998.
_DECIMALS = 9

_ANY_SCALAR = {"type": ["string", "number", "boolean"]}
#: A `Line` for which a YAML editor takes 1997, 5.5 or no as well: the loader keeps what was written.
Scalar = Annotated[Line, WithJsonSchema({**_ANY_SCALAR, "minLength": 1, "maxLength": 500})]
#: What a learner may type, be it nothing at all.
Typed = Annotated[str, WithJsonSchema(_ANY_SCALAR)]

#: What a learner answered, as it is stored: plain JSON whose shape the type of question decides.
Response = bool | int | str | list[int] | list[str]
#: What a browser sent for the answer field, after WTForms has checked its shape.
FieldData = str | list[str] | None
#: A response as an author writes it under `tests:`.
Written = str | tuple[str, ...]


def _one_or_many(written: Any) -> Any:
    return (written,) if isinstance(written, str) else written


#: What a learner may type, as authors write it: one text, or a list.
Scalars = Annotated[
    tuple[Scalar, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=Scalar | tuple[Scalar, ...]),
]
#: Earlier names of something, as authors write them: one, or a list.
Was = Annotated[
    tuple[Slug, ...],
    BeforeValidator(_one_or_many, json_schema_input_type=Slug | tuple[Slug, ...]),
]


class AuthorModel(BaseModel):
    """Base of all that authors write: unknown keys are faults, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=AuthorModel)


def anew(model: M, **changed: Any) -> M:
    """Return a model with other values, and with nothing that was derived from the old ones."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_validate(fields | changed)


class Source(AuthorModel):
    """The place in a document that proves a question, and a few words that stand there."""

    document: Slug
    paragraph: Annotated[int, Field(ge=1)]
    evidence: Annotated[tuple[Line, ...], Field(min_length=1)]


class AuthorTest(AuthorModel):
    """An author's own test: this response earns this mark (0 to 1), or is sent back as malformed."""

    response: Typed | tuple[Typed, ...]
    mark: Annotated[float, Field(ge=0, le=1)] | Literal["malformed"]


class WholeHint(AuthorModel):
    """A help to remember, and what it takes off the credit, from 0 to 1, of a learner who asks for it."""

    text: Markdown
    cost: Annotated[float, Field(ge=0, le=1)] = 0.33


def _whole_hint(written: Any) -> Any:
    return {"text": written} if isinstance(written, str) else written


#: A hint as authors write it: its text alone, or its text and its cost.
Hint = Annotated[WholeHint, BeforeValidator(_whole_hint, json_schema_input_type=Markdown | WholeHint)]


class Question(AuthorModel):
    """What all types of question share; each room adds its own fields to it."""

    id: Slug
    type: str
    topics: Annotated[tuple[TopicPath, ...], Field(min_length=1)]
    prompt: Markdown
    #: Of all that its author wrote, and of what learners type: that of the bank unless it says otherwise.
    language: LanguageTag = "en"
    #: Shown one by one to a learner who asks for them before answering.
    hints: Annotated[tuple[Hint, ...], Field(max_length=MOST_HINTS)] = ()
    explanation: Markdown | None = None
    sources: tuple[Source, ...] = ()
    tests: tuple[AuthorTest, ...] = ()
    #: The ids of questions of the bank that no quiz asks beside it, and no day of reviews. No answer hangs on
    #: it, so it is kept apart from the question's wording.
    excludes: tuple[Slug, ...] = ()
    #: Those that may be asked beside it, although one seems to give the other's answer away.
    allows: tuple[Slug, ...] = ()
    #: The ids it had before: answers and cards of a question that was stored by one of them are its own.
    was: Was = ()

    @property
    def title(self) -> str:
        """Return what tells the question from others in a list, as Markdown."""
        return self.prompt

    def cost_of(self, hints: int) -> float:
        """Return what the first so many hints cost of the credit, from 0 to 1."""
        return round(sum(hint.cost for hint in self.hints[:hints]), _DECIMALS)

    def credit_after(self, hints: int, credit: float) -> float:
        """Return what is left of a credit, 0 to 1, after that many hints; never less than 0."""
        cost = self.cost_of(hints)
        return max(0.0, round(credit - cost, _DECIMALS)) if cost else credit


class MalformedError(ValueError):
    """A response that can't be read as an answer; its text is a hint to the learner.

    It is sent back, never marked wrong. `part` is the place on the page of the part that can't be read,
    where an answer has several.
    """

    def __init__(self, hint: str, *, part: int | None = None) -> None:
        super().__init__(str(hint))
        self.part = part


@dataclass(frozen=True, slots=True)
class Mark:
    """What a response earned: `credit` from 0 to 1, and what is said of it (Markdown).

    `spelling` is how the answer is spelled, where a slip in it was forgiven, or where it was written without
    its accents; `is_slip` is False where that says nothing of how well it is remembered: without accents, or
    for a slip in a unit that isn't asked for.
    """

    credit: float
    feedback: tuple[str, ...] = ()
    spelling: str | None = None
    is_slip: bool = field(default=True, compare=False)

    @property
    def outcome(self) -> Literal["right", "partly", "wrong"]:
        """Name the mark in one word."""
        if self.credit >= 1:
            return "right"
        return "partly" if self.credit > 0 else "wrong"


class Effort(NamedTuple):
    """How much there is to read before answering, and to type for a right answer, in characters."""

    read: int
    typed: int


class Rule(NamedTuple):
    """Something of how responses are marked, for those who teach: what it is about, and lines of Markdown."""

    label: str
    lines: tuple[str, ...]


#: How much something in a bank matters: a fault keeps the bank from being used, a warning is about what was
#: probably not meant, and a hint about what is in vain or could be better.
Level = Literal["fault", "warning", "hint"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an otherwise well-shaped question: where (keys and indexes), what, what to do."""

    path: tuple[str | int, ...]
    message: str
    remedy: str
    level: Level = "fault"


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a response to it, held to its mark by the contract test over all types.

    `data` is what a browser sends when the choices stand in the author's order; `credit` is None
    where the response is malformed, and 0 where its type isn't marked.
    """

    question: dict[str, Any]
    data: FieldData
    credit: float | None


Q = TypeVar("Q", bound=Question)
R = TypeVar("R", bound=Response)


class QuestionType(ABC, Generic[Q, R]):
    """One type of question. Pure: no clock, no database, no request.

    A response travels in two shapes: `FieldData` as the browser sends it, where choices are named
    by their place on the page (so that a page never tells the author's order), and `Response` as
    it is stored, where choices are named by their index in the author's order.
    """

    #: The name authors write in `type:`; also the room's folder.
    name: ClassVar[str]
    #: What people read, such as "One choice".
    label: ClassVar[str]
    #: The model of what an author writes.
    model: type[Q]
    #: At least one each of right, wrong and (where it can happen) partly right and malformed; of a type
    #: that isn't marked, one that can be read if any can, and one malformed.
    examples: ClassVar[tuple[Example, ...]]
    #: Whether `grade` can mark a response. Who reviews one that isn't marked rates it; no quiz asks it.
    is_marked: ClassVar[bool] = True
    #: Whether there is a response at all: a field in which it is given.
    is_answered: ClassVar[bool] = True
    #: Raised where another default decides about marks than before: a stored wording keeps the old one, so
    #: that the next sync has to make a new wording.
    defaults: ClassVar[int] = 1
    #: Whether a response is either right or wrong; else its examples show one that is partly right.
    is_all_or_nothing: ClassVar[bool] = False
    #: Whether `describe` returns what the author wrote as Markdown; else it is plain text.
    is_described_in_markdown: ClassVar[bool] = False

    @abstractmethod
    def faults(self, question: Q) -> Iterator[Fault]:
        """Yield what is wrong with a question beyond the shape that its model checks."""

    def rendered_faults(self, question: Q, render: Callable[[str], str]) -> Iterator[Fault]:  # noqa: ARG002 -- rooms that cut what is rendered use both
        """Yield what is wrong with a question only once `render` has made HTML of its Markdown."""
        yield from ()

    def names(self, question: Q) -> Iterator[tuple[str, ...]]:  # noqa: ARG002 -- rooms that have some use it
        """Yield what may be given as an answer, or is offered as one; texts of one tuple mean the same."""
        yield from ()

    def told_apart(self, question: Q, others: Callable[[Any], tuple[str, ...]]) -> Q:  # noqa: ARG002 -- see `names`
        """Return the question with the names of its bank that are no slips in an answer of its own.

        `others` finds them for a typed answer.
        """
        return question

    def order(self, question: Q, seed: int) -> tuple[int, ...]:  # noqa: ARG002 -- rooms with choices use both
        """Return the order in which choices stand on the page, as indexes; () without choices."""
        return ()

    @abstractmethod
    def field(self, question: Q, order: Sequence[int]) -> "UnboundField[Any] | None":
        """Make the WTForms field in which a learner answers; its name will be `response`.

        None where there is nothing to answer, only to recall.
        """

    @abstractmethod
    def parse(self, question: Q, data: FieldData, order: Sequence[int]) -> R:
        """Read what the browser sent. Raises `MalformedError` with a hint to the learner."""

    @abstractmethod
    def data(self, question: Q, response: R, order: Sequence[int]) -> FieldData:
        """Turn a stored response back into what the field shows: the inverse of `parse`."""

    @abstractmethod
    def read_written(self, question: Q, written: Written) -> R:
        """Read a response as an author writes it under `tests:`. Raises `MalformedError`."""

    @abstractmethod
    def grade(self, question: Q, response: R) -> Mark:
        """Mark a response that `parse` returned. Total: never raises for such a response."""

    @abstractmethod
    def describe(self, question: Q, response: R) -> str:
        """Return a response in one line, for results and tables."""

    @abstractmethod
    def right_response(self, question: Q) -> R:
        """Return a response that earns full credit. The question has no `faults`."""

    @abstractmethod
    def answer_text(self, question: Q) -> str:
        """Return the right answer in one line of plain text."""

    def rules(self, question: Q) -> Iterator[Rule]:  # noqa: ARG002 -- rooms that mark by more than the answer use it
        """Yield what else than the answer decides about a mark, and what is said of wrong responses.

        It tells all of the answer, so no page shows it but those for instructors.
        """
        yield from ()

    def rubric(self, question: Q) -> tuple[RubricLine, ...]:  # noqa: ARG002 -- rooms that have one use it
        """Return what a good answer holds, for those who mark it; () where nothing says so."""
        return ()

    def effort(self, question: Q) -> Effort | None:  # noqa: ARG002 -- rooms in which one types use it
        """Return how much work it is to answer; None unless the whole answer is typed, from memory."""
        return None

    def summary(self, question: Q, responses: Sequence[R]) -> tuple[Count, ...]:
        """Return how many responses gave each answer, in the author's order or the most frequent first."""
        described = ((self.describe(question, one), self.grade(question, one).credit) for one in responses)
        return count_given(Given(text, text, credit) for text, credit in described)


def shuffled(count: int, seed: int) -> tuple[int, ...]:
    """Return the indexes 0 to count - 1 in an order that depends on the seed alone."""
    indexes = list(range(count))
    random.Random(seed).shuffle(indexes)  # noqa: S311 -- an order on a page, not a secret
    return tuple(indexes)


def shuffled_texts(texts: Sequence[str], seed: int) -> tuple[int, ...]:
    """Return the indexes of texts in an order that depends on them and the seed, not on how they stand."""
    by_text = sorted(range(len(texts)), key=texts.__getitem__)
    return tuple(by_text[place] for place in shuffled(len(texts), seed))
