"""The answer field of any question, in a form that every page that asks uses.

A response that can't be read is never marked wrong: its hint stands beside the field, which keeps
what was typed. The two sides of a question are drawn by `macros/questions.html`.
"""

import json

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField, TextAreaField
from wtforms.fields.choices import SelectFieldBase
from wtforms.form import BaseForm

from quizapp.bank.markup.markdown import plain
from quizapp.question_types.base import FieldData, MalformedError, Response
from quizapp.question_types.parts import PartsField
from quizapp.services.banks.questions import AskedQuestion

#: The name of the answer field, whatever the type of question.
RESPONSE = "response"
#: The button that asks for a hint; its value is how many the page shows already.
HINT = "hint"
#: The words of the choices travel in the form: where it is refused, it comes back with them, and nothing has
#: to be looked up (`refused.py`).
OFFERED = "offered"


def sent_values() -> MultiDict[str, str]:
    """Return what a form sent that writes nothing; what is too long for an address comes by a POST."""
    return request.form if request.method == "POST" else request.args


def as_sent(data: FieldData) -> MultiDict[str, str]:
    """Return what an answer field holds as a form with it sends it."""
    return MultiDict({RESPONSE: [] if data is None else [data] if isinstance(data, str) else data})


def words_of(offered: str, value: str, place: int) -> str | None:
    """Return the words of a value that a field offered, in the part at a place; None if there are none.

    A browser sends `offered`, so it may hold anything.
    """
    try:
        read = json.loads(offered)
    except (ValueError, RecursionError):
        return None
    if isinstance(read, list):
        read = read[place] if place < len(read) else None
    words = read.get(value) if isinstance(read, dict) else None
    return words if isinstance(words, str) else None


def draft_in_words(asked: AskedQuestion, draft: FieldData) -> str:
    """Write what was given and can't be read as an answer: as it was typed, or part by part."""
    field = AnswerForm(asked, as_sent(draft)).response
    if not isinstance(field, PartsField):
        return draft if isinstance(draft, str) else ""
    given = [(one.part, one.value) for one in field if one.value.strip()]
    return "; ".join(f"{part.label}: {dict(part.options).get(value, value)}" for part, value in given)


class AnswerForm(BaseForm):
    """A form of one field, `response`, made by the question's type; or of none.

    With `posted` (such as `request.form`) it holds what was sent; else it shows `response`, or
    nothing yet.
    """

    def __init__(
        self,
        asked: AskedQuestion,
        posted: MultiDict[str, str] | None = None,
        *,
        response: Response | None = None,
    ) -> None:
        field = asked.kind.field(asked.question, asked.order)
        super().__init__({} if field is None else {RESPONSE: field})
        self.asked = asked
        #: What a learner is told whose response can't be read.
        self.hint = ""
        # Only one of the two: WTForms falls back on the data where no choice was sent.
        shown = None if response is None or posted is not None else asked.data(response)
        self.process(posted, data={RESPONSE: shown})

    @property
    def response(self) -> Field | None:
        """Return the field, if there is anything to answer."""
        return next(iter(self), None)

    @property
    def offered(self) -> str:
        """Return the choices of the field, each value with its words, for `words_of`; "" for none."""
        if isinstance(self.response, PartsField):
            parts = [{value: plain(text) for value, text in part.options} for part in self.response.parts]
            return json.dumps(parts, ensure_ascii=False) if any(parts) else ""
        if isinstance(self.response, SelectFieldBase):
            choices = {str(value): plain(str(text)) for value, text, *_ in self.response.iter_choices()}
            return json.dumps(choices, ensure_ascii=False)
        return ""

    @property
    def is_long(self) -> bool:
        """Tell whether more can be written than an address holds."""
        return isinstance(self.response, TextAreaField)

    @property
    def has_parts(self) -> bool:
        """Tell whether an answer has several parts: an order, a matching or gaps, say."""
        return isinstance(self.response, PartsField)

    @property
    def draft(self) -> FieldData:
        """Return what may have been meant for an answer; None for a choice that isn't offered."""
        return self.sent if isinstance(self.response, StringField | PartsField) else None

    @property
    def sent(self) -> FieldData:
        """Return what the field holds, as a browser sends it."""
        return None if self.response is None else self.response.data

    @property
    def typed(self) -> FieldData:
        """Return what was typed and stands well in any order; what was chosen by its place is left out."""
        if isinstance(self.response, StringField):
            return self.sent
        if not (isinstance(self.response, PartsField) and self.response.stands_still):
            return None
        return ["" if part.part.options else part.value for part in self.response]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was chosen or typed."""
        data = self.sent or ""
        return not any(text.strip() for text in (data if isinstance(data, list) else [data]))

    def read(self) -> Response | None:
        """Return the response that was sent; None, with the hint as the field's error, if malformed.

        Compare with `is None`: false and 0 are responses.
        """
        try:
            return self.asked.parse(self.sent)
        except MalformedError as malformed:
            self.hint = str(malformed)
            if self.response is not None:
                self.response.errors = [self.hint]
            if isinstance(self.response, PartsField):
                self.response.faulty = malformed.part
            return None
