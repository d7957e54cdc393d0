"""What the staff fills in to annul an attempt, reopen one, give more time, decide what arrived late."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField, widgets
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, ValidationError

from quizapp.services.courses.attempt_changes import MOST_MINUTES, OpenAttempts
from quizapp.services.courses.attempt_history import AttemptQuestion
from quizapp.services.courses.attempts import CourseAttempt
from quizapp.services.courses.groups import GroupSummary
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.assignments.moments import OptionalNumberField
from quizapp.web.assignments.overrides_form import LONGEST_REASON
from quizapp.web.forms import PostedForm
from quizapp.web.settings.preferences import WholeNumberField

SAY_WHY = lazy("Give a reason. It is kept in the record of the course.")
CHOOSE = lazy("Please choose one.")
#: What the buttons say by which late answers are accepted, and refused.
ACCEPT, REFUSE = "accept", "refuse"


class ReasonField(TextAreaField):
    """Why something is done, for the record of the course."""

    def __init__(self, label: str = lazy("Reason"), **options: Any) -> None:
        sentence = ngettext(
            "Write at most %(count)s character.",
            "Write at most %(count)s characters.",
            LONGEST_REASON,
            count=f"{LONGEST_REASON:,}",
        )
        super().__init__(
            label,
            [InputRequired(SAY_WHY), Length(max=LONGEST_REASON, message=sentence)],
            description=_("Only the staff of the course see this."),
            filters=[lambda text: (text or "").strip()],
            **options,
        )

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse a reason of nothing but spaces."""
        super().pre_validate(form)
        if not self.data:
            raise ValidationError(SAY_WHY)

    @property
    def text(self) -> str:
        """Return what was typed."""
        return self.data or ""


#: What a form sends that was made from an attempt that wasn't open.
SUBMITTED = "submitted"


class VersionField(HiddenField):
    """What a form was made from, as a number; what isn't one was made from nothing that is."""

    @property
    def number(self) -> int:
        """Return the number that was sent."""
        text = str(self.data or "")
        return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 19 else -1  # noqa: PLR2004


class AttemptForm(PostedForm):
    """A form by which something is done about attempts."""

    def refuse(self, sentence: str) -> None:
        """Say why it can't be done."""
        self.form_errors.append(sentence)

    def renew(self, sentence: str) -> None:
        """Say what has changed since its page was opened, so that it can be sent once more."""
        self.form_errors.append(sentence)


class AnnulForm(AttemptForm):
    """Why an attempt isn't to count, and whether another may be begun in its place.

    Where right answers were told, none is suggested: the learner has read them all.
    """

    gives = RadioField(
        lazy("Another attempt"),
        [InputRequired(CHOOSE)],
        choices=lambda: {
            "another": _("Allowed instead of this one"),
            "none": _("Not allowed, for example after cheating: this one still uses up one attempt"),
        },
        id="annul-gives",
    )
    reason = ReasonField(id="annul-reason")
    #: What the attempt was when the page was opened.
    was_open = HiddenField(id="annul-was-open")

    def __init__(self, attempt: CourseAttempt, *, is_sent: bool = True) -> None:
        was_open = "" if attempt.listed.is_open else SUBMITTED
        super().__init__(
            {"gives": "none" if attempt.is_told else "another", "was_open": was_open}, is_sent=is_sent
        )
        if attempt.terms and attempt.terms.attempts is None:
            # There is no last one.
            del self.gives

    def renew(self, sentence: str) -> None:
        """Say that it was reopened since its page was opened, so that it can be annulled knowingly."""
        super().renew(sentence)
        self.was_open.data = ""

    @property
    def gives_another(self) -> bool:
        """Return whether another may be begun in its place."""
        return "gives" not in self or self.gives.data == "another"


class RestoreForm(AttemptForm):
    """Why an annulled attempt is to count again."""

    reason = ReasonField(id="restore-reason")


class ReopenForm(AttemptForm):
    """Until when an attempt goes on that was submitted, and why."""

    until = RadioField(lazy("Open until"), [InputRequired(CHOOSE)], id="reopen-until")
    minutes = OptionalNumberField(lazy("Minutes"), most=MOST_MINUTES, id="reopen-minutes")
    reason = ReasonField(id="reopen-reason")

    def __init__(self, attempt: CourseAttempt, now: datetime, *, is_sent: bool = True) -> None:
        super().__init__({"minutes": 10}, is_sent=is_sent)
        terms = attempt.terms
        closes = terms.closes if terms else None
        ends = closes is not None or (terms is not None and terms.rules.time_limit is not None)
        choices = (
            {"minutes": _("Some minutes from now")} if ends else {"close": _("No end, as in the settings")}
        )
        if closes is not None and closes > now:
            choices["close"] = _("The assignment closes")
        self.until.choices = list(choices.items())
        if not is_sent or self.until.data is None:
            self.until.data = next(iter(choices))

    def validate(self, extra_validators: object = None) -> bool:
        """Tell whether it says until when: of some minutes, how many."""
        is_well = super().validate(extra_validators)  # type: ignore[arg-type]  # as WTForms has it
        if self.until.data == "minutes" and not self.minutes.errors and (self.minutes.data or 0) < 1:
            self.minutes.errors = [_("Write for how many minutes, at least 1.")]
        return is_well and not self.minutes.errors

    @property
    def chosen(self) -> int | None:
        """Return for how many minutes; None until the close."""
        return self.minutes.data if self.until.data == "minutes" else None


class _TimeForm(AttemptForm):
    """How many minutes more are given, from a page that showed what was given before."""

    #: The version of the page now, which the form may be behind.
    version_now: int
    minutes: WholeNumberField
    version: VersionField

    def renew(self, sentence: str) -> None:
        """Say what has changed since its page was opened, and give it the version of now."""
        super().renew(sentence)
        self.version.data = str(self.version_now)

    @property
    def given_minutes(self) -> int:
        """Return how many minutes were typed."""
        return self.minutes.data or 0


class MoreTimeForm(_TimeForm):
    """How many minutes more one attempt gets, and why."""

    minutes = WholeNumberField(lazy("More minutes"), least=1, most=MOST_MINUTES, id="more-minutes")
    reason = ReasonField(id="more-reason")
    version = VersionField(id="more-version")

    def __init__(self, attempt: CourseAttempt, *, is_sent: bool = True) -> None:
        self.version_now = attempt.extra_seconds
        super().__init__({"minutes": 10, "version": self.version_now}, is_sent=is_sent)


class MoreTimeForAllForm(_TimeForm):
    """How many minutes more everybody in the middle of an attempt gets, or a group of them, and why."""

    group = SelectField(lazy("For"), [InputRequired(CHOOSE)], id="more-group")
    minutes = WholeNumberField(lazy("More minutes"), least=1, most=MOST_MINUTES)
    reason = ReasonField()
    version = VersionField()

    def __init__(
        self, groups: Iterable[GroupSummary], chosen: GroupSummary | None, going_on: OpenAttempts
    ) -> None:
        self.version_now = going_on.version
        super().__init__(
            {"minutes": 10, "version": self.version_now, "group": str(chosen.id) if chosen else "all"}
        )
        self.group.choices = [("all", _("All open attempts"))]
        self.group.choices += [
            (str(group.id), _("Only the group %(group)s", group=group.name)) for group in groups
        ]

    @property
    def group_id(self) -> int | None:
        """Return the group that was chosen; None for everybody."""
        return None if self.group.data == "all" else int(self.group.data)

    def refuse(self, sentence: str) -> None:
        """Say beside the group why it can't be done."""
        self.group.errors = [sentence]


class LateAnswersForm(AttemptForm):
    """Which answers that arrived late are accepted, or refused, and why."""

    chosen = SelectMultipleField(
        lazy("Answers"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validate_choice=False,
        id="late-answers",
    )
    reason = ReasonField(id="late-reason")

    def __init__(self, waiting: Iterable[AttemptQuestion], *, is_sent: bool = True) -> None:
        offered = {key_of(one): _("Question %(number)s", number=one.slot.number) for one in waiting}
        super().__init__({"chosen": list(offered)}, is_sent=is_sent)
        self.chosen.choices = list(offered.items())

    def validate_chosen(self, _field: Field) -> None:
        """Ask for one at least."""
        if not self.arrivals:
            raise ValidationError(_("Choose at least one answer."))

    @property
    def arrivals(self) -> Mapping[int, datetime]:
        """Return when each chosen answer arrived, as the page knew it, by its key."""
        found = {}
        for text in self.chosen.data or ():
            key, _at, arrived = text.partition("@")
            try:
                found[int(key)] = datetime.fromisoformat(arrived)
            except ValueError:
                continue
        return {key: at for key, at in found.items() if 0 < key < 2**63 and at.tzinfo is not None}


def key_of(one: AttemptQuestion) -> str:
    """Return what names a late answer as it arrived: another that takes its place has another name."""
    return f"{one.late.id}@{one.late.at.isoformat()}" if one.late else ""
