"""The forms of the people's pages."""

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Optional

from quizapp.services.accounts.new_people import NewPerson
from quizapp.services.permissions import Role
from quizapp.translation.texts import _, lazy
from quizapp.web.accounts.forms import good_display_name, good_email, good_user_name
from quizapp.web.forms import PostedForm


def role_choices() -> dict[str, str]:
    """Return the roles to choose from."""
    return {
        # Translators: the colon stays; what follows it is a note below the name of the role.
        Role.LEARNER.value: _("Learner: takes quizzes and reviews cards"),
        # Translators: the colon stays; what follows it is a note below the name of the role.
        Role.INSTRUCTOR.value: _(
            "Instructor: also creates courses, and reads public banks and "
            "those of their courses with all answers"
        ),
        # Translators: the colon stays; what follows it is a note below the name of the role.
        Role.ADMINISTRATOR.value: _("Administrator: also manages people"),
    }


class RoleForm(PostedForm):
    """Which role somebody is to have."""

    role = RadioField(
        lazy("What they may do here"), [InputRequired(lazy("Please choose a role."))], choices=role_choices
    )


class NewPersonForm(PostedForm):
    """What is entered for a new account."""

    name = StringField(
        lazy("User name"),
        [good_user_name],
        description=lazy("They log in with it."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    display_name = StringField(
        lazy("Display name"),
        [Optional(), good_display_name],
        description=lazy("The name that others see. If it is empty, they see the user name."),
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        lazy("Email address"), [good_email], render_kw={"autocomplete": "off", "inputmode": "email"}
    )
    role = RadioField(
        lazy("What they may do here"),
        [InputRequired(lazy("Please choose a role."))],
        choices=role_choices,
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
