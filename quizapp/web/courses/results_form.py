"""The form by which staff sets a result by hand."""

from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from quizapp.assignments.numbers import read_number
from quizapp.assignments.scoring import SetResult, shown
from quizapp.services.courses.result_overrides import HIGHEST_PERCENT, LONGEST_REASON, NO_REASON
from quizapp.translation.texts import _, lazy
from quizapp.web.forms import PostedForm, number_of

TYPED_A_PERCENT = lazy("You wrote a percentage. Choose “A percentage” above, or empty this field.")

_BY_HAND, _EXCUSED, _BY_ATTEMPTS = "percent", "excused", "attempts"


class ResultForm(PostedForm):
    """A percent, excused, or what the attempts earned; `sequence` is the last change that its page showed."""

    result = RadioField(
        lazy("Result"),
        [InputRequired(lazy("Choose a result."))],
        choices=lambda: {
            _BY_HAND: _("A percentage"),
            _EXCUSED: _("Excused: not required, and left out of averages"),
            _BY_ATTEMPTS: _("The result of the attempts"),
        },
    )
    percent = StringField(lazy("Percentage"), description=lazy("From 0 to 100."))
    reason = TextAreaField(
        lazy("Reason"),
        [Length(max=LONGEST_REASON, message=lazy("Write at most %(max)s characters."))],
        description=lazy("Only the staff of the course can see it. Learners can't."),
    )
    sequence = HiddenField()

    def __init__(self, now: SetResult, sequence: int) -> None:
        kind = _EXCUSED if now.is_excused else _BY_ATTEMPTS if now.percent is None else _BY_HAND
        percent = "" if now.percent is None else shown(now.percent)
        super().__init__({"result": kind, "percent": percent, "sequence": sequence})
        self._stored, self._stored_sequence = percent, sequence

    def validate_percent(self, field: Field) -> None:
        """Refuse what is no percent, where one is to be set, and one that was typed where none is."""
        if self.result.data == _BY_HAND:
            if self._number() is None:
                raise ValidationError(_("Write a number from 0 to %(highest)s.", highest=HIGHEST_PERCENT))
        # What the page itself had filled in nobody has typed; of a page of before nobody can tell.
        elif (
            self.result.data
            and self.shown_sequence == self._stored_sequence
            and (field.data or "").strip() not in {"", self._stored}
        ):
            raise ValidationError(TYPED_A_PERCENT)

    def validate_reason(self, field: Field) -> None:
        """Refuse none."""
        if not (field.data or "").strip():
            raise ValidationError(NO_REASON)

    @property
    def chosen(self) -> SetResult:
        """Return what is to be set."""
        if self.result.data == _EXCUSED:
            return SetResult(is_excused=True)
        return SetResult(self._number() if self.result.data == _BY_HAND else None)

    @property
    def shown_sequence(self) -> int:
        """Return the last change that the page showed; -1, which none has, for what is no number."""
        return number_of(self.sequence.data, -1)

    def _number(self) -> float | None:
        """Return the percent that was typed, with a comma or a point; None for what is none."""
        number = read_number((self.percent.data or "").strip().removesuffix("%"))
        return None if number is None or number > HIGHEST_PERCENT else number
