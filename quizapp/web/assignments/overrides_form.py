"""The form of an override: for whom, and what differs, as a span from the class's date or as a date."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any, Final

from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length

from quizapp.assignments.less_time import less_time
from quizapp.assignments.resolving import INHERIT, Inherit, Moment, Override
from quizapp.assignments.spans import read_span, write_span
from quizapp.assignments.terms import Terms
from quizapp.services.courses.groups import GroupSummary
from quizapp.services.courses.overrides import ForGroup, ForPerson, Learner, OverrideView, Target
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.assignments.doubted_form import DoubtedForm
from quizapp.web.assignments.moments import MomentField, OptionalNumberField, clock_notes, written
from quizapp.web.assignments.terms_form import (
    LONGEST_CODE,
    LONGEST_NETWORKS,
    MOST_ATTEMPTS,
    MOST_MINUTES,
    TOO_LONG,
    networks_in,
)
from quizapp.web.filters import number, on_clock
from quizapp.web.forms import choices_of, number_of

LONGEST_REASON = 2_000
ONE_OF_BOTH = lazy("Give a time span or a date, not both.")
#: Said beside a field, and taken away below.
TAKEN_AWAY_TOO = lazy("Either fill this in, or tick below that it doesn't apply to them.")
_MOMENTS = ("opens", "due", "closes")
_DATES: Final = ("opens_at", "due_at", "closes_at")
#: All that may differ, in the order of the page.
_FIELDS: Final = (
    *("due_span", "due_at", "time_limit", "attempts", "opens_span", "opens_at", "closes_span", "closes_at"),
    *("access_code", "networks", "none_of"),
)
#: The fields that stay folded unless something is in them.
_FOLDED: Final = ("opens_span", "opens_at", "closes_span", "closes_at", "access_code", "networks", "none_of")
#: What a group or a person can have none of, where the class has one.
NONE_OF: Final[Mapping[str, str]] = {
    "opens_at": lazy("No opening date: open as soon as it is published"),
    "due_at": lazy("Never due"),
    "closes_at": lazy("Never closes"),
    "time_limit": lazy("No time limit"),
    "attempts": lazy("Any number of attempts"),
    "access_code": lazy("No access code"),
    "networks": lazy("From any network"),
}


class ChooseFirst(widgets.Select):
    """A select of groups of choices that begins with none, so that a hurried save doesn't take the first."""

    def __call__(self, field: Any, **attributes: object) -> Markup:
        """Put the empty choice before the others."""
        tag, closing, others = super().__call__(field, **attributes).partition(">")
        return tag + closing + Markup('<option value="">{}</option>').format(_("Choose")) + others


class SpanField(StringField):
    """A span from the class's date: it moves with that."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label,
            [Length(max=60, message=lazy("Write a time span such as 2 days."))],
            render_kw={"placeholder": "+2 days", "autocomplete": "off"},
            **options,
        )


class OverrideForm(DoubtedForm):
    """What differs for a group or for a person; empty fields stay as for the class."""

    target = SelectField(
        lazy("Group or learner"),
        [InputRequired(lazy("Please choose a group or a learner."))],
        widget=ChooseFirst(),
        default="",
    )
    due_span = SpanField(lazy("Due later by"))
    due_at = MomentField(lazy("Or due at"))
    time_limit = OptionalNumberField(lazy("Time limit"), most=MOST_MINUTES)
    attempts = OptionalNumberField(lazy("Attempts allowed"), most=MOST_ATTEMPTS)
    opens_span = SpanField(lazy("Opens later by"))
    opens_at = MomentField(lazy("Or opens at"), is_end=False)
    closes_span = SpanField(lazy("Closes later by"))
    closes_at = MomentField(lazy("Or closes at"))
    access_code = StringField(
        lazy("Access code"),
        [Length(max=LONGEST_CODE, message=TOO_LONG)],
        description=lazy("Replaces the assignment's code, which they can't use then."),
        render_kw={"autocomplete": "off"},
        filters=[lambda text: (text or "").strip()],
    )
    networks = TextAreaField(
        lazy("Only from these networks"),
        [Length(max=LONGEST_NETWORKS, message=TOO_LONG)],
        description=lazy("One per line, such as 192.0.2.0/24. They replace the assignment's networks."),
    )
    none_of = SelectMultipleField(
        lazy("Doesn't apply to them"),
        choices=choices_of(NONE_OF),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=lazy("Tick the rules of the assignment that don't apply to them."),
    )
    reason = TextAreaField(
        lazy("Reason"),
        [Length(max=LONGEST_REASON, message=TOO_LONG)],
        description=lazy("Only the staff of the course can see it."),
    )
    takes_time = BooleanField(lazy("Yes, take this time from them"))
    #: The override that the form shows, and which version of it.
    seen = HiddenField()

    def __init__(
        self,
        groups: Iterable[GroupSummary],
        learners: Iterable[Learner],
        zone: tzinfo,
        of_class: Terms,
        edited: OverrideView | None = None,
        *,
        is_sent: bool = True,
    ) -> None:
        super().__init__(_shown(edited, zone) if edited else None, is_sent=is_sent)
        self.zone, self.of_class, self._edited = zone, of_class, edited
        self.target.choices = {
            _("Groups"): [(f"group-{group.id}", group.name) for group in groups],
            _("Learners"): [(f"person-{learner.user_id}", learner.name) for learner in learners],
        }
        #: What was typed; set once `was_sent_well`.
        self.override = Override()
        #: Where it gives less time than the class has, and that isn't meant so far.

    def validate(self, extra_validators: object = None) -> bool:
        """Tell whether what was typed can be read; what it comes to the services know."""
        if not super().validate(extra_validators):  # type: ignore[arg-type]  # as WTForms has it
            return False
        said: dict[str, Any] = {f"{name}_at": self._moment(name) for name in _MOMENTS}
        said["time_limit"], said["attempts"] = _said(self.time_limit.data), _said(self.attempts.data)
        said["access_code"] = _said(self.access_code.data or None)
        said["networks"] = _said(networks_in(self.networks.data) or None)
        for name in self.none_of.data or ():
            if said[name] is not INHERIT:
                self.complain(name, TAKEN_AWAY_TOO)
            said[name] = () if name == "networks" else None
        self.override = Override(**said)
        return not self.errors

    @property
    def chosen(self) -> Target:
        """Return for whom it is."""
        kind, _, key = str(self.target.data).partition("-")
        return ForGroup(int(key)) if kind == "group" else ForPerson(int(key))

    @property
    def seen_version(self) -> int:
        """Return the version of the override that the form showed for whom it is; 0 where it showed none."""
        target, _, version = str(self.seen.data or "").partition(".")
        return number_of(version, 0) if target == self.target.data else 0

    def is_meant(self) -> bool:
        """Tell whether it gives no less time than the class has, or that is meant."""
        known = self._edited and self._edited.override
        found = () if self.override == known else less_time(self.of_class, self.override, self.zone)
        return self.settles(found)

    def differences(self, held: OverrideView) -> list[tuple[str, str, str]]:
        """Return what was typed beside an override that is there: label, what holds, what was typed."""
        shown = _shown(held, self.zone)
        return [
            (str(self[name].label.text), _in_words(name, shown.get(name)), _in_words(name, self[name].data))
            for name in (*_FIELDS, "reason")
            if _in_words(name, shown.get(name)) != _in_words(name, self[name].data)
        ]

    def take_in(self, held: OverrideView) -> None:
        """Fill what was left empty from an override that is there: what was typed goes into it."""
        shown = _shown(held, self.zone)
        said = {name for name in NONE_OF if self._says(name)}
        for name in (*_FIELDS, "reason"):
            of = name.replace("_span", "_at")
            if name == "none_of":
                none_of = set(self.none_of.data or ()) | (set(shown["none_of"]) - said)  # type: ignore[call-overload]
                self.none_of.data = [one for one in NONE_OF if one in none_of]
            elif of not in said and not self[name].data:
                self[name].data, self[name].raw_data = shown.get(name), None

    def shows(self, held: OverrideView | None) -> None:
        """Say that the form was sent from a page that showed this override, or none."""
        self.seen.data = "" if held is None else seen_key(held)
        self.takes_time.data = False

    def _says(self, name: str) -> bool:
        span = name.replace("_at", "_span")
        return bool(
            self[name].data or (span in self and self[span].data) or name in (self.none_of.data or ())
        )

    def class_has(self, name: str) -> str:
        """Return what the class has of a field, in a sentence."""
        terms = self.of_class
        if name == "time_limit":
            return _limit_of(terms.rules.time_limit)
        if name == "attempts":
            return _attempts_of(terms.attempts)
        moment = {"opens_at": terms.opens_at, "due_at": terms.due_at, "closes_at": terms.closes}[name]
        return _date_of(name, on_clock(moment, self.zone) if moment else None)

    @property
    def is_unfolded(self) -> bool:
        """Tell whether the folded fields have something to look at."""
        return any(field.data or field.errors for field in self if field.name in _FOLDED)

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


def _limit_of(limit: int | None) -> str:
    if not limit:
        return _("The assignment has no time limit.")
    return ngettext(
        "Replaces the assignment's time limit of %(count)s minute.",
        "Replaces the assignment's time limit of %(count)s minutes.",
        limit,
        count=number(limit),
    )


def _attempts_of(most: int | None) -> str:
    if not most:
        return _("The assignment allows any number of attempts.")
    return ngettext(
        "Replaces the assignment's %(count)s attempt.",
        "Replaces the assignment's %(count)s attempts.",
        most,
        count=number(most),
    )


def _date_of(name: str, moment: str | None) -> str:
    if name == "opens_at":
        if moment:
            return _("For everyone else it opens on %(moment)s.", moment=moment)
        return _("For everyone else it opens once published.")
    if name == "due_at":
        if moment:
            return _("For everyone else it is due on %(moment)s.", moment=moment)
        return _("For everyone else it is never due.")
    if moment:
        return _("For everyone else it closes on %(moment)s.", moment=moment)
    return _("For everyone else it never closes.")


def _shown(edited: OverrideView, zone: tzinfo) -> dict[str, object]:
    override = edited.override
    shown: dict[str, object] = {
        "target": target_key(edited.target),
        "reason": edited.reason,
        "seen": seen_key(edited),
    }
    for name in _MOMENTS:
        said = getattr(override, f"{name}_at")
        if hasattr(said, "total_seconds"):
            shown[f"{name}_span"] = write_span(said)
        elif hasattr(said, "astimezone"):
            shown[f"{name}_at"] = written(said, zone)
    for name in ("time_limit", "attempts", "access_code"):
        said = getattr(override, name)
        shown[name] = None if isinstance(said, Inherit) else said
    shown["networks"] = "" if isinstance(override.networks, Inherit) else "\n".join(override.networks or ())
    # None of a field is something that is said; so is no network.
    shown["none_of"] = [name for name in NONE_OF if getattr(override, name) in {None, ()}]
    return shown


def _said(typed: Any) -> Any:
    return INHERIT if typed is None else typed


def target_key(target: Target) -> str:
    """Return what the form sends for a group or a person."""
    return f"group-{target.group_id}" if isinstance(target, ForGroup) else f"person-{target.user_id}"


def seen_key(shown: OverrideView) -> str:
    """Return what a form sends of the override that it showed."""
    return f"{target_key(shown.target)}.{shown.version}"


def _in_words(name: str, value: Any) -> str:
    if name == "none_of":
        return "; ".join(str(NONE_OF[one]) for one in NONE_OF if one in (value or ())) or "–"
    return str(value or "–").replace("T", " ") if name in _DATES else str(value or "–")
