"""The forms of courses: their shape here, who may what in the services."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length, ValidationError

from quizapp.assignments.resolving import Accommodation
from quizapp.scheduling.study_day import known_zone
from quizapp.services.accounts import names
from quizapp.services.courses import courses, groups
from quizapp.services.courses.accommodations import (
    MOST_EXTRA_ATTEMPTS,
    MOST_EXTRA_DAYS,
    MOST_EXTRA_MINUTES,
    GivenAccommodation,
)
from quizapp.services.courses.courses import CourseSettings, CourseView, OfferedBank
from quizapp.services.courses.groups import GroupSummary
from quizapp.services.courses.invitations import NewInvitation
from quizapp.services.permissions import CourseRole
from quizapp.translation.texts import _, lazy
from quizapp.web.accounts.forms import as_field_error
from quizapp.web.forms import PostedForm, choices_of, number_of
from quizapp.web.settings.preferences import ShareField, WholeNumberField, share_of
from quizapp.web.settings.zones import TimeZoneField

#: How much is read of a code; `join_code` says what one is.
LONGEST_TYPED_CODE = 60
LONGEST_REASON = 2000
ROLES = {
    CourseRole.LEARNER.value: lazy("Learner: studies, and takes assignments"),
    CourseRole.ASSISTANT.value: lazy("Assistant: sees results and marks answers, but changes nothing else"),
    CourseRole.INSTRUCTOR.value: lazy("Instructor: also runs the course"),
    CourseRole.OWNER.value: lazy("Owner: also chooses the staff"),
}
CHOOSE_A_ROLE = lazy("Choose a role.")
#: In percent of the time that the class has.
TIME_FACTORS = {
    "100": lazy("Same as the class"),
    "110": lazy("10 % more"),
    "125": lazy("25 % more"),
    "150": lazy("50 % more"),
    "175": lazy("75 % more"),
    "200": lazy("Twice as long"),
    "300": lazy("Three times as long"),
}


class CheckedKeysField(SelectMultipleField):
    """Some of several things, each with a box; their keys are numbers."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, coerce=int, choices={}, **options)


class CourseForm(PostedForm):
    """The settings of a course. `version` is that of the page on which they were changed."""

    title = StringField(lazy("Title"))
    time_zone = TimeZoneField(
        lazy("Time zone"), description=lazy("All dates and times of the course are in this time zone.")
    )
    banks = CheckedKeysField(
        lazy("Banks"), description=lazy("The questions for the course. You can add more banks later.")
    )
    version = HiddenField()

    def __init__(
        self, offered: Iterable[OfferedBank], course: CourseView | None = None, time_zone: str = "UTC"
    ) -> None:
        data: dict[str, object] = {"time_zone": known_zone(time_zone)}
        if course:
            data = {
                "title": course.title,
                "time_zone": course.time_zone,
                "banks": sorted(course.settings.bank_ids),
                "version": course.version,
            }
        super().__init__(data)
        self.banks.choices = {str(bank.id): _bank_words(bank) for bank in offered}

    def validate_title(self, field: Field) -> None:
        """Refuse what can't be one."""
        with as_field_error():
            field.data = courses.clean_title(field.data or "")

    @property
    def settings(self) -> CourseSettings:
        """Return what was decided."""
        return CourseSettings(
            self.title.data or "", self.time_zone.data or "", frozenset(self.banks.data or ())
        )

    @property
    def shown_version(self) -> int:
        """Return the version of the page; 0, which no course has, for what is none."""
        return number_of(self.version.data, 0)


def _bank_words(bank: OfferedBank) -> str:
    """Return the title of a bank, and whom it is for if that isn't everybody."""
    if bank.audience == "course":
        return _("%(bank)s: only for members of its courses", bank=bank.title)
    if bank.audience == "exam":
        return _("%(bank)s: only for exams, learners can't study it", bank=bank.title)
    return bank.title


class CodeForm(PostedForm):
    """The code of a course that somebody joins."""

    code = StringField(
        lazy("Code"),
        [
            InputRequired(lazy("Write the code.")),
            Length(max=LONGEST_TYPED_CODE, message=lazy("A code has 8 letters and digits.")),
        ],
        description=lazy("8 letters and digits, from the staff of the course."),
    )


class CourseRoleForm(PostedForm):
    """What a member is to be in the course."""

    role = RadioField(lazy("Role"), [InputRequired(CHOOSE_A_ROLE)], choices=choices_of(ROLES))


class GroupForm(PostedForm):
    """The name of a group."""

    name = StringField(lazy("Group name"))

    def validate_name(self, field: Field) -> None:
        """Refuse what can't be one."""
        with as_field_error():
            field.data = groups.clean_name(field.data or "")


class MemberGroupsForm(PostedForm):
    """The groups that a member is in."""

    groups = CheckedKeysField(lazy("In these groups"))

    def __init__(
        self, offered: Iterable[GroupSummary], chosen: Iterable[int] = (), *, is_sent: bool = True
    ) -> None:
        super().__init__({"groups": list(chosen)}, is_sent=is_sent)
        self.groups.choices = {str(group.id): group.name for group in offered}


class AccommodationForm(PostedForm):
    """What a member gets beyond the terms of each assignment."""

    time_factor = ShareField(lazy("Time limit"), coerce=share_of, choices=choices_of(TIME_FACTORS))
    extra_minutes = WholeNumberField(lazy("Extra minutes"), least=0, most=MOST_EXTRA_MINUTES)
    extra_attempts = WholeNumberField(lazy("Extra attempts"), least=0, most=MOST_EXTRA_ATTEMPTS)
    extra_days = WholeNumberField(lazy("Due date later by (days)"), least=0, most=MOST_EXTRA_DAYS)
    reason = TextAreaField(
        lazy("Reason"),
        [Length(max=LONGEST_REASON, message=lazy("Write at most %(max)s characters."))],
        description=lazy("Only the staff of the course can see it."),
    )

    def __init__(self, given: GivenAccommodation, *, is_sent: bool = True) -> None:
        now = given.accommodation
        super().__init__(
            {
                "time_factor": now.time_factor,
                "extra_minutes": now.extra_minutes,
                "extra_attempts": now.extra_attempts,
                "extra_days": now.extra_days,
                "reason": given.reason,
            },
            is_sent=is_sent,
        )
        self.time_factor.choices = choices_of(
            {str(round(now.time_factor * 100)): f"× {now.time_factor:g}"} | TIME_FACTORS
        )

    @property
    def given(self) -> GivenAccommodation:
        """Return what is given."""
        return GivenAccommodation(
            Accommodation(
                time_factor=self.time_factor.data,
                extra_minutes=self.extra_minutes.data or 0,
                extra_attempts=self.extra_attempts.data or 0,
                extra_days=self.extra_days.data or 0,
            ),
            (self.reason.data or "").strip(),
        )


class InvitationForm(PostedForm):
    """Somebody who is invited to a course."""

    email = StringField(lazy("Email address"))
    name = StringField(
        lazy("Name"),
        [Length(max=names.LONGEST_NAME, message=lazy("Write at most %(max)s characters."))],
    )
    role = RadioField(lazy("Role"), [InputRequired(CHOOSE_A_ROLE)])

    def __init__(self, *, may_invite_staff: bool) -> None:
        super().__init__({"role": CourseRole.LEARNER.value})
        offered = [CourseRole.LEARNER, CourseRole.ASSISTANT, CourseRole.INSTRUCTOR]
        self.role.choices = [
            (role.value, str(ROLES[role.value])) for role in (offered if may_invite_staff else offered[:1])
        ]

    def validate_email(self, field: Field) -> None:
        """Refuse none, and what can't be one."""
        with as_field_error():
            field.data = names.clean_email(field.data)
        if not field.data:
            raise ValidationError(_("Write an email address."))

    @property
    def invitation(self) -> NewInvitation:
        """Return whom to invite."""
        return NewInvitation(
            self.email.data or "", " ".join((self.name.data or "").split()), CourseRole(self.role.data)
        )
