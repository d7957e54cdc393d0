"""The list of a class, pasted or uploaded."""

from functools import cached_property

from flask import request
from wtforms import Field, FileField, HiddenField, TextAreaField
from wtforms.validators import ValidationError

from quizapp.interchange.roster.reading import read_roster
from quizapp.interchange.roster.rows import Roster
from quizapp.translation.texts import _, lazy
from quizapp.web.forms import PostedForm


class RosterForm(PostedForm):
    """A list, as text or as a file; a file that is chosen counts. `digest` names what was shown of it."""

    text = TextAreaField(lazy("Class list"))
    file = FileField(lazy("Or a file"))
    digest = HiddenField()

    @cached_property
    def roster(self) -> Roster:
        """Return the list, read."""
        uploaded = request.files.get("file")
        data = uploaded.read() if uploaded and uploaded.filename else None
        return read_roster(data if data is not None else self.text.data or "")

    @property
    def _given(self) -> Field:
        uploaded = request.files.get("file")
        return self.file if uploaded and uploaded.filename else self.text

    def validate_text(self, _field: Field) -> None:
        """Refuse nothing at all, and what is no list."""
        if self._given is self.text:
            self._check()

    def validate_file(self, _field: Field) -> None:
        """Refuse what is no list."""
        if self._given is self.file:
            self._check()

    def _check(self) -> None:
        faults = self.roster.faults
        if not self.roster.rows and not faults:
            raise ValidationError(_("The list is empty. Paste a list, or choose a file."))
        if faults and faults[0].line is None:
            raise ValidationError(faults[0].text)
