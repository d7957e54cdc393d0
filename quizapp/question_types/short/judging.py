"""What a typed line earns beside the answers of an author: as one of them, as two, or with a slip in one."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizapp.question_types.folding.chinese import simplified
from quizapp.question_types.folding.known import KnownTexts, Text
from quizapp.question_types.folding.letters import and_of, in_one_script, written_otherwise
from quizapp.question_types.folding.romanised import is_one_of, romanised
from quizapp.question_types.short import pattern
from quizapp.question_types.short.comparing import Key, Line, between, main_words, name_slips, slips_in
from quizapp.question_types.short.forgiving import Rules, most_slips, without_an_article
from quizapp.question_types.short.misspelt import Misspelt, misspelt_by
from quizapp.question_types.short.names import Person, Thing, is_title, person, responding, thing
from quizapp.question_types.short.optional import shown, wordings
from quizapp.question_types.short.pairs import abbreviates, in_brackets, parted
from quizapp.question_types.short.remarks import Remark, may_be_a_part, remark_in
from quizapp.question_types.short.rewriting import Rewriting
from quizapp.question_types.short.sentences import without_habits
from quizapp.question_types.short.slips import rivals

#: How many texts of a few responses a judge remembers.
_REMEMBERED: Final = 32
#: The purpose of particular wrong answers.
_WRONG: Final = "wrong"


class Verdict(NamedTuple):
    """What a line earns, how the answer is spelled where it has a slip, and which answer it is."""

    credit: float
    spelling: str | None = None
    key: "Key | None" = None


class Judge:
    """Judges lines by the answers of one author. It changes nothing once it is made.

    `accepted` are texts and what each earns, `rejected` are particular wrong answers.
    """

    def __init__(
        self,
        rules: Rules,
        accepted: tuple[tuple[str, float], ...],
        rejected: tuple[str, ...],
        unlike: tuple[str, ...],
    ) -> None:
        self.rules, self.unlike = rules, unlike
        # A response is read, asked back and marked in turn, and its parts are folded many times.
        self.fold: Callable[[str], str] = lru_cache(maxsize=_REMEMBERED)(self._fold)
        self.judge: Callable[[str], Verdict] = lru_cache(maxsize=_REMEMBERED)(self._judge)
        self._written = accepted, rejected
        right = [(one, credit) for text, credit in accepted for one in wordings(text)]
        latin = [way for text in rules.originals for way in romanised(text)]
        own_script = [Text(text, 1.0) for text in rules.originals]
        own_script += [Text(way, 1.0, tells_spelling=False) for way in latin]
        texts = [*(Text(*one) for one in right), *own_script, *(Text(text, _WRONG) for text in rejected)]
        right += [(text, 1.0) for text, *_ in own_script]
        #: Ways that nobody is told to spell it.
        self._latin = frozenset(latin)
        self._originals = rules.originals
        if rules.named == "person" and not rules.full_name:
            self._originals += tuple(text.split()[-1] for text in rules.originals)
        self.known = KnownTexts(texts, rules.forgive, rules.language, case_in_symbols=rules.case_in_symbols)
        wrong = [(text, 0.0) for text in rejected]
        keys = [
            self._key(text, credit, folded)
            for (text, credit), folded in zip((*right, *wrong), self.known.keys, strict=True)
        ]
        self.accepted = [key for key in keys[: len(right)] if key.folded]
        self.rejected = [key for key in keys[len(right) :] if key.folded]
        self.exact = {key.folded: key for key in (*reversed(self.rejected), *reversed(self.accepted))}
        self._rewriting = Rewriting([key.text for key in keys if not self.known.is_formula(key.text)])
        self.bare = {key.bare: key for key in (*reversed(self.rejected), *reversed(self.accepted))}

    def _fold(self, text: str) -> str:
        """Return which of its texts a text is, or what is left of it once what is forgiven is."""
        key = self.known.key(text)
        if self._originals and key not in self.known.keys and is_one_of(self._originals, text):
            return self.known.key(self.rules.originals[0])
        return key

    def spelling(self, line: str, verdict: Verdict) -> str | None:
        """Return how an answer is spelled whose accents or letters a line writes otherwise."""
        is_whole = verdict.key is not None and self.fold(line) == verdict.key.folded
        return self.known.spelling(line) if is_whole else None

    def _key(self, text: str, credit: float, folded: str) -> Key:
        rules = self.rules
        bare = self.fold(without_an_article(text, rules)) if rules.named else folded
        most = 0 if self.known.is_formula(text) else most_slips(text, rules)
        return Key(text, credit, folded, bare, main_words(text, rules.language), self._names(text), most)

    def _names(self, text: str) -> tuple[Thing | Person, ...]:
        """Return what a text of the author's names, if they say what is named, on every keyboard."""
        rules = self.rules
        if not rules.named or not rules.lenient:
            return ()
        plain = simplified(text, rules.language)
        texts = (plain, *written_otherwise(plain, rules.language))
        if rules.named == "person":
            return tuple(person(one, rules.language, rules.surname, full=rules.full_name) for one in texts)
        return tuple(thing(one, rules.named, rules.language) for one in texts)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Return what is never a slip in an answer, folded."""
        language, taken = self.rules.language, {key.bare for key in self.accepted}
        named = (text for key in self.accepted for text in key.wordings)
        found = (
            *(rival for text in named for rival in rivals(text, language)),
            *map(self.rules.fold, self.unlike),
        )
        return tuple(other for other in dict.fromkeys(found) if other not in taken)

    @cached_property
    def strangers(self) -> tuple[Thing | Person, ...]:
        """Return whom or what else texts name that are never a slip in an answer."""
        return tuple(name for text in self.unlike for name in self._names(text))

    def without(self, alias: str) -> "Judge":
        """Return what judges by the other answers alone, which are other texts."""
        accepted, rejected = self._written
        key = self.fold(shown(alias))
        rest = tuple(one for one in accepted if self.fold(shown(one[0])) != key)
        return Judge(self.rules, rest, rejected, self.unlike)

    def _judge(self, line: str) -> Verdict:
        """Return what a line earns. What the author names goes first, a particular wrong answer as well."""
        if found := self._exact(line):
            return found
        if not self.rules.lenient:
            return self._nearest([Line(line, self.fold(line), (), None)])
        lines = self._lines(line)
        if (found := self._told(lines)).key or found.credit or not self._misspelt:
            return found
        return self._told(self._read(*filter(None, (self._misspelt.mended(line.text) for line in lines))))

    def _told(self, lines: Sequence[Line]) -> Verdict:
        return self._alike(lines) or self._pair(lines) or self._nearest(lines)

    @cached_property
    def _misspelt(self) -> Misspelt | None:
        """Return what mends slips in words around names; None where they aren't forgiven."""
        own = (text for key in (*self.accepted, *self.rejected) for text in key.wordings)
        return misspelt_by(self.rules, (*own, *self.unlike))

    def _exact(self, line: str) -> Verdict | None:
        folded = self.fold(line)
        if key := self.exact.get(folded):
            return Verdict(key.credit, None, key)
        return Verdict(1.0) if self._matches(folded) else None

    def _matches(self, folded: str) -> bool:
        """Tell whether the pattern matches a folded line, in which “&” became a word."""
        regex = self.rules.regex
        return regex is not None and (
            pattern.accepts(regex, folded)
            or ("&" in regex and pattern.accepts(regex, folded.replace(and_of(self.rules.language), "&")))
        )

    def _lines(self, line: str) -> list[Line]:
        """Return a line as it stands, what a sentence says, and both as the answers write numerals."""
        script = in_one_script(line.strip(), self.rules.language)
        texts = (script, without_habits(script, self.rules.language))
        return self._read(*texts, *(way for text in texts for way in self._rewriting.ways(text)))

    def _read(self, *plain: str) -> list[Line]:
        """Return texts as they stand, and without an article."""
        bare = (without_an_article(text, self.rules) for text in plain)
        texts = dict.fromkeys((*plain, *bare))
        read = ((text, self.fold(text)) for text in texts)
        language = self.rules.language
        return [
            Line(one, folded, main_words(one, language), self._given(one)) for one, folded in read if folded
        ]

    def _given(self, text: str) -> Thing | Person | None:
        rules = self.rules
        if rules.named is None:
            return None
        plain = simplified(text, rules.language)
        return (
            responding(plain, rules.language)
            if rules.named == "person"
            else thing(plain, rules.named, rules.language)
        )

    def _alike(self, lines: Sequence[Line]) -> Verdict | None:
        """Return what a line earns that is an answer but for the words around it."""
        for line in lines:
            if key := self.bare.get(line.folded):
                return Verdict(key.credit, None, key)
        for line in lines:
            if self._matches(line.folded):
                return Verdict(1.0)
            for key in (*self.accepted, *self.rejected):
                if name_slips(key, line, 0) == 0:
                    return Verdict(key.credit, None, key)
        return None

    def _pair(self, lines: Sequence[Line]) -> Verdict | None:
        """Return what two names side by side earn: the less of both, or that of one beside its initials."""
        for line in lines:
            if not (parts := parted(line.text)):
                continue
            first, second = map(self._single, parts)
            if first.credit and second.credit:
                spelling = ", ".join(filter(None, (first.spelling, second.spelling)))
                return Verdict(min(first.credit, second.credit), spelling or None, first.key)
            if first.credit or second.credit:
                right, wrong = (first, second) if first.credit else (second, first)
                own, other = parts if first.credit else parts[::-1]
                name = right.key.text if right.key else own
                return right if self._goes_with(other, name) or self._goes_with(other, own) else wrong
        return None

    def _goes_with(self, text: str, name: str) -> bool:
        """Tell whether a text beside a name says nothing else: its initials, or a title of a person."""
        is_title_of = self.rules.named == "person" and is_title(text, self.rules.language)
        return is_title_of or abbreviates(text, name)

    def remark(self, line: str) -> Remark | None:
        """Return a remark beside an answer, unless it is another name, or such remarks belong to answers."""
        found = remark_in(line, self.rules) if self.takes_no_remark else None
        if found is None:
            return None
        verdict = self.judge(line)
        return None if verdict.key or verdict.credit or self.fold(found.text) in self.others else found

    @cached_property
    def takes_no_remark(self) -> bool:
        """Tell whether no answer has brackets or a comma of its own, and none is a formula."""
        texts = [key.text for key in (*self.accepted, *self.rejected)]
        has_own = any(in_brackets(text) or "," in text or self.known.is_formula(text) for text in texts)
        return self.rules.lenient and not has_own

    def is_half_a_name(self, line: str) -> bool:
        """Tell whether a line may be part of a name, for it lacks a word such as all answers have."""
        bare = (self._misspelt.mended(line) if self._needs_a_word and self._misspelt else None) or line
        if not (self._needs_a_word and may_be_a_part(bare, self.rules)):
            return False
        return not ((verdict := self.judge(line)).key or verdict.credit)

    @cached_property
    def _needs_a_word(self) -> bool:
        """Tell whether each answer has a word with the name that isn't left out."""
        things = (key.names[:1] for key in self.accepted)
        return all(one and isinstance(one[0], Thing) and one[0].word and one[0].word.needed for one in things)

    def _single(self, text: str) -> Verdict:
        if not self.fold(text):
            return Verdict(0.0)
        if found := self._exact(text):
            return found
        lines = self._read(text)
        return self._alike(lines) or self._nearest(lines)

    def _nearest(self, lines: Sequence[Line]) -> Verdict:
        """Return what the answer with the fewest slips earns, unless something else is as near."""
        most = max((key.most for key in self.accepted), default=0)
        if not most:
            return Verdict(0.0)
        near = [
            (count, -key.credit, place)
            for line in lines
            for place, key in enumerate(self.accepted)
            if (count := slips_in(key, line)) <= key.most
        ]
        if not near:
            return Verdict(0.0)
        count, credit, place = min(near)
        if any(self._as_near(line, count) for line in lines):
            return Verdict(0.0)
        key = self.accepted[place]
        return Verdict(-credit, self.accepted[0].text if key.text in self._latin else key.text, key)

    def _as_near(self, line: Line, count: int) -> bool:
        """Tell whether a particular wrong answer, or another name, is as near to a line as an answer."""
        names = {line.folded, line.name.folded} if isinstance(line.name, Thing) else {line.folded}
        if any(
            process.extractOne(name, self.others, scorer=OSA.distance, score_cutoff=count) for name in names
        ):
            return True
        if any(slips_in(key, line, count) <= count for key in self.rejected):
            return True
        return line.name is not None and any(
            between(name, line.name, count) <= count for name in self.strangers
        )


#: A question is made anew for each response, and its answers are read once.
judge_of: Final = lru_cache(maxsize=512)(Judge)
