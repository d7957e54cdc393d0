"""An answer of a few words, as an author writes it."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field

from quizapp.question_types.base import AuthorModel, Scalar, Scalars, anew
from quizapp.question_types.folding import USUAL, Forgiven
from quizapp.question_types.short.forgiving import Rules
from quizapp.question_types.short.judging import Judge, judge_of
from quizapp.question_types.short.naming_words import Named
from quizapp.question_types.short.optional import wordings
from quizapp.question_types.short.slips import MOST_SLIPS
from quizapp.question_types.typed import TypedAnswer


class PartlyRight(AuthorModel):
    """Another answer, and what it earns."""

    text: Scalar
    credit: Annotated[float, Field(gt=0, le=1)] = 1


class ShortAnswer(TypedAnswer):
    """What is right, and how much of what a learner writes otherwise is forgiven.

    `aliases` are accepted too, and so is what `regex` matches as a whole once it is folded. `typos` are the
    slips (a letter too many, missing, wrong, or two that changed places) that still earn full credit; None
    means those of a name, and none in anything else. `original` is a name in its own script: it is right as
    it stands, and in the usual transliterations.
    """

    aliases: tuple[Scalar | PartlyRight, ...] = ()
    original: Scalars = ()
    regex: Scalar | None = None
    #: None means what is usual, and that capital letters count in chemical symbols.
    forgive: tuple[Forgiven, ...] | None = None
    typos: Annotated[int, Field(ge=0, le=MOST_SLIPS)] | None = None
    #: What the answer names: words that go with it are forgiven around the name.
    names: Named | None = None
    #: Of a person, where it isn't the last of the names.
    surname: Scalar | None = None
    #: Whether a person's surname alone isn't enough.
    full_name: bool = False
    #: Other names, never taken for a slip in an accepted one. Those of the bank are added when it is read, so
    #: that what a response earns follows from the question alone.
    unlike: tuple[Scalar, ...] = ()

    @property
    def accepted(self) -> Iterator[tuple[str, float]]:
        """Yield each text that is accepted, and what it earns; the answer first."""
        yield self.answer, 1.0
        for alias in self.aliases:
            yield (alias, 1.0) if isinstance(alias, str) else (alias.text, alias.credit)

    @property
    def forgiven(self) -> tuple[Forgiven, ...]:
        """Return what is forgiven of how an answer is written."""
        return USUAL if self.forgive is None else self.forgive

    def fold(self, text: str) -> str:
        """Return which known text a text is, or what is left of it once what is forgiven is."""
        return self.judge.fold(text)

    @cached_property
    def rules(self) -> Rules:
        """Return how its answers are compared with what is typed."""
        own = (self.typos, self.regex, self.names, self.surname, self.full_name, self.original)
        # Po is a river too, and no symbol where its author says so.
        tells_symbols = self.forgive is None and self.names is None
        return Rules(self.language, self.forgiven, *own, tells_symbols)

    @cached_property
    def judge(self) -> Judge:
        """Return what judges lines by it."""
        rejected = tuple(entry.response for entry in self.feedback)
        return judge_of(self.rules, tuple(self.accepted), rejected, self.unlike)

    def all_names(self) -> Iterator[tuple[str, ...]]:
        """Yield what is accepted, as one, and each particular wrong answer."""
        yield tuple(one for text, _ in self.accepted for one in wordings(text))
        yield from ((entry.response,) for entry in self.feedback)

    def apart_from(self, names: tuple[str, ...]) -> Self:
        """Return the same answer, of which these names are no slips either."""
        unlike = tuple(dict.fromkeys((*self.unlike, *names)))
        return anew(self, unlike=unlike) if names else self
