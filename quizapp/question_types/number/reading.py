"""Read a number as people write it: "11 million", "11,000,000", "1.1e7", "$1.4bn", "fifty-one", "1½ km".

A reader of our own, because a response is hostile until it is read: nothing is evaluated, and a
number beyond 10^300 is refused before it costs anything. The marks are those of the language: in English
"1,500" is no fraction, in German "1.500"; where a mark can only be the other one it is.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from quizapp.question_types.base import MalformedError
from quizapp.question_types.misspelt import misspelt
from quizapp.question_types.number.accepted import Accepted, accepted_of
from quizapp.question_types.number.characters import LETTER, clear, with_point
from quizapp.question_types.number.figures import (
    COMMA_BEFORE_FRACTION,
    DOUBTFUL,
    FIGURES,
    LOST_POWER,
    decimal_of,
    has_figures,
    sign_and_rest,
)
from quizapp.question_types.number.habits import Said, alternative_in, without_habits
from quizapp.question_types.number.hints import SEVERAL, Hints, of_range
from quizapp.question_types.number.inexact import is_part, is_vague, range_in
from quizapp.question_types.number.quantity import UNIT_OR_SCALE, Asked, Quantity, unclear
from quizapp.question_types.number.roman import of_roman
from quizapp.question_types.number.spoken import multiplies, with_figures
from quizapp.question_types.number.style import NumberStyle, style_of
from quizapp.question_types.number.words import NumberWords, Piece, words_of
from quizapp.translation.languages import Language
from quizapp.translation.texts import _, language

#: Numbers between these, or 0, can be read.
LARGEST: Final = Decimal("1e300")
SMALLEST: Final = Decimal("1e-300")
#: Wide enough that nothing which can be read is ever rounded, but for fractions such as 1/3.
EXACT: Final = Context(prec=800)
#: Words and figures of one number: "nine hundred and ninety-nine million …" has fewer.
_MOST_PIECES: Final = 30
_HUNDRED: Final = 100
#: What can't stand in a unit behind the end of a range.
_NO_UNIT: Final = re.compile(r"[\d+*=^<>()]")
_BELOW_ZERO: Final = re.compile(r" (?:below|under) (?:zero|0|freezing)$", re.IGNORECASE)

_WORD: Final = re.compile(rf"({LETTER}+)\.?")
_GAP: Final = re.compile(r" ?-?(?=[^\W\d_])| ")
#: What behind a number is part of its value, and no word that may be forgiven: 2π, 3x, 2√3.
_FACTOR: Final = re.compile(r"\\|[√∛π]|(?:sqrt|pi|[xyzij])(?![^\W\d_])", re.IGNORECASE)
_HEXADECIMAL: Final = re.compile(r"0x[0-9a-f]+", re.IGNORECASE)
#: What stands before the first figure.
_BEFORE_FIGURES: Final = re.compile(r"(?:\^-?\d|[^\d(+.-]|\.(?!\d)){1,30}(?=[\d.(+-])")
_IN_PARENTHESES: Final = re.compile(r"([^()]*[^()/*·^ ]) ?\(([^()]+)\)((?: [^()]+)?)")
_REPEATED: Final = re.compile(r"([^=]+?) ?= ?([^=]+)()")


class _Read(NamedTuple):
    """Figures or a word of a number, what they are worth, and where they end."""

    piece: Piece
    end: int
    is_fraction: bool = False


def read(text: str, asked: Asked = Asked()) -> Quantity:  # noqa: B008 -- a tuple, which never changes
    """Return what a line says: a number, with one of the units or without.

    Raises `MalformedError` for what isn't one number, may be two different ones, or has another unit.
    """
    return read_in(language(), text, asked)


@lru_cache(maxsize=4096)
def read_in(_interface: Language, text: str, asked: Asked) -> Quantity:
    """Return what a line says, with its doubt in the language of the interface.

    Cached, because the answer is read anew for every response to it.
    """
    with localcontext(EXACT):
        said = without_habits(clear(with_figures(text), style_of(asked.language)))
        reader = _Reader(asked)
        vague = reader.hints.vague(text) if is_vague(said.text, text) else ""
        try:
            quantity = reader.line(said.text)
        except MalformedError as error:
            raise (MalformedError(vague) if vague else reader.inexact(said, text) or error) from None
        doubt = vague or (reader.hints.part(text, is_limit=said.is_limit) if quantity.is_part else "")
        return quantity._replace(is_limit=said.is_limit, spelling=reader.spelling, doubt=doubt)


class _Reader:
    """Reads one line of plain characters."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.style: NumberStyle = style_of(asked.language)
        self.words: NumberWords = words_of(asked.language)
        self.accepted: Accepted = accepted_of(asked.units, asked.language, asked.beside, asked.behind)
        self.hints = Hints(self.accepted, self.style)
        #: How a unit is spelled in which there was a slip.
        self.spelling: str | None = None
        #: Whether there is a word of another language than English for a small number.
        self.has_words = False

    def line(self, text: str) -> Quantity:
        """Return what a line says, a number repeated in parentheses being the same number."""
        text = self.accepted.without_printed(text)
        if roman := of_roman(text):
            text = str(roman)
        if below := _BELOW_ZERO.search(text):
            text = f"-{text[: below.start()]}"
        repeated = not self.accepted.ends_with_signs(text) and (
            _IN_PARENTHESES.fullmatch(text) or _REPEATED.fullmatch(text)
        )
        if not repeated:
            return self.quantity(text)
        outer, inner = without_habits(repeated[1]).text + repeated[3], without_habits(repeated[2]).text
        if self.accepted.finds(inner) is not None:
            return self.quantity(f"{outer} {inner}")
        first = self.quantity(outer)
        try:
            second = self.quantity(inner)
        except MalformedError:
            if has_figures(inner):
                raise
            if self.accepted.is_measure(inner):
                raise MalformedError(self.complaint(inner)) from None
            return first  # a remark, such as the names of those that are counted
        if first.number != second.number:
            raise self.several()
        return first._replace(units=first.units + second.units)

    def quantity(self, text: str) -> Quantity:
        """Return what a line without parentheses says."""
        sign, text = sign_and_rest(text)
        before, text = self.without_unit_before(text)
        if before and not sign:
            sign, text = sign_and_rest(text)
        reads = list(islice(self.reads(text), _MOST_PIECES + 1))
        if len(reads) > _MOST_PIECES:
            raise self.several()
        found = self.whole(text, reads)
        number, unit = found or self.beginning(text, reads)
        self.check(number, reads)
        units = (*before, *_units(unit))
        doubtful = DOUBTFUL.fullmatch(text[: reads[0].end]) if len(reads) == 1 else None
        otherwise = number.scaleb(3 if doubtful["point"] else -3) if doubtful else None
        is_fraction = any(one.is_fraction for one in reads)
        is_part = is_fraction or any(self.words.is_fraction(one.piece) for one in reads)
        is_part = is_part and not units and 0 < number < 1
        last = text[reads[-2].end :].strip(" -") if found and not units and len(reads) > 1 else ""
        letter = last if last in UNIT_OR_SCALE else ""
        value = -number if sign == "-" else number
        return Quantity(value, units, otherwise, is_fraction, letter, is_part=is_part)

    def without_unit_before(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return a unit that stands before the number, and the rest."""
        before = _BEFORE_FIGURES.match(text)
        word = before[0].strip() if before else ""
        unit = self.accepted.finds(word) if word else None
        if unit is None or before is None:
            return (), text
        return _units(unit), text[before.end() :]

    def reads(self, text: str) -> Iterator[_Read]:
        """Yield the pieces of a number with which a text begins."""
        at = 0
        while at < len(text):
            if figures := FIGURES.match(text, at):
                at = figures.end()
                yield _Read(decimal_of(figures), at, bool(figures["over"]))
            elif (word := _WORD.match(text, at)) and (known := self.words.known(word[1])):
                at = word.end()
                self.has_words |= known in self.words.small
                yield _Read(known, at)
            else:
                return
            if gap := _GAP.match(text, at):
                at = gap.end()

    def whole(self, text: str, reads: Sequence[_Read]) -> tuple[Decimal, str | None] | None:
        """Return a number with nothing or the longest unit behind it; None where something else follows."""
        for count in range(1, len(reads) + 1):
            rest = text[reads[count - 1].end :].lstrip(" -")
            unit = self.accepted.finds(rest) if rest else None
            if rest and unit is None:
                continue
            number = self.words.compose([one.piece for one in reads[:count]])
            if number is not None:
                if not rest:
                    self.check_scale(text, reads)
                return number, unit
        return None

    def beginning(self, text: str, reads: Sequence[_Read]) -> tuple[Decimal, str | None]:
        """Return the number with which a line begins, where what follows says nothing against it."""
        for count in range(len(reads), 0, -1):
            number = self.words.compose([one.piece for one in reads[:count]])
            rest = text[reads[count - 1].end :].lstrip(" -,")
            if number is not None:
                if self.asked.is_share and count == len(reads) and self.accepted.is_percent(rest):
                    return number / 100, None
                if rest.startswith(("/", "*", "·", "^")) and count > 1:
                    continue  # the "m" of "9.8 m/s" is no million
                is_whole = not any(
                    self.words.is_number(one.piece) and not self.words.is_letter(one.piece)
                    for one in reads[count:]
                )
                head = text[: len(text) - len(rest)]
                return number, self.unit_of_rest(head, rest, reads[:count], is_whole=is_whole)
        raise self.no_number(text, reads)

    def unit_of_rest(self, head: str, rest: str, reads: Sequence[_Read], *, is_whole: bool) -> str | None:
        """Return the unit behind the head of a line, its number; None for a noun that says nothing more."""
        if COMMA_BEFORE_FRACTION.match(rest) and not FIGURES.match(rest):
            raise MalformedError(self.style.rule)
        if (other := alternative_in(rest)) and self.begins_with_number(without_habits(other).text):
            raise MalformedError(_("You wrote two numbers: write the one that you mean."))
        if rest.startswith("^"):
            raise MalformedError(self.hints.multiplied)
        if _HEXADECIMAL.fullmatch(head + rest):
            raise MalformedError(self.hints.in_decimal_figures)
        if not is_whole or has_figures(rest):
            raise self.several(rest)
        self.check_spelling(head, rest, [one.piece for one in reads])
        unit = self.accepted.begins(rest)
        if unit is None and _FACTOR.match(rest):
            raise MalformedError(self.complaint(rest))
        if unit is not None or self.accepted.forgives(rest):
            return unit
        if respelled := self.accepted.respelled(rest):
            unit, self.spelling = respelled
            return unit
        raise MalformedError(self.complaint(rest))

    def check(self, number: Decimal, reads: Sequence[_Read]) -> None:
        """Raise `MalformedError` for a number out of bounds, or a fraction where there are to be none."""
        if number and not SMALLEST <= abs(number) <= LARGEST:
            raise MalformedError(_("That number is too large or too small to be marked."))
        is_fraction = any(one.is_fraction or self.words.is_fraction(one.piece) for one in reads)
        if is_fraction and not self.asked.has_fractions:
            raise MalformedError(self.hints.no_fraction)

    def check_scale(self, text: str, reads: Sequence[_Read]) -> None:
        """Raise `MalformedError` where a letter behind the number may be a unit: "3300 m" of kilometres."""
        letter = text[reads[-2].end :].strip(" -.") if len(reads) > 1 else ""
        if letter in UNIT_OR_SCALE and self.accepted.is_of_a_kind(letter):
            raise unclear(letter)

    def check_spelling(self, head: str, rest: str, pieces: Sequence[Piece]) -> None:
        """Raise `MalformedError` where the rest of a line begins with a slip in a word of a number."""
        near = self.words.near(rest, pieces)
        if len(near) == 1:
            word = _WORD.match(rest)
            meant = f"{head}{near[0]}{rest[word.end() :] if word else ''}"
            raise MalformedError(misspelt(word[1] if word else rest, meant))
        if near:
            raise MalformedError(misspelt(rest.partition(" ")[0], *near))

    def several(self, rest: str = "") -> MalformedError:
        """Return what to tell a learner who wrote more than one number."""
        if lost := LOST_POWER.match(rest):
            return MalformedError(_("Write the power of ten with its sign: 10^%(power)s.", power=lost[1]))
        if self.has_words:
            return MalformedError(self.hints.in_figures)
        return MalformedError(SEVERAL)

    def no_number(self, text: str, reads: Sequence[_Read]) -> MalformedError:
        """Return what to tell a learner whose line doesn't begin with a number."""
        if COMMA_BEFORE_FRACTION.match(text):
            return MalformedError(self.style.rule)
        self.check_spelling("", text, ())
        before = _BEFORE_FIGURES.match(text)
        figures = FIGURES.match(text, before.end()) if before else None
        if before and figures and not any(self.words.is_number(one.piece) for one in reads):
            if has_figures(text[figures.end() :]):
                return self.several()
            return MalformedError(self.complaint(before[0].strip()))
        if any(self.words.is_number(one.piece) for one in reads):
            return self.several()
        return MalformedError(self.of_words(text) or self.hints.write_one)

    def of_words(self, text: str) -> str | None:
        """Return what to tell a learner whose number, in words, stands behind others; None for no number."""
        for word in islice(_WORD.finditer(text), _MOST_PIECES):
            if len(word[1]) > 1 and self.words.value_of(word[1]) > 1:
                reads = list(islice(self.reads(text[word.start() :]), _MOST_PIECES))
                rest = text[word.start() + reads[-1].end :]
                is_one = self.words.compose([one.piece for one in reads]) is not None
                if any(map(self.words.value_of, _WORD.findall(rest))):
                    return str(SEVERAL)
                if not is_one:
                    return None
                before = text[: word.start()].strip()
                return self.hints.only_the_number(before, needs_unit=self.asked.needs_unit)
        return None

    def complaint(self, text: str) -> str:
        """Return what to tell a learner who wrote something else beside the number."""
        if self.has_words and any(map(self.words.known, _WORD.findall(text))):
            return self.hints.in_figures
        if multiplies(text, self.asked.language):
            return self.hints.all_in_figures(text)
        return self.accepted.complaint(text, needs_unit=self.asked.needs_unit)

    def inexact(self, said: Said, typed: str) -> MalformedError | None:
        """Return what to tell a learner whose line isn't one number, but is understood nevertheless."""
        text = said.text
        if ends := range_in(text, self.number_in):
            low, high = map(self.style.as_english, ends)
            return MalformedError(of_range(low, high))
        words = [word for word in _WORD.findall(text) if len(word) > 1]
        says_more = any(self.words.value_of(word) >= _HUNDRED for word in words)
        says_more |= self.accepted.is_measure(" ".join(words[-1:]))
        understood = self.asked.has_fractions and not says_more and is_part(text, typed)
        return MalformedError(self.hints.part(typed, is_limit=said.is_limit)) if understood else None

    def number_in(self, text: str) -> Decimal | None:
        """Return the number in a text, whatever its unit is; None where there is none, or more."""
        _before, rest = self.without_unit_before(with_point(text.lstrip("$€£¥ ")))
        sign, rest = sign_and_rest(rest)
        reads = list(islice(self.reads(rest), _MOST_PIECES))
        number = self.words.compose([one.piece for one in reads])
        unit = rest[reads[-1].end :] if reads else ""
        if (
            number is None
            or _NO_UNIT.search(unit)
            or alternative_in(unit) is not None
            or any(map(self.words.is_number, _WORD.findall(unit)))
        ):
            return None
        return -number if sign == "-" else number

    def begins_with_number(self, text: str) -> bool:
        """Tell whether a text begins with figures, or with words of a number."""
        return any(self.words.is_number(one.piece) for one in self.reads(text))


def _units(found: str | None) -> tuple[str, ...]:
    return (found,) if found else ()
