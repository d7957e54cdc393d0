"""What a learner fills in at the door of an assignment."""

from wtforms import StringField
from wtforms.validators import Length

from quizapp.translation.texts import lazy
from quizapp.web.forms import PostedForm


class EntryForm(PostedForm):
    """The access code, where there is one."""

    code = StringField(lazy("Access code"), [Length(max=200, message=lazy("This isn't the access code."))])
