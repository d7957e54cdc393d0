"""A name or a few words, typed."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from rapidfuzz.distance import OSA
from typing_extensions import override

from quizapp.question_types.base import AuthorModel, Example, Fault, MalformedError, Rule, Scalar
from quizapp.question_types.folding import USUAL, Forgiven, fold_words
from quizapp.question_types.folding.known import KnownTexts, Text
from quizapp.question_types.folding.letters import and_of
from quizapp.question_types.short import pattern
from quizapp.question_types.typed import Marker, TypedAnswer, TypedQuestion, TypedType, escaped

#: How many letters an answer needs for one slip in it, and for two: "Iraq" is no slip in "Iran".
LETTERS_FOR_A_SLIP: Final = (5, 8)
MOST_SLIPS: Final = len(LETTERS_FOR_A_SLIP)
#: What Markdown puts around a word, and what isn't part of it.
_EMPHASIS: Final = str.maketrans("", "", "*_`")


class PartlyRight(AuthorModel):
    """Another answer, and what it earns."""

    text: Scalar
    credit: Annotated[float, Field(gt=0, le=1)] = 1


class ShortAnswer(TypedAnswer):
    """What is right, and how much of what a learner writes otherwise is forgiven.

    `aliases` are accepted too, and so is what `regex` matches as a whole once it is folded. `typos` are the
    slips (a letter too many, missing, wrong, or two that changed places) that still earn full credit.
    """

    aliases: tuple[Scalar | PartlyRight, ...] = ()
    regex: Scalar | None = None
    forgive: tuple[Forgiven, ...] = USUAL
    typos: Annotated[int, Field(ge=0, le=MOST_SLIPS)] = 0

    @property
    def accepted(self) -> Iterator[tuple[str, float]]:
        """Yield each text that is accepted, and what it earns; the answer first."""
        yield self.answer, 1.0
        for alias in self.aliases:
            yield (alias, 1.0) if isinstance(alias, str) else (alias.text, alias.credit)

    @cached_property
    def known(self) -> KnownTexts:
        """Return the texts that are accepted, and the particular wrong answers, to find a line among."""
        wrong = (Text(entry.response, "wrong") for entry in self.feedback)
        return KnownTexts((*(Text(*one) for one in self.accepted), *wrong), self.forgive, self.language)

    def fold(self, text: str) -> str:
        """Return which known text a text is, or what is left of it once what is forgiven is."""
        return self.known.key(text)

    @cached_property
    def folded(self) -> tuple[tuple[str, float, str], ...]:
        """Return each text that is accepted as it is once folded, what it earns, and as it was written."""
        return tuple((self.fold(text), credit, text) for text, credit in self.accepted)

    @cached_property
    def rejected(self) -> tuple[str, ...]:
        """Return the particular wrong answers, folded."""
        return tuple(self.fold(entry.response) for entry in self.feedback)


class ShortQuestion(ShortAnswer, TypedQuestion):
    """What an author writes."""

    type: Literal["short"]


class ShortMarker(Marker[ShortAnswer, str]):
    """Marks a few words by what they fold to."""

    most_characters = 200

    @override
    def value(self, answer: ShortAnswer, text: str) -> str:
        folded = answer.fold(text)
        if not folded:
            raise MalformedError("Write an answer in letters or figures.")
        return folded

    @override
    def credit(self, answer: ShortAnswer, value: str) -> float:
        return self.credit_and_spelling(answer, value)[0]

    @override
    def credit_and_spelling(self, answer: ShortAnswer, value: str) -> tuple[float, str | None]:
        """Return what a folded line earns, and how it is spelled if it has a slip.

        What the author names goes first, a particular wrong answer as well: that is no slip in the right one.
        """
        for folded, credit, _ in answer.folded:
            if folded == value:
                return credit, None
        if value in answer.rejected:
            return 0.0, None
        if answer.regex is not None and _matches(answer.regex, value, answer.language):
            return 1.0, None
        return _nearest(answer, value) if answer.typos else (0.0, None)

    @override
    def spelling(self, answer: ShortAnswer, line: str) -> str | None:
        return answer.known.spelling(line)

    @override
    def own_rules(self, answer: ShortAnswer) -> Iterator[Rule]:
        aliases = [(escaped(text), credit) for text, credit in answer.accepted][1:]
        if right := tuple(text for text, credit in aliases if credit == 1):
            yield Rule("Right too", right)
        if partly := tuple(f"{text}: {credit:g} of the mark" for text, credit in aliases if credit < 1):
            yield Rule("Partly right", partly)
        if answer.regex is not None:
            yield Rule(
                "Right too, as a pattern over what is left once all is forgiven", (escaped(answer.regex),)
            )
        forgiven = list(map(str, answer.forgive))
        if answer.typos:
            letters = ", ".join(
                f"{slips} from {letters} letters on"
                for slips, letters in enumerate(LETTERS_FOR_A_SLIP[: answer.typos], start=1)
            )
            forgiven.append(f"slips of a letter: {letters}")
        yield Rule("Forgiven", (", ".join(forgiven) or "nothing",))

    @override
    def faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        if answer.regex is not None:
            try:
                pattern.check(answer.regex, answer.forgive)
            except pattern.PatternError as error:
                yield Fault(("regex",), f"this pattern can't be used: {error}", error.remedy)
                return
        yield from super().faults(answer)
        yield from self._alias_faults(answer)

    def _alias_faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        """Yield aliases in vain, and a question in which nothing is long enough for a slip."""
        seen: dict[str, str] = {}
        for place, (text, _) in enumerate(answer.accepted, start=-1):
            path = ("aliases", place)
            try:
                folded = self.written(answer, text)
            except MalformedError as error:
                # Of the answer that was said already.
                if place >= 0:
                    yield Fault(path, f"no learner can write “{text}”", str(error))
                continue
            if folded in seen:
                what = " and ".join(filter(None, (", ".join(answer.forgive[:-1]), *answer.forgive[-1:])))
                remedy = f"leave it out: {what} are forgiven anyway" if what else "leave it out"
                yield Fault(path, f"“{text}” is the same as “{seen[folded]}”", remedy)
            seen.setdefault(folded, text)
        if answer.typos and not any(map(_most_slips, seen)):
            message = f"no answer here has the {LETTERS_FOR_A_SLIP[0]} letters in which a slip is forgiven"
            yield Fault(("typos",), message, "leave `typos` out")


def _matches(regex: str, value: str, language: str) -> bool:
    """Tell whether a pattern matches a folded line, in which “&” became a word."""
    return pattern.accepts(regex, value) or (
        "&" in regex and pattern.accepts(regex, value.replace(and_of(language), "&"))
    )


def _most_slips(folded: str) -> int:
    """Return how many slips in a folded answer can be forgiven."""
    return sum(len(folded) >= letters for letters in LETTERS_FOR_A_SLIP)


def _nearest(answer: ShortAnswer, value: str) -> tuple[float, str | None]:
    """Return what the accepted text with the fewest slips earns, unless a wrong one is as near."""
    near: list[tuple[int, float, str | None]] = []
    for folded, credit, text in answer.folded:
        if answer.known.is_formula(text):
            continue  # one letter makes another formula
        if (slips := _slips(folded, value)) <= min(answer.typos, _most_slips(folded)):
            near.append((slips, -credit, text))
    near += [(_slips(folded, value), -2.0, None) for folded in answer.rejected]
    slips, credit, spelling = min(near, default=(0, 0.0, None))
    return (0.0, None) if spelling is None else (-credit, spelling)


def _slips(right: str, given: str) -> int:
    """Return how many slips lie between two folded texts, as far as they could be forgiven.

    Another figure is never one of them.
    """
    if abs(len(right) - len(given)) > MOST_SLIPS:
        return MOST_SLIPS + 1
    slips = OSA.distance(right, given, score_cutoff=MOST_SLIPS)
    if slips <= MOST_SLIPS and [*filter(str.isdecimal, right)] != [*filter(str.isdecimal, given)]:
        return MOST_SLIPS + 1
    return slips


_REGION: Final[dict[str, Any]] = {
    "id": "uighur-region",
    "type": "short",
    "topics": ["actors"],
    "prompt": "Which autonomous region of China borders on Kyrgyzstan?",
    "answer": "Xinjiang-Uighur",
    "aliases": ["Xinjiang", "Sinkiang", "XUAR", {"text": "Turkestan", "credit": 0.5}],
    "feedback": [{"response": "Tibet", "text": "Tibet lies further south."}],
    "regex": "xin(g|j)ianguy?gh?ur(autonomous)?region",
    "typos": 1,
}


class Short(TypedType[ShortQuestion]):
    """A few words."""

    name = "short"
    label = "Short answer"
    model = ShortQuestion
    marker = ShortMarker()
    examples = (
        Example(_REGION, "Xinjiang-Uighur", 1),
        Example(_REGION, "xinjiang  uighur.", 1),
        Example(_REGION, "XĪNJIĀNG", 1),
        Example(_REGION, "X.U.A.R.", 1),
        Example(_REGION, "Xinjiang Uygur Region", 1),
        Example(_REGION, "Xinjang", 1),
        Example(_REGION, "Turkestan", 0.5),
        Example(_REGION, "Tibet", 0),
        Example(_REGION, "Gansu", 0),
        Example(_REGION, "…!", None),
        Example(_REGION, "   ", None),
        Example(_REGION, None, None),
    )

    @override
    def faults(self, question: ShortQuestion) -> Iterator[Fault]:
        """Yield hints that hold the answer as well."""
        yield from super().faults(question)
        answer = fold_words(question.answer)
        for place, hint in enumerate(question.hints):
            words = fold_words(hint.text.translate(_EMPHASIS))
            if answer and any(words[start : start + len(answer)] == answer for start in range(len(words))):
                message = f"this hint tells the answer, “{question.answer}”"
                yield Fault(("hints", place), message, "help to remember it instead, or leave the hint out")
