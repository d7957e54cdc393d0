"""The form of an override: for whom, and what differs, as a span from the class's date or as a date."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from quizapp.assignments.resolving import INHERIT, Inherit, Moment, Override
from quizapp.assignments.spans import read_span, write_span
from quizapp.services.courses.groups import GroupSummary
from quizapp.services.courses.overrides import ForGroup, ForPerson, Learner, OverrideView, Target
from quizapp.web.assignments.moments import MomentField, OptionalNumberField, clock_notes, written
from quizapp.web.assignments.terms_form import MOST_ATTEMPTS, MOST_MINUTES
from quizapp.web.forms import PostedForm

LONGEST_REASON = 2_000
ONE_OF_BOTH = "Please give a span or a date, not both."
_MOMENTS = ("opens", "due", "closes")


class SpanField(StringField):
    """A span from the class's date: it moves with that."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label,
            [Length(max=60, message="Please write a span such as 2 days.")],
            render_kw={"placeholder": "+2 days", "autocomplete": "off"},
            **options,
        )


class OverrideForm(PostedForm):
    """What differs for a group or for a person; empty fields stay as for the class."""

    target = SelectField("For", [InputRequired("Please choose a group or a person.")])
    due_span = SpanField("Due later by")
    due_at = MomentField("Or due at")
    time_limit = OptionalNumberField("Time limit", most=MOST_MINUTES)
    attempts = OptionalNumberField("Attempts", most=MOST_ATTEMPTS)
    opens_span = SpanField("Opens later by")
    opens_at = MomentField("Or opens at", is_end=False)
    closes_span = SpanField("Closes later by")
    closes_at = MomentField("Or closes at")
    reason = TextAreaField(
        "Reason",
        [Length(max=LONGEST_REASON, message=f"Please write at most {LONGEST_REASON:,} characters.")],
        description="For the staff of the course alone.",
    )
    takes_time = BooleanField("Yes, take this time from them")

    def __init__(
        self,
        groups: Iterable[GroupSummary],
        learners: Iterable[Learner],
        zone: tzinfo,
        edited: OverrideView | None = None,
        *,
        is_sent: bool = True,
    ) -> None:
        super().__init__(_shown(edited, zone) if edited else None, is_sent=is_sent)
        self.zone, self._edited = zone, edited
        self.target.choices = {
            "Groups": [(f"group-{group.id}", group.name) for group in groups],
            "Learners": [(f"person-{learner.user_id}", learner.name) for learner in learners],
        }
        #: What was typed; set once `was_sent_well`.
        self.override = Override()

    def validate(self, extra_validators: object = None) -> bool:
        """Tell whether what was typed can be read; what it comes to the services know."""
        if not super().validate(extra_validators):  # type: ignore[arg-type]  # as WTForms has it
            return False
        moments = {name: self._moment(name) for name in _MOMENTS}
        self.override = Override(
            opens_at=moments["opens"],
            due_at=moments["due"],
            closes_at=moments["closes"],
            time_limit=INHERIT if self.time_limit.data is None else self.time_limit.data,
            attempts=INHERIT if self.attempts.data is None else self.attempts.data,
        )
        return not self.errors

    @property
    def chosen(self) -> Target:
        """Return for whom it is."""
        kind, _, key = str(self.target.data).partition("-")
        return ForGroup(int(key)) if kind == "group" else ForPerson(int(key))

    def notes(self) -> tuple[str, ...]:
        """Return what has to be said of times in the night in which the clocks change."""
        fields = [field for field in self if isinstance(field, MomentField)]
        return tuple(note.sentence for note in clock_notes(fields, self.zone))

    def complain(self, name: str, message: str) -> None:
        """Put a sentence beside the field that it is about: of a moment, the one that was filled in."""
        span = name.replace("_at", "_span")
        beside = span if span in self and not self[name].data else name
        if beside in self:
            self[beside].errors = [*self[beside].errors, message]
        else:
            self.form_errors.append(message)

    def _moment(self, name: str) -> Moment:
        span, at = self[f"{name}_span"], self[f"{name}_at"]
        span_text, at_text = (span.data or "").strip(), (at.data or "").strip()
        if span_text and at_text:
            at.errors = [ONE_OF_BOTH]
        if not span_text and not at_text:
            return INHERIT
        try:
            return read_span(span_text) if span_text else self._date(at, name)
        except ValueError as error:
            (span if span_text else at).errors = [str(error)]
            return INHERIT

    def _date(self, field: Field, name: str) -> Moment:
        stored = getattr(self._edited.override, f"{name}_at") if self._edited else None
        known = None if isinstance(stored, Inherit) or not hasattr(stored, "astimezone") else stored
        assert isinstance(field, MomentField)  # noqa: S101 -- for the type checker
        return field.moment(self.zone, known)


def _shown(edited: OverrideView, zone: tzinfo) -> dict[str, object]:
    override = edited.override
    shown: dict[str, object] = {"target": target_key(edited.target), "reason": edited.reason}
    for name in _MOMENTS:
        said = getattr(override, f"{name}_at")
        if hasattr(said, "total_seconds"):
            shown[f"{name}_span"] = write_span(said)
        elif hasattr(said, "astimezone"):
            shown[f"{name}_at"] = written(said, zone)
    for name in ("time_limit", "attempts"):
        said = getattr(override, name)
        shown[name] = None if isinstance(said, Inherit) else said
    return shown


def target_key(target: Target) -> str:
    """Return what the form sends for a group or a person."""
    return f"group-{target.group_id}" if isinstance(target, ForGroup) else f"person-{target.user_id}"
