"""What authors write beside questions: a bank and its documents. And what a bank is, once read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from quizapp.bank.markup.markdown import plain_line
from quizapp.bank.pictures.images import Image
from quizapp.question_types import MARKED, MARKED_BY_PEOPLE, TYPES
from quizapp.question_types.base import (
    AuthorModel,
    LanguageTag,
    Line,
    Markdown,
    Question,
    Slug,
    TopicPath,
    Was,
)
from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, ItemPlace, Section
from quizapp.quizzes.rules import Feedback, QuizRules

#: The version of the format that is read.
VERSION = 1
#: The most questions a quiz may have.
MOST_QUESTIONS = 100
#: The most ready quizzes a bank may have: each is shown with a button of its own.
MOST_QUIZZES = 100
#: The most documents and titles of topics of a bank: each that is wrong is compared with all others.
MOST_DOCUMENTS = 2_000
MOST_TITLES = 2_000
#: The most sections a quiz may have, and the most points one question may be worth.
MOST_SECTIONS = 50
MOST_POINTS = 1_000
#: The longest time limit of a quiz, in minutes.
MOST_MINUTES = 600


def _below(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise ValueError("this leads out of the folder of documents (write a file's name alone)")
    return name


#: The name of a file in the folder of documents, or below it.
FileName = Annotated[Line, AfterValidator(_below)]
#: An address that a browser may be sent to.
WebAddress = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^https://[^\s/]+(/\S*)?$", max_length=2000)
]
Sha256 = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[0-9A-Fa-f]{64}$")]


#: A line that stands where no mathematics can, such as in the title of a page: "$x^2$" is kept as x².
Title = Annotated[Line, AfterValidator(plain_line)]
#: For whom a bank is: a `quizapp.bank.audience.Audience` as authors write it.
AudienceName = Literal["public", "course", "exam"]
#: How its new cards come: a `quizapp.bank.study_order.StudyOrder` as authors write it.
OrderName = Literal["mixed", "file"]


class Document(AuthorModel):
    """A document that questions cite; its text, where it is at hand, proves their evidence."""

    id: Slug
    title: Title
    author: Line | None = None
    publisher: Line | None = None
    year: Annotated[int, Field(ge=-3000, le=2999)] | None = None
    url: WebAddress | None = None
    text: FileName | None = None
    sha256: Sha256 | None = None

    @model_validator(mode="after")
    def _a_digest_is_of_a_text(self) -> Self:
        if self.sha256 and not self.text:
            raise ValueError("`sha256` without `text` says nothing (add `text` with the file's name)")
        return self


class Omission(AuthorModel):
    """What of a document is deliberately not asked about: a paragraph, or words of it or of all, and why."""

    document: Slug
    paragraph: Annotated[int, Field(ge=1)] | None = None
    words: Line | None = None
    reason: Line

    @model_validator(mode="after")
    def _leaves_out_something(self) -> Self:
        if self.paragraph is None and self.words is None:
            raise ValueError("this would leave out the whole document (add `paragraph` or `words`)")
        return self


#: The name of a type that quizzes can ask, some only where people mark the answers.
QuizType = Annotated[
    str, WithJsonSchema({"enum": [name for name in TYPES if name in MARKED | MARKED_BY_PEOPLE]})
]
#: How many questions are drawn.
DrawCount = Annotated[int, Field(ge=1, le=MOST_QUESTIONS)]
#: What one question is worth.
Points = Annotated[float, Field(gt=0, le=MOST_POINTS)]
Heading = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(plain_line),
]


class WholeFixedQuestion(AuthorModel):
    """A question that everybody is asked, and what it is worth where that isn't what the quiz says."""

    question: Slug
    points: Points | None = None


class WholeQuizItem(AuthorModel):
    """Part of a section: a question that everybody is asked, or questions drawn for each learner."""

    question: Slug | None = None
    #: Drawn are so many, as in a ready quiz.
    count: DrawCount | None = None
    topics: tuple[TopicPath, ...] = ()
    types: tuple[QuizType, ...] = ()
    points: Points | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if self.question is None and self.count is None:
            raise ValueError("nothing is asked (add `question`, or `count` for a draw)")
        if self.question is not None and (self.count is not None or self.topics or self.types):
            raise ValueError("a question and a draw in one (make two items of it)")
        return self

    def composed(self, points: float) -> FixedItem | DrawItem:
        """Return the item; a question is worth so many points unless it says otherwise."""
        points = self.points or points
        if self.question is not None:
            return FixedItem(self.question, points)
        return DrawItem(self.count or 0, self.topics, self.types, points)


def _whole_question(written: Any) -> Any:
    return {"question": written} if isinstance(written, str) else written


#: A fixed question as authors write it: its id alone, or its id and its points.
FixedQuestion = Annotated[
    WholeFixedQuestion, BeforeValidator(_whole_question, json_schema_input_type=Slug | WholeFixedQuestion)
]
QuizItem = Annotated[
    WholeQuizItem, BeforeValidator(_whole_question, json_schema_input_type=Slug | WholeQuizItem)
]


class QuizSection(AuthorModel):
    """A part of a ready quiz."""

    heading: Heading | None = None
    shuffle: bool = False
    items: Annotated[tuple[QuizItem, ...], Field(min_length=1, max_length=MOST_QUESTIONS)]


class ReadyQuiz(AuthorModel):
    """A quiz that the authors of a bank put together: what it asks, and how it is taken.

    It asks its `questions` and then what it draws, or its `sections`.
    """

    id: Slug
    title: Title
    description: Markdown | None = None
    #: Drawn are questions at or below one of these topics, and of one of these types; none means any.
    topics: tuple[TopicPath, ...] = ()
    types: tuple[QuizType, ...] = ()
    count: DrawCount | None = None
    questions: Annotated[tuple[FixedQuestion, ...], Field(max_length=MOST_QUESTIONS)] = ()
    sections: Annotated[tuple[QuizSection, ...], Field(max_length=MOST_SECTIONS)] = ()
    #: What each question is worth that doesn't say otherwise.
    points: Points = 1.0
    #: Whether learners can't begin it by themselves: a course sets it.
    only_assigned: bool = False
    #: In minutes.
    time_limit: Annotated[int, Field(ge=1, le=MOST_MINUTES)] | None = None
    feedback: Literal["each", "end"] = "each"
    certainty: bool = False
    #: The questions that a draw prefers for each learner.
    focus: Literal["all", "unseen", "weak"] = "all"

    @property
    def rules(self) -> QuizRules:
        """Return how the quiz is taken."""
        return QuizRules(Feedback(self.feedback), self.certainty, self.time_limit)

    @property
    def composition(self) -> Composition:
        """Return what the quiz asks."""
        if self.sections:
            sections = (
                Section(
                    tuple(item.composed(self.points) for item in section.items),
                    section.heading,
                    section.shuffle,
                )
                for section in self.sections
            )
            return Composition(tuple(sections))
        fixed = (FixedItem(one.question, one.points or self.points) for one in self.questions)
        drawn = [DrawItem(self.count, self.topics, self.types, self.points)] if self.count else []
        return Composition((Section((*fixed, *drawn)),))

    def path_of(self, place: ItemPlace) -> tuple[str | int, ...]:
        """Return the keys and indexes that lead to an item of the composition."""
        section, number = place
        if self.sections:
            return "sections", section, "items", number
        return ("questions", number) if number < len(self.questions) else ()


class TryOut(AuthorModel):
    """What a visitor without an account is asked: some of these questions; none named mean any."""

    questions: tuple[Slug, ...] = ()


class Defaults(AuthorModel):
    """What holds for questions that don't say otherwise."""

    document: Slug | None = None
    topics: Annotated[tuple[TopicPath, ...], Field(min_length=1)] | None = None


class BankFile(AuthorModel):
    """What `bank.yaml` holds. Its questions are left out here: each is read by its own type."""

    schema_: Annotated[int, Field(alias="schema")]
    bank: Slug
    #: What the bank was called before.
    was: Was = ()
    title: Title
    language: LanguageTag = "en"
    description: Markdown | None = None
    audience: AudienceName = "public"
    order: OrderName = "mixed"
    documents: Annotated[tuple[Document, ...], Field(max_length=MOST_DOCUMENTS)] = ()
    topics: Annotated[dict[TopicPath, Title], Field(default_factory=dict, max_length=MOST_TITLES)]
    quizzes: Annotated[tuple[ReadyQuiz, ...], Field(max_length=MOST_QUIZZES)] = ()
    try_out: TryOut = TryOut()
    omitted: tuple[Omission, ...] = ()
    defaults: Defaults = Defaults()
    questions: None = None
    templates: None = None


class QuestionsFile(AuthorModel):
    """What any other file of a bank holds: questions alone, which are left out here as well."""

    questions: None = None
    templates: None = None


class Template(AuthorModel):
    """Questions with columns in braces, and the table whose rows fill them."""

    table: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    questions: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank without faults."""

    key: str
    title: str
    language: str
    description: str | None
    documents: tuple[Document, ...]
    #: The titles of topics, by path, where the path's own words don't do.
    topics: Mapping[str, str]
    questions: tuple[Question, ...]
    quizzes: tuple[ReadyQuiz, ...] = ()
    try_out: TryOut = field(default_factory=TryOut)
    #: The pictures in its Markdown, each content once.
    images: tuple[Image, ...] = ()
    was: tuple[str, ...] = ()
    audience: AudienceName = "public"
    order: OrderName = "mixed"

    @classmethod
    def of(cls, header: BankFile, questions: tuple[Question, ...], images: tuple[Image, ...]) -> Self:
        """Make one of what its file says, its questions and the pictures in them."""
        return cls(
            key=header.bank,
            title=header.title,
            language=header.language,
            description=header.description,
            documents=header.documents,
            topics=header.topics,
            questions=questions,
            quizzes=header.quizzes,
            try_out=header.try_out,
            images=images,
            was=header.was,
            audience=header.audience,
            order=header.order,
        )
