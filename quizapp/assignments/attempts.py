"""What the rules of an assignment know of one attempt of a learner; previews are none."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.quizzes import timing


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One attempt of a learner at an assignment."""

    #: From 1, by the order in which they were begun.
    number: int
    started_at: datetime
    #: None while it is open.
    finished_at: datetime | None = None
    #: None where nothing ends it.
    ends_at: datetime | None = None
    #: Staff said that it doesn't count: as though it had never been.
    is_annulled: bool = False
    #: It was annulled, but no other attempt is given in its place.
    is_forfeited: bool = False
    #: What its answers earned, before lateness; None where it isn't marked yet.
    points: float | None = None
    #: What they could have earned.
    full_points: float = 0

    @property
    def is_used(self) -> bool:
        """Tell whether it is one of the attempts that the terms allow."""
        return not self.is_annulled or self.is_forfeited

    def is_open(self, now: datetime) -> bool:
        """Tell whether it still takes answers, or one that is on its way."""
        return not self.is_annulled and self.finished_at is None and not timing.is_over(self.ends_at, now)

    def handed_in_at(self, now: datetime) -> datetime | None:
        """Return when it counts as handed in; None while it is open.

        Once its time is up it counts as handed in, however late anybody looks.
        """
        if self.finished_at is not None:
            return timing.finished_at(self.ends_at, self.finished_at)
        return None if self.is_open(now) else timing.finished_at(self.ends_at, now)
