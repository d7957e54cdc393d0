"""What a learner asks for when they start a quiz."""

from collections.abc import Sequence

from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # missing in the stubs
from wtforms.validators import ValidationError

from quizapp.bank.schema import MOST_QUESTIONS
from quizapp.bank.topics import Topic, paths_to
from quizapp.quizzes.focus import Focus
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.banks.catalogue import BankSummary, TopicCount
from quizapp.services.person import Person
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.translation.texts import _, lazy
from quizapp.web.forms import PostedForm
from quizapp.web.seeds import quiz_seed

#: Numbers of questions that are offered; others can be written.
COUNTS = (5, 10, 20, 40)


class BeginForm(PostedForm):
    """A quiz on one bank; no topic means all of them."""

    topics = SelectMultipleField(lazy("Topics"), validate_choice=False)
    count = IntegerField(lazy("How many questions"), default=10)
    feedback = RadioField(
        lazy("Show feedback"),
        choices=[
            SelectChoice(value=Feedback.EACH.value, label=lazy("After each question")),
            SelectChoice(
                value=Feedback.END.value, label=lazy("At the end: you can change answers until then")
            ),
        ],
        default=Feedback.EACH.value,
    )

    focus = RadioField(
        lazy("Which questions"),
        choices=[
            SelectChoice(value=Focus.ALL.value, label=lazy("All questions alike")),
            SelectChoice(value=Focus.UNSEEN.value, label=lazy("Prefer new ones")),
            SelectChoice(value=Focus.WEAK.value, label=lazy("Prefer hard ones")),
        ],
        default=Focus.ALL.value,
    )
    asks_certainty = BooleanField(lazy("Ask me how sure I am"))

    def __init__(self, bank: BankSummary, topics: Sequence[TopicCount]) -> None:
        super().__init__()
        self.bank = bank
        self._offered = [one.topic for one in topics]

    def tick(self, paths: Sequence[str]) -> None:
        """Tick some topics beforehand; those that the bank hasn't are passed over."""
        self.topics.data = [topic.path for topic in self._offered if topic.path in paths]

    def validate_topics(self, field: SelectMultipleField) -> None:
        """Refuse a topic that the bank hasn't, or has no longer."""
        if not set(field.data or ()) <= {topic.path for topic in self._offered}:
            raise ValidationError(_("One of these topics is no longer in this bank. Please choose again."))

    def validate_count(self, field: IntegerField) -> None:
        """Refuse what is no number, or too small or large a one, in one sentence."""
        if field.data is None or not 1 <= field.data <= MOST_QUESTIONS:
            field.errors = []  # WTForms' own words for what is no number
            raise ValidationError(_("Write a number from 1 to %(most)s.", most=MOST_QUESTIONS))

    @property
    def chosen(self) -> tuple[Topic, ...]:
        """Return the topics that are ticked, without those that lie below another."""
        ticked = set(self.topics.data or ())
        return tuple(
            topic
            for topic in self._offered
            if topic.path in ticked and ticked.isdisjoint(paths_to(topic.path)[:-1])
        )

    @property
    def quiz(self) -> QuizRequest:
        """Return the quiz that is requested."""
        return QuizRequest(
            bank_id=self.bank.id,
            topics=tuple(sorted(topic.path for topic in self.chosen)),
            count=self.count.data or 0,
            focus=Focus(self.focus.data),
            rules=QuizRules(Feedback(self.feedback.data), bool(self.asks_certainty.data)),
        )

    def seed_for(self, person: Person) -> int:
        """Return the seed to draw by: going back and requesting something else makes another quiz."""
        return quiz_seed(person, self.quiz)
