"""Which of the texts that an author names a learner's text is, however it is written."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from quizapp.question_types.folding import Forgiven, fold
from quizapp.question_types.folding.chinese import simplified
from quizapp.question_types.folding.formulas import (
    fold_formula,
    is_clearly_formula,
    is_dotted,
    is_formula,
)
from quizapp.question_types.folding.formulas import written_otherwise as formula_otherwise
from quizapp.question_types.folding.letters import (
    accents_matter,
    as_latin,
    in_one_script,
    with_and,
    written_otherwise,
)
from quizapp.question_types.folding.symbols import INDEX, is_symbol, lacks_capitals, small_ways

#: Of what is forgiven, what decides about letters and not about signs.
_LETTERS: Final = frozenset({"case", "accents"})


class Reading(NamedTuple):
    """What a text is compared by: with its accents; without, and then how else it may be typed."""

    exact: str
    ways: tuple[str, ...]


class Text(NamedTuple):
    """A text that an author names, and what it is for: texts of another purpose are told apart from it."""

    text: str
    purpose: Hashable
    tells_spelling: bool = True


@lru_cache(maxsize=2048)
def _words(text: str, forgiven: tuple[Forgiven, ...], language: str) -> Reading:
    line = with_and(in_one_script(text, language), language)
    first = fold(line, forgiven, language)
    if "accents" not in forgiven:
        return Reading(first, (first,))
    if line.isascii():
        others = written_otherwise(line, language) if language.startswith("nl") else ()
        return Reading(
            first, tuple(dict.fromkeys((first, *(fold(way, forgiven, language) for way in others))))
        )
    plain = simplified(line, language)
    ways = (plain, *written_otherwise(plain, language), as_latin(plain))
    strict: tuple[Forgiven, ...] = tuple(one for one in forgiven if one not in _LETTERS)
    # In small letters, and not folded: ß stays.
    small = line.lower().replace("i\u0307", "i") if "case" in forgiven else line
    return Reading(
        fold(small, strict, language), tuple(dict.fromkeys(fold(way, forgiven, language) for way in ways))
    )


@lru_cache(maxsize=2048)
def _formula(text: str, forgiven: tuple[Forgiven, ...], language: str) -> Reading:
    line = in_one_script(text, language)
    case, accents = "case" in forgiven, "accents" in forgiven
    ways = fold_formula(line, case=case, accents=accents)
    return Reading(fold_formula(line, case=case, accents=False)[0], ways)


class _Index:
    """Finds texts by what they are compared by; of several that are the same, the first."""

    def __init__(self, readings: Sequence[tuple[int, Reading]]) -> None:
        self.exact: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self.ways: dict[str, int] = {}
        for place, reading in readings:
            self.exact.setdefault(reading.exact, place)
            self.first.setdefault(reading.ways[0], place)
            for way in reading.ways:
                self.ways.setdefault(way, place)

    def find(self, reading: Reading) -> int | None:
        """Return the place of a text: one side as it stands is the other, or how else that may be typed."""
        if (place := self.exact.get(reading.exact)) is not None:
            return place
        if (place := self.first.get(reading.ways[0])) is not None:
            return place
        if (place := self.ways.get(reading.ways[0])) is not None:
            return place
        return next((self.first[way] for way in reading.ways[1:] if way in self.first), None)


class KnownTexts:
    """The texts that a typed answer names: those accepted, and those with a remark of their own."""

    def __init__(
        self,
        texts: Sequence[Text],
        forgiven: tuple[Forgiven, ...],
        language: str,
        *,
        case_in_symbols: bool = False,
    ) -> None:
        self._texts, self._forgiven, self._language = texts, forgiven, language
        self._case_in_symbols = case_in_symbols
        self._symbols = tuple(self.is_symbol(text) for text, *_ in texts)
        self.formulas: tuple[bool, ...] = tuple(
            "punctuation" in forgiven and (symbol or is_formula(text))
            for (text, *_), symbol in zip(texts, self._symbols, strict=True)
        )
        self._formula_texts = tuple(
            text for (text, *_), is_one in zip(texts, self.formulas, strict=True) if is_one
        )
        words = [
            (place, self._words(text)) for place, (text, *_) in enumerate(texts) if not self.formulas[place]
        ]
        formulas = [
            (place, self._symbol(text) if self._symbols[place] else self._formula(text))
            for place, (text, *_) in enumerate(texts)
        ]
        self._word_index = _Index(words)
        self._symbol_index = _Index([one for one in formulas if self._symbols[one[0]]])
        self._formula_index = _Index(
            [one for one in formulas if self.formulas[one[0]] and not self._symbols[one[0]]]
        )
        self._signs_count = "punctuation" in forgiven
        self._all_as_formulas = _Index(formulas)
        self._readings = dict(formulas) | dict(words)
        self.keys: tuple[str, ...] = tuple(self._keys())

    def _words(self, text: str) -> Reading:
        return _words(text, self._forgiven, self._language)

    def _formula(self, text: str) -> Reading:
        return _formula(text, self._forgiven, self._language)

    def _symbol(self, text: str) -> Reading:
        """Return a text with its capital letters."""
        plain = INDEX.sub(r"\1", text)
        exact, ways = _formula(plain, tuple(one for one in self._forgiven if one != "case"), self._language)
        return Reading(exact, small_ways(text, ways))

    def _keys(self) -> Iterator[str]:
        """Yield what each text is known by: with its accents where they alone tell it from another."""
        purposes: defaultdict[str, set[Hashable]] = defaultdict(set)
        for place, (_, purpose, _) in enumerate(self._texts):
            purposes[self._readings[place].ways[0]].add(purpose)
        for place in range(len(self._texts)):
            reading = self._readings[place]
            yield reading.exact if len(purposes[reading.ways[0]]) > 1 else reading.ways[0]

    def key(self, line: str) -> str:
        """Return the key of the text that a line is; else what is left of it once all is forgiven.

        That is "" for a line of punctuation alone.
        """
        if (place := self._place(line)) is not None:
            return self.keys[place]
        bare = self._words(line).ways[0]
        if bare in self.keys or (not bare and any(self.formulas)):
            bare = self._formula(line).ways[0]
        return f"{bare} " if bare in self.keys else bare

    def _place(self, line: str) -> int | None:
        if any(self.formulas):
            place = self._formula_index.find(self._formula(line))
            if place is None and any(self._symbols):
                place = self._symbol_index.find(self._symbol(line))
            if place is None:
                ways = formula_otherwise(line, self._formula_texts)
                found = (self._formula_index.find(self._formula(way)) for way in ways)
                place = next((one for one in found if one is not None), None)
            if place is not None:
                return place
        if self._signs_count and is_clearly_formula(line):
            return self._all_as_formulas.find(self._formula(line))
        place = self._word_index.find(self._words(line))
        if place is not None and self._signs_count and is_dotted(line):
            text = self._texts[place].text
            if text.islower() and not is_dotted(text) and "." not in text:
                return None
        return place

    def is_formula(self, text: str) -> bool:
        """Tell whether the signs of a text count, and its spaces don't."""
        return self._signs_count and (is_formula(text) or self.is_symbol(text))

    def is_symbol(self, text: str) -> bool:
        """Tell whether the capital letters of a text count because it is a chemical symbol or formula."""
        return self._case_in_symbols and is_symbol(text)

    def lacks_capitals(self, line: str) -> bool:
        """Tell whether a line is none of the texts, but a chemical formula in letters of the wrong case."""
        return any(self._symbols) and lacks_capitals(line) and self._place(line) is None

    def drops_signs(self, text: str) -> bool:
        """Tell whether a text is a formula with signs that would be forgiven if it were words."""
        return self.is_formula(text) and self._words(text).ways[0] != self._formula(text).ways[0]

    def spelling(self, line: str) -> str | None:
        """Return how a text is spelled that a line is but for accents or the letters of a keyboard."""
        if (place := self._place(line)) is None or self.formulas[place] or "accents" not in self._forgiven:
            return None
        text, _, tells = self._texts[place]
        if not tells:
            return None
        one, other = self._words(text), self._words(line)
        if one.exact == other.exact:
            return None
        if one.ways[0] != other.ways[0]:
            return None if as_latin(one.ways[0]) == as_latin(other.ways[0]) else text
        # Capitals are often written without accents, and without ß.
        if line.isupper() or not accents_matter(one.exact, other.exact, self._language):
            return None
        return text
