"""A name or a few words, typed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from typing_extensions import override

from quizapp.question_types.base import (
    Example,
    Fault,
    MalformedError,
    Mark,
    Rule,
)
from quizapp.question_types.counting import Count, Given, count_given
from quizapp.question_types.folding import fold_words
from quizapp.question_types.short import pattern
from quizapp.question_types.short.answer import ShortAnswer
from quizapp.question_types.short.answer_faults import (
    alias_faults,
    confusable_faults,
    formula_faults,
    name_faults,
    wording_faults,
)
from quizapp.question_types.short.forgiving import forgiven_slips, is_name
from quizapp.question_types.short.judging import Verdict
from quizapp.question_types.short.naming_words import NOUNS
from quizapp.question_types.short.optional import count as optional_words
from quizapp.question_types.short.optional import shown
from quizapp.question_types.short.sentences import names_two
from quizapp.question_types.short.writing import writing_faults
from quizapp.question_types.typed import Marker, TypedQuestion, TypedType, escaped
from quizapp.translation.texts import _, lazy

#: What Markdown puts around a word, and what isn't part of it.
_EMPHASIS: Final = str.maketrans("", "", "*_`")


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
            raise MalformedError(_("Write an answer in letters or figures."))
        return Wording(folded, text)

    @override
    def demand(self, answer: ShortAnswer, value: Wording) -> None:
        """Ask back two answers to choose from and a remark beside one, unless the author names them."""
        if names_two(value.line, answer.language) and answer.judge.judge(value.line).key is None:
            raise MalformedError(_("You wrote two answers: write the one that you mean."))
        if remark := answer.judge.remark(value.line):
            asks_name = answer.names or is_name(answer.answer)
            raise MalformedError(
                _("Write only the name, without “%(remark)s”.", remark=remark.text)
                if asks_name
                else _("Write only the answer, without “%(remark)s”.", remark=remark.text)
            )
        if answer.judge.known.lacks_capitals(value.line):
            raise MalformedError(
                _("In chemical symbols and formulas capital letters count: write them where they belong.")
            )
        if answer.names and answer.judge.is_half_a_name(value.line):
            raise MalformedError(
                _(
                    "That may be part of the name of %(thing)s: write all of the name.",
                    thing=NOUNS[answer.names],
                )
            )

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
            yield Rule(_("Right too"), right)
        if partly := tuple(
            _("%(answer)s: %(credit)s of the points", answer=text, credit=f"{credit:g}")
            for text, credit in aliases
            if credit < 1
        ):
            yield Rule(_("Partly right"), partly)
        if answer.original:
            lines = (*map(escaped, answer.original), _("and in Latin letters, in any usual transliteration"))
            yield Rule(_("Right too, in its own script"), lines)
        if answer.regex is not None:
            label = _("Right too, as a pattern over what is left once all is forgiven")
            yield Rule(label, (escaped(answer.regex),))
        yield from _exact_rules(answer)
        forgiven = list(map(str, answer.forgiven))
        if answer.rules.lenient:
            forgiven += _forgiven_around(answer)
        if letters := ", ".join(forgiven_slips(answer.rules, [text for text, _ in answer.accepted])):
            forgiven.append(_("slips of a letter: %(letters)s", letters=letters))
        yield Rule(_("Forgiven"), (", ".join(forgiven) or _("nothing"),))
        if answer.unlike:
            yield Rule(_("Never taken for a slip"), (", ".join(map(escaped, answer.unlike)),))

    @override
    def faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        if answer.regex is not None:
            try:
                pattern.check(answer.regex, answer.forgiven)
            except pattern.PatternError as error:
                yield Fault(("regex",), f"this pattern can't be used: {error}", error.remedy)
                return
        yield from super().faults(answer)
        yield from alias_faults(answer, lambda text: self.written(answer, text).folded)
        yield from formula_faults(answer)
        yield from name_faults(answer)
        yield from wording_faults(answer)
        yield from confusable_faults(answer)
        yield from writing_faults(answer.judge, tuple(answer.accepted))


def _exact_rules(answer: ShortAnswer) -> Iterator[Rule]:
    """Yield the formulas, in which signs count, and those in which capital letters do."""
    known, texts = answer.judge.known, [text for text, _ in answer.accepted]
    if formulas := tuple(escaped(text) for text in texts if known.is_formula(text)):
        yield Rule(_("Compared sign by sign, without spaces"), formulas)
    if symbols := tuple(escaped(text) for text in texts if known.is_symbol(text)):
        yield Rule(_("Capital letters count"), symbols)


def _forgiven_around(answer: ShortAnswer) -> Iterator[str]:
    """Yield what is forgiven around an answer, in words."""
    if "articles" not in answer.forgiven:
        yield _("an article in front")
    yield _("“It is …”")
    if answer.names == "person":
        yield _("titles")
        yield (
            _("initials for given names")
            if answer.full_name
            else _("given names or initials that agree, or none")
        )
    elif answer.names:
        yield _("words that go with the name of %(thing)s", thing=NOUNS[answer.names])
    yield _("an abbreviation beside the name")


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
    label = lazy("Short answer")
    defaults = 3  # slips in names are forgiven without being asked for, and capitals count in symbols
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
