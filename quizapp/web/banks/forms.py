"""What an instructor searches for within a bank."""

from collections.abc import Sequence

from wtforms import BooleanField, Form, SearchField, SelectField
from wtforms.validators import Length, Optional

from quizapp.question_types import TYPES
from quizapp.services.banks.catalogue import TopicCount, Wanted
from quizapp.translation.texts import _, lazy

#: As much text as a search takes; more is no search.
MOST_TEXT = 200


class SearchForm(Form):
    """A search, sent as a GET so that it can be kept and shared."""

    text = SearchField(lazy("Words"), validators=[Optional(), Length(max=MOST_TEXT)])
    topic = SelectField(lazy("Topic"), default="")
    type = SelectField(lazy("Type"), default="")
    retired = BooleanField(lazy("Include retired questions"))

    def offer(self, topics: Sequence[TopicCount], types: Sequence[str]) -> None:
        """Fill the choices with a bank's own topics and types."""
        self.topic.choices = [
            ("", _("All topics")),
            *(
                (
                    one.topic.path,
                    "\N{NO-BREAK SPACE}" * 3 * one.topic.depth + f"{one.topic.name} ({one.questions})",
                )
                for one in topics
            ),
        ]
        self.type.choices = [("", _("All types")), *((name, TYPES[name].label) for name in types)]

    def wanted(self) -> Wanted:
        """Return what is searched for; a field that makes no sense is left open."""
        self.validate()
        return Wanted(
            text="" if self.text.errors else self.text.data or "",
            topic=None if self.topic.errors else self.topic.data or None,
            type=None if self.type.errors else self.type.data or None,
            retired=self.retired.data,
        )
