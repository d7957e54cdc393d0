"""The forms of the people's pages."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from quizapp.services.permissions import Role
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
