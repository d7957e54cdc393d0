"""A name or a few words, typed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field
from typing_extensions import override

from quizapp.question_types.base import (
    AuthorModel,
    Example,
    Fault,
    Level,
    MalformedError,
    Mark,
    Rule,
    Scalar,
    Scalars,
    anew,
)
from quizapp.question_types.counting import Count, Given, count_given
from quizapp.question_types.folding import USUAL, Forgiven, fold_words
from quizapp.question_types.short import pattern
from quizapp.question_types.short.judging import (
    LETTERS_FOR_A_SLIP,
    Judge,
    Rules,
    Verdict,
    forgiven_slips,
    judge_of,
    most_slips,
)
from quizapp.question_types.short.names import has_surname, person
from quizapp.question_types.short.naming_words import NOUNS, Named
from quizapp.question_types.short.optional import MOST as MOST_OPTIONAL
from quizapp.question_types.short.optional import count as optional_words
from quizapp.question_types.short.optional import shown, wordings
from quizapp.question_types.short.slips import MOST_SLIPS
from quizapp.question_types.short.writing import writing_faults
from quizapp.question_types.typed import Marker, TypedAnswer, TypedQuestion, TypedType, escaped

#: What Markdown puts around a word, and what isn't part of it.
_EMPHASIS: Final = str.maketrans("", "", "*_`")


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
    forgive: tuple[Forgiven, ...] = USUAL
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

    def fold(self, text: str) -> str:
        """Return which known text a text is, or what is left of it once what is forgiven is."""
        return self.judge.fold(text)

    @cached_property
    def rules(self) -> Rules:
        """Return how its answers are compared with what is typed."""
        own = (self.typos, self.regex, self.names, self.surname, self.full_name, self.original)
        return Rules(self.language, self.forgive, *own)

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


class ShortQuestion(ShortAnswer, TypedQuestion):
    """What an author writes."""

    type: Literal["short"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A line, and what it folds to, by which alone two are one answer."""

    folded: str
    line: str = field(compare=False)


class ShortMarker(Marker[ShortAnswer, Wording]):
    """Marks a few words by what they fold to, and by what they name."""

    most_characters = 200

    @override
    def value(self, answer: ShortAnswer, text: str) -> Wording:
        folded = answer.fold(text)
        if not folded:
            raise MalformedError("Write an answer in letters or figures.")
        return Wording(folded, text)

    @override
    def credit(self, answer: ShortAnswer, value: Wording) -> float:
        return answer.judge.judge(value.line).credit

    @override
    def mark(self, answer: ShortAnswer, line: str) -> Mark:
        """Mark what a line means, with the author's remark on the answer that it is."""
        verdict = answer.judge.judge(self.value(answer, line).line)
        remarks = tuple(
            entry.text for entry in answer.feedback if self._is_meant(answer, entry.response, verdict)
        )
        if verdict.spelling or not verdict.credit:
            return Mark(verdict.credit, remarks, verdict.spelling)
        return Mark(verdict.credit, remarks, answer.judge.spelling(line, verdict), is_slip=False)

    @override
    def summary(self, answer: ShortAnswer, lines: Iterable[str], part: str = "") -> tuple[Count, ...]:
        """Return how many lines gave each answer; what is forgiven around a name makes no other answer."""
        judged = ((line, answer.judge.judge(line)) for line in lines)
        return count_given((self._given(answer, line, verdict) for line, verdict in judged), part)

    def _given(self, answer: ShortAnswer, line: str, verdict: Verdict) -> Given:
        is_exact = verdict.key is not None and verdict.spelling is None
        meant = verdict.key.folded if verdict.key and is_exact else answer.fold(line)
        return Given((meant, verdict.credit), line, verdict.credit)

    def _is_meant(self, answer: ShortAnswer, response: str, verdict: Verdict) -> bool:
        """Tell whether an author's remark on a response is one on an answer that was given."""
        key = verdict.key
        return key is not None and verdict.spelling is None and answer.fold(response) == key.folded

    @override
    def example(self, answer: ShortAnswer) -> str:
        return shown(answer.answer)

    @override
    def answer_text(self, answer: ShortAnswer) -> str:
        """Return the answer with all its words."""
        return shown(answer.answer)

    @override
    def own_rules(self, answer: ShortAnswer) -> Iterator[Rule]:
        aliases = [(escaped(text), credit) for text, credit in answer.accepted][1:]
        if optional_words(answer.answer):
            aliases.insert(0, (escaped(answer.answer), 1.0))
        if right := tuple(text for text, credit in aliases if credit == 1):
            yield Rule("Right too", right)
        if partly := tuple(f"{text}: {credit:g} of the mark" for text, credit in aliases if credit < 1):
            yield Rule("Partly right", partly)
        if answer.original:
            lines = (*map(escaped, answer.original), "and in Latin letters, in any usual transliteration")
            yield Rule("Right too, in its own script", lines)
        if answer.regex is not None:
            yield Rule(
                "Right too, as a pattern over what is left once all is forgiven", (escaped(answer.regex),)
            )
        if formulas := tuple(
            escaped(text) for text, _ in answer.accepted if answer.judge.known.is_formula(text)
        ):
            yield Rule("Compared sign by sign, without spaces", formulas)
        forgiven = list(map(str, answer.forgive))
        if answer.rules.lenient:
            forgiven += _forgiven_around(answer)
        if letters := ", ".join(forgiven_slips(answer.rules, [text for text, _ in answer.accepted])):
            forgiven.append(f"slips of a letter: {letters}")
        yield Rule("Forgiven", (", ".join(forgiven) or "nothing",))
        if answer.unlike:
            yield Rule("Never taken for a slip", (", ".join(map(escaped, answer.unlike)),))

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
        yield from self._name_faults(answer)
        yield from self._wording_faults(answer)
        yield from writing_faults(answer.judge, tuple(answer.accepted))

    def _alias_faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        """Yield aliases in vain, and a question in which nothing is long enough for a slip."""
        seen: dict[str, tuple[str, float]] = {}
        for place, (text, credit) in enumerate(answer.accepted, start=-1):
            path = ("aliases", place)
            try:
                folded = self.written(answer, shown(text)).folded
            except MalformedError as error:
                # Of the answer that was said already.
                if place >= 0:
                    yield Fault(path, f"no learner can write “{text}”", str(error))
                continue
            if folded in seen:
                what = " and ".join(filter(None, (", ".join(answer.forgive[:-1]), *answer.forgive[-1:])))
                remedy = f"leave it out: {what} are forgiven anyway" if what else "leave it out"
                same, earned = seen[folded]
                level: Level = "hint" if credit == earned else "fault"
                yield Fault(path, f"“{text}” is the same as “{same}”", remedy, level)
            elif place >= 0 and (text == shown(text)) and _is_needless(answer, text, credit):
                yield Fault(path, f"“{text}” earns that anyway", "leave it out", "hint")
            seen.setdefault(folded, (text, credit))
        if answer.typos and not any(most_slips(text, answer.rules) for text, _ in answer.accepted):
            message = f"no answer here has the {LETTERS_FOR_A_SLIP[0]} letters in which a slip is forgiven"
            yield Fault(("typos",), message, "leave `typos` out")

    def _name_faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        """Yield what is said of a name and doesn't fit it."""
        if answer.names and not answer.rules.lenient:
            message = (
                "`names` forgives words around a name, and `forgive` leaves out what is usually forgiven"
            )
            yield Fault(("names",), message, "leave out one of them")
        if answer.names != "person":
            for key in ("surname", "full_name"):
                if getattr(answer, key):
                    yield Fault((key,), f"`{key}` is of a person", "add `names: person`, or leave it out")
        elif answer.surname and not has_surname(answer.answer, answer.language, answer.surname):
            message = f"“{answer.surname}” isn't among the names in “{answer.answer}”"
            yield Fault(("surname",), message, "write it as it stands in the answer")
        elif answer.full_name and not person(answer.answer, answer.language, answer.surname, full=True).given:
            yield Fault(("full_name",), f"“{answer.answer}” has no given name", "write it in the answer")

    def _wording_faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        """Yield brackets that make too much optional, and other names that are accepted."""
        for place, (text, _) in enumerate(answer.accepted, start=-1):
            path = ("answer",) if place < 0 else ("aliases", place)
            if optional_words(text) > MOST_OPTIONAL:
                message = f"“{text}” has more than {MOST_OPTIONAL} optional parts"
                yield Fault(path, message, "write some of its wordings as aliases")
            elif optional_words(text) and not all(map(answer.fold, wordings(text))):
                yield Fault(
                    path, f"all of “{text}” is optional", "leave out the brackets around what is needed"
                )
        accepted = [answer.fold(one) for text, _ in answer.accepted for one in wordings(text)]
        for place, text in enumerate(answer.unlike):
            if answer.fold(text) in accepted:
                yield Fault(("unlike", place), f"“{text}” is accepted", "leave it out here")


def _is_needless(answer: ShortAnswer, alias: str, credit: float) -> bool:
    """Tell whether an alias would earn as much if it weren't there, and not for a slip."""
    verdict = answer.judge.without(alias).judge(alias)
    return verdict.credit == credit and verdict.spelling is None


def _forgiven_around(answer: ShortAnswer) -> Iterator[str]:
    """Yield what is forgiven around an answer, in words."""
    if "articles" not in answer.forgive:
        yield "an article in front"
    yield "“It is …”"
    if answer.names == "person":
        yield "titles"
        yield (
            "initials for given names" if answer.full_name else "given names or initials that agree, or none"
        )
    elif answer.names:
        yield f"words that go with the name of {NOUNS[answer.names]}"
    yield "an abbreviation beside the name"


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
    def names(self, question: ShortQuestion) -> Iterator[tuple[str, ...]]:
        """Yield what is accepted, and what is said to be wrong."""
        yield from question.all_names()

    @override
    def told_apart(self, question: ShortQuestion, others: Callable[[Any], tuple[str, ...]]) -> ShortQuestion:
        """Return the question with the other names of its bank."""
        return question.apart_from(others(question))

    @override
    def faults(self, question: ShortQuestion) -> Iterator[Fault]:
        """Yield hints that hold the answer as well."""
        yield from super().faults(question)
        answer = fold_words(shown(question.answer))
        for place, hint in enumerate(question.hints):
            words = fold_words(hint.text.translate(_EMPHASIS))
            if answer and any(words[start : start + len(answer)] == answer for start in range(len(words))):
                message = f"this hint tells the answer, “{question.answer}”"
                yield Fault(("hints", place), message, "help to remember it instead, or leave the hint out")
