"""The forms of the people's pages."""

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Optional

from quizapp.services.accounts.new_people import NewPerson
from quizapp.services.permissions import Role
from quizapp.web.accounts.forms import good_display_name, good_email, good_user_name
from quizapp.web.forms import PostedForm

ROLES = {
    Role.LEARNER.value: "Learner: takes quizzes and reviews cards",
    Role.INSTRUCTOR.value: (
        "Instructor: also makes courses, and reads public banks and those of their courses with all answers"
    ),
    Role.ADMINISTRATOR.value: "Administrator: also looks after people",
}


class RoleForm(PostedForm):
    """Which role somebody is to have."""

    role = RadioField("What they may do here", [InputRequired("Please choose a role.")], choices=ROLES)


class NewPersonForm(PostedForm):
    """What is entered for a new account."""

    name = StringField(
        "User name",
        [good_user_name],
        description="They log in with it.",
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    display_name = StringField(
        "Display name",
        [Optional(), good_display_name],
        description="What others read. Empty: the user name.",
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        "Email address", [good_email], render_kw={"autocomplete": "off", "inputmode": "email"}
    )
    role = RadioField(
        "What they may do here",
        [InputRequired("Please choose a role.")],
        choices=ROLES,
        default=Role.LEARNER.value,
    )

    @property
    def person(self) -> NewPerson:
        """Return what was entered."""
        return NewPerson(
            user_name=self.name.data or "",
            display_name=self.display_name.data or "",
            email=self.email.data,
            role=Role(self.role.data),
        )
