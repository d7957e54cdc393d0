"""The pictures in questions, by what they hold."""

from dataclasses import dataclass

from sqlalchemy import select

from quizapp.models import ImageRecord
from quizapp.question_types.images import SUFFIXES
from quizapp.services.errors import NotFoundError
from quizapp.services.transaction import reading
from quizapp.translation.texts import _


@dataclass(frozen=True, slots=True)
class StoredImage:
    """What an address of a picture holds."""

    media_type: str
    content: bytes

    @property
    def suffix(self) -> str:
        """Return how its address ends."""
        return SUFFIXES[self.media_type]


def find(sha256: str) -> StoredImage:
    """Return a picture by the SHA-256, in hex, of its content. Raises `NotFoundError`."""
    found = reading().execute(
        select(ImageRecord.media_type, ImageRecord.content).where(ImageRecord.sha256 == sha256)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such picture."))
    return StoredImage(row.media_type, row.content)
