"""A form that asks back what is odd about what was typed, and takes it once it is meant."""

from flask import request

from quizapp.assignments.terms import TermsFault
from quizapp.web.assignments.staff_words import key_of
from quizapp.web.forms import PostedForm


class DoubtedForm(PostedForm):
    """A form of terms, with the `doubts` about what was typed that aren't said to be meant."""

    doubts: tuple[TermsFault, ...] = ()

    def complain(self, name: str, message: str) -> None:
        """Put a sentence beside the field that it is about."""
        raise NotImplementedError

    def settles(self, found: tuple[TermsFault, ...]) -> bool:
        """Tell whether nothing is odd, or just this is meant; else each doubt stands beside its field."""
        if not found or request.form.get("meant") == key_of(found):
            return True
        self.doubts = found
        for doubt in found:
            self.complain(doubt.field, doubt.message)
        return False

    @property
    def doubts_key(self) -> str:
        """Return what says that these doubts were seen."""
        return key_of(self.doubts)
