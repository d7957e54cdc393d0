"""The form of an assignment's settings: six fields in sight, others folded, on the course's clocks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any, Final, cast

from flask import request
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from quizapp.assignments.terms import Counts, LateStep, Navigation, Release, Terms, doubts, faults
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.courses.assignments import LONGEST_TITLE, AssignmentSettings, AssignmentView
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.assignments.doubted_form import DoubtedForm
from quizapp.web.assignments.moments import MomentField, OptionalNumberField, clock_notes, written
from quizapp.web.assignments.staff_words import (
    COUNTS_WORDS,
    FEEDBACK_WORDS,
    NAVIGATION_WORDS,
    RELEASE_WORDS,
    SHOWS_WORDS,
)
from quizapp.web.filters import number, on_clock
from quizapp.web.forms import can_be_seen, choices_of, number_of

LONGEST_INSTRUCTIONS = 20_000
LONGEST_CODE, LONGEST_NETWORKS = 64, 2_000
#: A month of minutes: more is a slip.
MOST_MINUTES, MOST_ATTEMPTS = 43_200, 1_000
#: The fields that stay folded unless something in them is set or has to be looked at.
FOLDED: Final = (
    *("closes_at", "counts", "wait", "access_code", "networks"),
    *("navigation", "asks_certainty", "feedback", "release", "releases_at"),
)
#: These belong to what is asked: they stay as they are once somebody has begun.
SETTLED_BY_BEGINNING: Final = ("shows", "navigation", "asks_certainty", "feedback")
BEGUN_MEANWHILE = lazy(
    "A learner has started meanwhile. The review options, going back, certainty and feedback "
    "can't be changed any more. Your other changes are below."
)
TOO_LONG = lazy("Write at most %(max)s characters.")
#: What holds where a field is empty.
_WHEN_EMPTY: Final = {
    "opens_at": lazy("As soon as it is published"),
    "due_at": lazy("Never"),
    "time_limit": lazy("No limit"),
    "attempts": lazy("Any number"),
    "late_percent": lazy("All points"),
    "closes_at": lazy("When it is due"),
    "wait": lazy("None"),
    "networks": lazy("From any network"),
}
_MOMENTS = ("opens_at", "due_at", "closes_at", "late_until", "releases_at")
#: Beside which field a fault of terms stands, where their names differ.
_FIELD_OF = {"late": "late_percent"}


class SettingsForm(DoubtedForm):
    """What the staff decides of an assignment, beside what it asks. `version` is that of the page."""

    title = StringField(
        lazy("Title"),
        [
            DataRequired(lazy("Please give it a title.")),
            Length(max=LONGEST_TITLE, message=TOO_LONG),
            can_be_seen,
        ],
        filters=[lambda text: " ".join((text or "").split())],
    )
    instructions = TextAreaField(
        lazy("Instructions"),
        [Length(max=LONGEST_INSTRUCTIONS, message=TOO_LONG)],
        description=lazy("Learners read them before they start. You can use Markdown."),
    )
    opens_at = MomentField(
        lazy("Opens"), is_end=False, description=lazy("Leave empty to open it as soon as it is published.")
    )
    due_at = MomentField(lazy("Due"), description=lazy("Leave empty for no due date."))
    time_limit = OptionalNumberField(
        lazy("Time limit"),
        most=MOST_MINUTES,
        description=lazy("Minutes from the start of an attempt. Leave empty for no limit."),
    )
    attempts = OptionalNumberField(
        lazy("Attempts allowed"), most=MOST_ATTEMPTS, description=lazy("Leave empty for any number.")
    )
    shows = RadioField(lazy("Review options"), choices=choices_of(SHOWS_WORDS))
    late_percent = OptionalNumberField(
        lazy("Late submissions earn"),
        most=100,
        least=0,
        description=lazy("Percent of the points. Leave empty for all points."),
    )
    late_until = MomentField(
        lazy("Accept late submissions until"),
        description=lazy("If you set a later close, they are accepted until then."),
    )
    closes_at = MomentField(
        lazy("Closes"),
        description=lazy("No submissions after this. Leave empty to close it when it is due."),
    )
    counts = SelectField(lazy("Attempt that counts"), choices=choices_of(COUNTS_WORDS))
    wait = OptionalNumberField(
        lazy("Wait between attempts"),
        most=MOST_MINUTES,
        least=0,
        description=lazy("Minutes. Leave empty for none."),
    )
    access_code = StringField(
        lazy("Access code"),
        [Length(max=LONGEST_CODE, message=TOO_LONG)],
        description=lazy("Learners type it to start. Capital letters, spaces and dashes make no difference."),
        filters=[lambda text: (text or "").strip()],
    )
    networks = TextAreaField(
        lazy("Only from these networks"),
        [Length(max=LONGEST_NETWORKS, message=TOO_LONG)],
        description=lazy("One per line, such as 192.0.2.0/24. Leave empty for any network."),
    )
    navigation = RadioField(
        lazy("Learners may go back to earlier questions"), choices=choices_of(NAVIGATION_WORDS)
    )
    asks_certainty = BooleanField(lazy("Ask learners how sure they are of each answer"))
    feedback = RadioField(lazy("Feedback in practice"), choices=choices_of(FEEDBACK_WORDS))
    release = RadioField(lazy("Results are released"), choices=choices_of(RELEASE_WORDS))
    releases_at = MomentField(
        lazy("Released at"), description=lazy("Needed only if results are released at a set time.")
    )
    version = HiddenField()
    takes_time = BooleanField(lazy("Yes, take this time from them"))

    def __init__(self, view: AssignmentView, zone: tzinfo, *, is_sent: bool = True) -> None:
        self.stored, self.zone = view.settings.terms, zone
        self._view = view
        super().__init__(_shown(view, zone), is_sent=is_sent)
        self._begun_meanwhile = False
        if view.attempts:
            shown = _shown(view, zone)
            for name in SETTLED_BY_BEGINNING:
                sent = request.form.get(name) if is_sent and name != "asks_certainty" else None
                self._begun_meanwhile |= sent not in {None, shown[name]}
                del self[name]
        #: What was typed; set once `was_sent_well`.
        self.settings: AssignmentSettings = view.settings

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether what was typed can be held to: each fault stands beside its field."""
        is_well = super().validate(extra_validators)
        moments = dict(self._moments())
        if not (is_well and len(moments) == len(_MOMENTS) and self._takes_late()):
            return False
        terms = self._terms(moments)
        for fault in faults(terms):
            self.complain(fault.field, fault.message)
        if self._begun_meanwhile:
            self.form_errors.append(BEGUN_MEANWHILE)
        self.settings = replace(
            self._view.settings,
            title=self.title.data or "",
            instructions=(self.instructions.data or "").strip(),
            terms=terms,
        )
        return not self.errors

    def is_meant(self, now: datetime) -> bool:
        """Tell whether nothing is odd about what was typed, or is meant; else it stands beside its field."""
        # What was saved like that before isn't asked back again.
        found = doubts(self.settings.terms, now) if self.settings.terms != self.stored else ()
        return self.settles(found)

    @property
    def shown_version(self) -> int:
        """Return the version of the page; 0, which no assignment has, for what is none."""
        return number_of(self.version.data, 0)

    @property
    def is_unfolded(self) -> bool:
        """Tell whether the folded fields have something to look at."""
        plain = Terms(rules=replace(self.stored.rules, feedback=Feedback.END), shows=self.stored.shows)
        usual = _terms_shown(plain, self.zone)
        return any(
            field.errors or (field.data or None) != (usual[field.name] or None)
            for field in self
            if field.name in FOLDED
        )

    def notes(self) -> tuple[str, ...]:
        """Return what has to be said of times in the night in which the clocks change."""
        fields = [field for field in self if isinstance(field, MomentField)]
        return tuple(note.sentence for note in clock_notes(fields, self.zone))

    def complain(self, name: str, message: str) -> None:
        """Put a sentence beside the field that it belongs to."""
        field = self[_FIELD_OF.get(name, name)]
        field.errors = [*field.errors, message]

    def _moments(self) -> Iterator[tuple[str, datetime | None]]:
        """Yield the moments that can be read; the others are told so beside their fields."""
        stored = _moments_of(self.stored)
        for name in _MOMENTS:
            try:
                field = cast("MomentField", self[name])
                yield name, field.moment(self.zone, stored[name])
            except ValueError as error:
                self.complain(name, str(error))

    def _takes_late(self) -> bool:
        if self.late_percent.data is not None and not self.late_until.data:
            self.complain("late_until", _("Say until when late submissions are accepted."))
        elif self.late_until.data and self.late_percent.data is None:
            self.complain("late_percent", _("Say how much late submissions earn."))
        return not self.errors

    def _terms(self, moments: dict[str, datetime | None]) -> Terms:
        until, percent = moments["late_until"], self.late_percent.data
        step = (LateStep(until, percent),) if until is not None and percent is not None else ()
        of_rules = self.stored.rules
        return replace(
            self.stored,
            rules=QuizRules(
                Feedback(self.feedback.data) if "feedback" in self else of_rules.feedback,
                bool(self.asks_certainty.data) if "asks_certainty" in self else of_rules.asks_certainty,
                self.time_limit.data,
            ),
            opens_at=moments["opens_at"],
            due_at=moments["due_at"],
            closes_at=moments["closes_at"] or until,
            # A form has room for one step; more, which another program set, stay as long as the first does.
            late=self.stored.late if step == self.stored.late[:1] else step,
            attempts=self.attempts.data,
            wait=self.wait.data or 0,
            counts=Counts(self.counts.data),
            access_codes=(self.access_code.data,) if self.access_code.data else (),
            networks=networks_in(self.networks.data),
            navigation=Navigation(self.navigation.data) if "navigation" in self else self.stored.navigation,
            shows=Shows(self.shows.data) if "shows" in self else self.stored.shows,
            release=Release(self.release.data),
            releases_at=moments["releases_at"],
        )


def _shown(view: AssignmentView, zone: tzinfo) -> dict[str, object]:
    settings = view.settings
    others = {"title": settings.title, "instructions": settings.instructions, "version": view.version}
    return others | _terms_shown(settings.terms, zone)


def _terms_shown(terms: Terms, zone: tzinfo) -> dict[str, object]:
    """Return terms as the fields show them."""
    step = terms.late[0] if terms.late else None
    return {
        **{name: written(moment, zone) for name, moment in _moments_of(terms).items()},
        "time_limit": terms.rules.time_limit,
        "attempts": terms.attempts,
        "shows": terms.shows.value,
        "late_percent": step.percent if step else None,
        "counts": terms.counts.value,
        "wait": terms.wait or None,
        "access_code": next(iter(terms.access_codes), ""),
        "networks": "\n".join(terms.networks),
        "navigation": terms.navigation.value,
        "asks_certainty": terms.rules.asks_certainty,
        "feedback": terms.rules.feedback.value,
        "release": terms.release.value,
    }


def _moments_of(terms: Terms) -> dict[str, datetime | None]:
    return {
        "opens_at": terms.opens_at,
        "due_at": terms.due_at,
        "closes_at": terms.closes_at,
        "late_until": terms.late[0].until if terms.late else None,
        "releases_at": terms.releases_at,
    }


def networks_in(text: str | None) -> tuple[str, ...]:
    """Return the networks that were typed, one a line."""
    return tuple(line for one in (text or "").splitlines() if (line := one.strip()))


def differences(form: SettingsForm, theirs: SettingsForm) -> list[tuple[str, str, str]]:
    """Return what was typed beside what somebody else saved: the label of a field, theirs, and one's own."""
    return [
        (str(field.label.text), _in_words(theirs[field.name]), _in_words(field))
        for field in form
        if field.name not in {"version", "takes_time"} and field.name in theirs
        if _in_words(field) != _in_words(theirs[field.name])
    ]


def facts(view: AssignmentView, zone: tzinfo) -> list[tuple[str, str]]:
    """Return what is set, for those who don't change it: the label of a field, and what it holds in words."""
    # As if nobody had begun: no field is left out.
    form = SettingsForm(replace(view, attempts=0), zone, is_sent=False)
    moments = _moments_of(form.stored)
    return [
        (str(field.label.text), words)
        for field in form
        if field.name not in {"title", "instructions", "version", "takes_time"}
        if (words := _fact(field, moments.get(field.name), zone))
    ]


def _fact(field: Field, moment: datetime | None, zone: tzinfo) -> str:
    """Return what a field holds; where it is empty, what then holds, or nothing."""
    if moment is not None:
        return on_clock(moment, zone)
    if isinstance(field, BooleanField):
        return _in_words(field)
    if isinstance(field, RadioField | SelectField):
        return _chosen(field)
    if field.data in {None, ""}:
        return str(_WHEN_EMPTY.get(field.name, ""))
    if field.name in {"time_limit", "wait"}:
        return ngettext("%(count)s minute", "%(count)s minutes", field.data, count=number(field.data))
    return f"{field.data}\N{NO-BREAK SPACE}%" if field.name == "late_percent" else str(field.data)


def _chosen(field: RadioField | SelectField) -> str:
    return next(str(label) for value, label, *_rest in field.iter_choices() if value == field.data)


def _in_words(field: Field) -> str:
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, RadioField | SelectField):
        return _chosen(field).partition(": ")[0]
    if isinstance(field, MomentField):
        return (field.data or "").replace("T", " ") or "–"
    return "–" if field.data in {None, ""} else str(field.data)
