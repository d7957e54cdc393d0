"""The small forms by which the staff makes an assignment and puts together what it asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, ValidationError

from quizapp.assignments.numbers import read_number
from quizapp.bank.schema import MOST_POINTS, MOST_QUESTIONS, ReadyQuiz
from quizapp.question_types import TYPES
from quizapp.quizzes.composition import DrawItem, FixedItem
from quizapp.services.banks.catalogue import TopicCount
from quizapp.services.courses.assignments import LONGEST_TITLE
from quizapp.services.courses.courses import OfferedBank
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.forms import PostedForm, can_be_seen, number_of
from quizapp.web.settings.preferences import WholeNumberField

LONGEST_HEADING = 200
LEAST_POINTS = 0.01


@dataclass(frozen=True, slots=True)
class Source:
    """Where the questions of a new assignment come from: a bank, and maybe one of its ready quizzes."""

    bank_id: int
    quiz: ReadyQuiz | None


class NewAssignmentForm(PostedForm):
    """A title, and what is to be asked."""

    title = StringField(
        lazy("Title"),
        [Length(max=LONGEST_TITLE, message=lazy("Write at most %(max)s characters.")), can_be_seen],
        description=lazy("Leave empty to use the title of the ready quiz."),
        filters=[lambda text: " ".join((text or "").split())],
    )
    asks = RadioField(lazy("Questions"), [InputRequired(lazy("Please choose one."))])

    def __init__(self, offered: Mapping[OfferedBank, Sequence[ReadyQuiz]]) -> None:
        self._sources = {
            f"{bank.id}:{quiz.id if quiz else ''}": (bank, quiz)
            for bank, quizzes in offered.items()
            for quiz in (*quizzes, None)
        }
        super().__init__()
        self.asks.choices = {key: _offer(bank, quiz) for key, (bank, quiz) in self._sources.items()}

    def validate_asks(self, field: Field) -> None:
        """Refuse what can't have a title of its own, and has none."""
        if field.data in self._sources and not self._sources[field.data][1] and not self.title.data:
            self.title.errors = [*self.title.errors, _("Please give it a title.")]
            raise ValidationError(_("Your own selection needs a title."))

    @property
    def source(self) -> Source:
        """Return what was chosen."""
        bank, quiz = self._sources[self.asks.data]
        return Source(bank.id, quiz)


def _offer(bank: OfferedBank, quiz: ReadyQuiz | None) -> str:
    if quiz is None:
        # Translators: Here and in the next, keep the colon and the space: what follows is shown as a note.
        return _("Own selection: choose questions of %(bank)s in the next step", bank=bank.title)
    number = quiz.composition.count
    return ngettext(
        "%(title)s: ready quiz of %(count)s question, %(bank)s",
        "%(title)s: ready quiz of %(count)s questions, %(bank)s",
        number,
        title=quiz.title,
        count=number,
        bank=bank.title,
    )


class PointsField(StringField):
    """What a question is worth."""

    def __init__(self, label: str = lazy("Points each"), **options: Any) -> None:
        super().__init__(
            label,
            [InputRequired(_which_points())],
            default="1",
            render_kw={"inputmode": "decimal", "required": True, "autocomplete": "off"},
            **options,
        )

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 -- as WTForms has it
        """Refuse what is no such number."""
        if not LEAST_POINTS <= (read_number(self.data or "") or 0) <= MOST_POINTS:
            raise ValidationError(_which_points())

    @property
    def points(self) -> float:
        """Return the number that was typed; 1 for what is none."""
        return read_number(self.data or "") or 1


class PlaceForm(PostedForm):
    """A step that needs no more than its place: a button of the page. `version` is that of the page."""

    version = HiddenField()
    section = HiddenField()
    item = HiddenField()
    do = HiddenField()

    @property
    def place(self) -> tuple[int, int]:
        """Return the place of an item; one that isn't there for what is none."""
        return number_of(self.section.data, -1), number_of(self.item.data, -1)

    @property
    def shown_version(self) -> int:
        """Return the version of the page; -1, which no assignment has, for what is none."""
        return number_of(self.version.data, -1)


class SectionForm(PlaceForm):
    """What stands over a section, and whether its order is left to chance."""

    heading = StringField(
        lazy("Heading"),
        [Length(max=LONGEST_HEADING, message=lazy("Please use at most %(max)s characters.")), can_be_seen],
        filters=[lambda text: " ".join((text or "").split())],
    )
    shuffle = BooleanField(lazy("In a different order for each learner"))


class PointsForm(PlaceForm):
    """What an item is worth."""

    points = PointsField()


class QuestionForm(PlaceForm):
    """A question that everybody is asked."""

    question = HiddenField()
    points = PointsField()

    @property
    def asked(self) -> FixedItem:
        """Return the item."""
        return FixedItem(self.question.data or "", self.points.points)


class DrawForm(PlaceForm):
    """Questions that are drawn for each learner."""

    count = WholeNumberField(lazy("Number of questions"), least=1, most=MOST_QUESTIONS, default=1)
    topic = SelectField(lazy("Topic"), default="")
    type = SelectField(lazy("Type"), default="")
    points = PointsField()

    def offer(self, topics: Iterable[TopicCount], types: Iterable[str]) -> None:
        """Fill the choices with a bank's own topics and types."""
        self.topic.choices = [("", _("Any topic")), *(_topic(one) for one in topics)]
        self.type.choices = [
            ("", _("Any type that is marked automatically")),
            *((name, TYPES[name].label) for name in types),
        ]

    @property
    def asked(self) -> DrawItem:
        """Return the item."""
        topics = (self.topic.data,) if self.topic.data else ()
        types = (self.type.data,) if self.type.data else ()
        return DrawItem(self.count.data or 1, topics, types, self.points.points)


class ReadyForm(PlaceForm):
    """A ready quiz, whose questions take the place of those that stand there."""

    quiz = SelectField(lazy("Ready quiz"), [InputRequired(lazy("Please choose one."))])

    def offer(self, quizzes: Iterable[ReadyQuiz]) -> None:
        """Fill the choices with the ready quizzes of the bank."""
        self.quiz.choices = [(quiz.id, f"{quiz.title} ({quiz.composition.count})") for quiz in quizzes]


def _which_points() -> str:
    return _("Write a number above 0, at most %(most)s.", most=f"{MOST_POINTS:,}")


def _topic(one: TopicCount) -> tuple[str, str]:
    return one.topic.path, "\N{NO-BREAK SPACE}" * 3 * one.topic.depth + f"{one.topic.name} ({one.questions})"
