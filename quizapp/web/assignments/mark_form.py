"""The form of a mark: points for each criterion of the rubric, or out of what the question is worth."""

from collections.abc import Iterator
from typing import Any, cast

from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import Length, ValidationError

from quizapp.assignments.marking import read_points
from quizapp.assignments.scoring import shown
from quizapp.bank.markup import markdown
from quizapp.services.courses.marking import LONGEST_COMMENT, LONGEST_REASON, AnswerToMark
from quizapp.services.quizzes.marks import MarkEntry, SentMark
from quizapp.translation.texts import _, ngettext
from quizapp.web.forms import PostedForm

#: More digits than the key of any row has.
_MOST_DIGITS = 19


class PointsField(StringField):
    """Points as people type them, from 0 to as many as there are."""

    def __init__(self, label: str, most: float, **options: Any) -> None:
        usual = {"inputmode": "decimal", "autocomplete": "off", "size": "6"}
        super().__init__(label, render_kw=usual, **options)
        self.most = most
        #: What was typed; 0 until it is looked at.
        self.points = 0.0

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 -- as WTForms has it
        """Read what was typed."""
        try:
            self.points = read_points(self.data or "", self.most)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class MarkForm(PostedForm):
    """A mark of one answer; `mark_form` adds the fields for what its question is marked by."""

    def point_fields(self) -> Iterator[PointsField]:
        """Yield the fields for points, in the order of the rubric."""
        return (field for field in self if isinstance(field, PointsField))

    @property
    def sent(self) -> SentMark:
        """Return what was sent; what is no key of anything is that of nothing."""
        return SentMark(
            answer_id=_number(self["answer"].data),
            sequence=_number(self["sequence"].data),
            points=tuple(field.points for field in self.point_fields()),
            comment=_text(self["comment"]),
            reason=_text(self["reason"]) if "reason" in self else "",
        )

    def renew(self, found: AnswerToMark) -> None:
        """Let the form be of what is stored now, with what was typed: sent again, it replaces that."""
        self["answer"].data, self["sequence"].data = str(found.answer_id), str(found.sequence)


def mark_form(found: AnswerToMark, *, is_sent: bool = True) -> MarkForm:
    """Make the form for an answer, with the mark that counts."""
    fields: dict[str, Any] = {"answer": HiddenField(), "sequence": HiddenField()}
    fields |= {name: PointsField(label, most) for name, label, most in _points_of(found)}
    fields["comment"] = _long_text(_("Comment for the learner"), LONGEST_COMMENT)
    if found.points is not None:
        fields["reason"] = _long_text(_("Reason for the change"), LONGEST_REASON)
    kind = cast(type[MarkForm], type("MarkForm", (MarkForm,), fields))
    return kind(shown_of(found), is_sent=is_sent)


def shown_of(found: AnswerToMark) -> dict[str, object]:
    """Return what the fields show of the mark that counts."""
    last = next(iter(found.log), None)
    values: dict[str, object] = {
        "answer": str(found.answer_id),
        "sequence": str(found.sequence),
        "comment": last.comment if last else "",
    }
    return values | _points_shown(found, last)


def _points_of(found: AnswerToMark) -> Iterator[tuple[str, str, float]]:
    """Yield name, label and most points of each field for points."""
    for place, line in enumerate(found.rubric):
        yield f"criterion-{place}", markdown.plain(line.criterion), line.points
    if not found.rubric:
        yield "points", _("Points"), found.worth


def _points_shown(found: AnswerToMark, last: MarkEntry | None) -> dict[str, object]:
    if found.rubric:
        picks = (last and last.mark.picks) or ()
        return {f"criterion-{place}": shown(pick) for place, pick in enumerate(picks)}
    return {} if found.points is None else {"points": shown(found.points)}


def _long_text(label: str, longest: int) -> "UnboundField[Any]":
    message = ngettext(
        "Write at most %(count)s character.",
        "Write at most %(count)s characters.",
        longest,
        count=f"{longest:,}",
    )
    return UnboundField(TextAreaField, label, [Length(max=longest, message=message)])


def _text(field: Field) -> str:
    return "\n".join((field.data or "").splitlines()).strip()


def _number(typed: str | None) -> int:
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else 0
