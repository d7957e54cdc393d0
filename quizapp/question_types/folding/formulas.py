"""Formulas, code and chemical symbols: texts whose signs count, and whose spaces don't.

What is one follows from the text itself. Words keep what `fold` forgives: “Gorno-Badakhshan” has no minus.
"""
# ruff: noqa: RUF001 -- letters and signs that look like others are what this is about

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from quizapp.question_types.folding.characters import (
    BEFORE,
    SAME,
    with_accents,
    with_plain_figures,
    without_accents,
)
from quizapp.question_types.latex import without_markup

_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni")
_LOWERED: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢⱼₖ", "0123456789+-=()nijk")
_RUN_RAISED: Final = re.compile("[⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁿⁱ]+")
_RUN_LOWERED: Final = re.compile("[₀-₉₊₋₌₍₎ₙᵢⱼₖ]+")
#: Signs that keyboards lack, as they are typed.
_TYPED: Final = str.maketrans(
    {
        "≤": "<=",
        "⩽": "<=",
        "≥": ">=",
        "⩾": ">=",
        "≠": "!=",
        "→": "->",
        "⟶": "->",
        "←": "<-",
        "⇒": "=>",
        "⟹": "=>",
        "⇔": "<=>",
        "↔": "<->",
        "⇌": "<=>",
        "÷": "/",
        "∗": "*",
        "·": "*",
        "⋅": "*",
        "∙": "*",
        "•": "*",
        "∣": "|",
        "∼": "~",
        "“": '"',
        "”": '"',
        "„": '"',
        "…": "...",
    }
)
_TIMES: Final = re.compile(r"(?<=[\d)])×(?=[\w(])")
#: Braces of LaTeX around a power or an index: around a sign, a figure or a word, and around more.
_BRACES: Final = re.compile(r"([\^_])\{([-+]|\w+[-+]?|[-+]\w+)\}")
_LONG_BRACES: Final = re.compile(r"\^\{([^{}]+)\}")
_STRINGS: Final = re.compile(r'"([^"]*)"')
#: Around a whole text: quotation marks and the full stop of a sentence.
_AROUND: Final = re.compile(
    r"""^(?:[`"]+(?P<code>.+?)[`"]+|'(?P<quoted>[^']+)'|«(?P<foreign>.+)»|(?P<bare>.+?))"""
    r"""(?:(?<!\.)(?<!\. )[.,;:]|(?<=\w\w\w)\?)?$"""
)

#: The symbols of the elements, by their first letters; those of two letters go first.
ELEMENT: Final = (
    "(?:A[cglmrstu]|B[aehikr]|C[adeflmnorsu]|D[bsy]|E[rsu]|F[elmr]|G[ade]|H[efgos]|I[nr]|Kr|L[airuv]|M[cdgnot]"
    "|N[abdehiop]|O[gs]|P[abdmortu]|R[abefghnu]|S[bcegimnr]|T[abcehilms]|Xe|Yb|Z[nr]|[BCFHIKNOPSUVWY])"
)
#: An ion with a minus, an electron, or a group of blood; a plus counts anyway.
_ION: Final = re.compile(rf"[(\[]*{ELEMENT}(?:[\d()\[\]]|{ELEMENT})*\s?\^?\(?\d*-\)?|AB-|A-|e-")
_BOND: Final = re.compile(rf"{ELEMENT}\d*(?:-{ELEMENT}\d*)+")
#: A charge as it is written too: Fe(2+), Fe+2.
_CHARGED: Final = re.compile(
    rf"(?P<ion>(?:{ELEMENT}\d*|[()\[\]])+)\^?(?:\((?P<many>\d?)(?P<sign>[+-])\)|(?P<first>[+-])(?P<count>\d))"
)
#: A power as in code.
_RAISED_TO: Final = re.compile(r"(?<=[\w)\]])\*\*(?=[\w(-])")
#: What a formula is said to be: "f'(x) = …".
_FUNCTION_OF: Final = re.compile(r"\s*(?:[fghFGH]'{0,3}\s?\([a-z]\)|y'{0,3}|d[fy]/dx)\s*=(?![=>])\s*")
#: What looks like a call or an index, and is a plural, a number in Roman figures, or an abbreviation.
_IN_BRACKETS: Final = re.compile(
    r"(?<=[^\W\d_]{4})(?<!print)(?<!sqrt)(?<!float)(?<!range)(?<!list)(?<!sorted)(?<!round)(?<!type)"
    r"\((?:e?s|en?|n|in|innen|[aor]s?|er|ne|[IVX])\)"
    r"|(?<=[^\W\d_]{2})\((?:[ivx]{2,4}|[IVX]{2,4})\)|(?<=[^\W\d_]{4})\((?=[A-Z]\w)"
)
_CALL: Final = r"[A-Za-z0-9_\u0370-\u03ff'\])][(\[]\s?[^\s)\]]"
_PRIME: Final = r"(?<![\w'])[^\W\d_]'{1,3}(?!\s?\w|'s\b)"
_OPERAND: Final = r"\d*[a-zα-ω]|\d+"

#: Signs that make a formula or code of the text in which they stand.
_FORMULA: Final = re.compile(
    rf"""
    [=<>^|~\\√∞∑∏∫∂∇±+×÷∪∩∈∉∋⊂⊃⊆⊇∅∧∨¬∀∃≤≥≠≈≡→←↔⇒⇔∘∝∥⊥∠{{}}]
    | {_CALL}
    | {_PRIME} | ^\d+'$
    | (?:^|[\s(])!(?=[a-z(]|\w\b) | (?<!\w)(?:[^\W\d_]|\d+)!(?!\w) | [)\]]!
    | ::|//|&&|\.\.\w|\w\?\w
    | \w_\w|^_+\w|\w_+$
    | ^\.[A-Za-z][\w.]*$
    | ^(?:\.{{1,2}}|[A-Za-z]:)?(?:/[\w.*-]+)+$ | ^(?:\w[\w.-]*/){{2,}}[\w.-]*$
    | (?<![\w/])(?:[^\W\d_]{{1,2}}|\d*)/[^\W\d_](?![\w/])
    | (?<![\w/])[^\W\d_]/(?:[^\W\d_]{{1,2}}|\d+)(?![\w/])
    | (?<!\w)d[^\W\d_]?/d[^\W\d_](?!\w)
    | ^(?!\d-d$)(?=.*[a-zα-ω])(?:{_OPERAND})(?:\s?-\s?(?:{_OPERAND}))+$
    | ^-\s?\d*[A-Za-zα-ω]$ | (?:^|\w\s)--\w | (?<=\w\s)-[A-Za-z]{{1,2}}(?!\w)
    | ^[a-z_]\w*(?:\.[a-z_]\w*)+$
    | ^[([{{<]\s?[\w.-]{{0,4}}(?:\s?[,;:]\s?[\w.-]{{1,4}})+\s?[)\]}}>]$
    | [\w)\]]\s?\*+\s?[\w(\[] | ^\*+[A-Za-z]
    | ^[a-z][?:][a-z]?$ | ^\#\w+\( | ^\$\w
    """,
    re.VERBOSE,
)
_SIGNS_ALONE: Final = re.compile(r"[!%&*+/:<=>@^|~-]{1,3}|\[\]|\(\)|\{\}")
#: Abbreviations, spelled otherwise than with all their points, and divided by a slash.
_ABBREVIATIONS: Final = frozenset(
    ("a.m", "p.m", "e.g", "i.e", "z.b", "d.h", "u.a", "o.ä", "s.o", "u.s", "ph.d", "v.chr", "n.chr")
)
_WITH_SLASH: Final = re.compile(r"[nacw]/[aco]|s/he|[A-Z]/[A-Z]|/[^/]+/")
#: A product without its sign; other letters behind a figure may be units.
_FACTOR_AND_VARIABLE: Final = re.compile("\\d+(?:[xyzπ]|pi)")
_LOWERED_INDEX: Final = re.compile("^[a-zα-ω][₀-₉ₙᵢⱼₖ]")
_RAISED_POWER: Final = re.compile(r"[\w)\]][⁰¹²³⁴-⁹⁺⁻ⁿ]")

#: What a learner can't have meant for words, where the answer is no formula.
_CLEARLY: Final = re.compile(
    r"""
    [a-z]!|[0-9a-z]+\)!|![a-z]\w* | [a-zA-Zα-ω]'{1,3} | .*->.* | .*(?:::|&&|\|\|).*
    | .*[A-Za-z0-9_'\])][(\[]\s?[^\s)\]].*
    """,
    re.VERBOSE,
)
_DOTTED: Final = re.compile(r"[a-z](?:\.[a-z])+")

_FUNCTION: Final = re.compile(
    r"\b(sin|cos|tan|cot|sec|csc|tg|ctg|arcsin|arccos|arctan|sinh|cosh|tanh|ln|lg|log|exp|sqrt|√)\((\w+)\)(?![\w(^!])"
)
_CHARGE: Final = re.compile(r"\^(?=\(?\d*[+-]\)?(?:\W|$))")
_POWER: Final = re.compile(r"(?<=[^\W\d])\^(?=\d)")
_INDEX: Final = re.compile(r"(?<=\b[^\W\d_])_(?=\w(?!\w))|(?<=\b[^\W\d_])_(?=\d+)")
_ANY_INDEX: Final = re.compile(r"(?<=\w)_|(?<=[)\]])_")
#: After a figure or a bracket, where a product needs no sign.
_PRODUCT: Final = re.compile(r"(?<=[\d)])\*(?=[^\W\d_]|\()")
_SPACE: Final = re.compile(r"\s+")
_WITH_POWER: Final = re.compile(r"\w\)?(?:\^[\w({-]|[²³¹⁰⁴-⁹⁻ⁿ])")


def _trimmed(text: str) -> str:
    plain = " ".join(text.translate(BEFORE).translate(SAME).split())
    match = _AROUND.match(plain)
    return next(filter(None, match.groups()), plain) if match else plain


@lru_cache(maxsize=2048)
def is_formula(text: str) -> bool:
    """Tell whether an author's text is a formula, code or a chemical symbol, so that its signs count."""
    raw, text = text, _trimmed(text)
    if text.isalnum():
        return any(
            (_LOWERED_INDEX.match(text), _RAISED_POWER.search(text), _FACTOR_AND_VARIABLE.fullmatch(text))
        )
    if raw.endswith(".") and _DOTTED.fullmatch(text):
        return False
    if text.lower() in _ABBREVIATIONS or _WITH_SLASH.fullmatch(text):
        return False
    if _SIGNS_ALONE.fullmatch(text) or _RAISED_POWER.search(text):
        return True
    bare = _IN_BRACKETS.sub(" ", text)
    return bool(_FORMULA.search(bare) or _ION.fullmatch(bare) or _BOND.fullmatch(bare))


@lru_cache(maxsize=1024)
def is_clearly_formula(text: str) -> bool:
    """Tell whether a learner's text can't be meant for words, even where the answer is one."""
    text = _trimmed(text)
    if text.isalnum():
        return False
    bare = _IN_BRACKETS.sub(" ", text)
    return bool(_CLEARLY.fullmatch(bare) or _ION.fullmatch(bare))


def is_dotted(text: str) -> bool:
    """Tell whether a text joins small letters by points, as code does, and as abbreviations do."""
    return _DOTTED.fullmatch(text.strip()) is not None and text.strip() not in _ABBREVIATIONS


def written_otherwise(text: str, answers: Iterable[str]) -> Iterator[str]:
    """Yield a learner's formula as the answers have it: without "y =" in front, and with "^" for "**"."""
    rest = text
    if not any("=" in answer for answer in answers) and (said := _FUNCTION_OF.match(text)):
        rest = text[said.end() :]
        yield rest
    # "a ^ b" is no power in code, where it stands apart; nor is x^2 right where x**2 is asked for.
    if "**" in rest and any(_WITH_POWER.search(answer) for answer in answers):
        yield _RAISED_TO.sub("^", _SPACE.sub("", rest))


def fold_formula(text: str, *, case: bool, accents: bool) -> tuple[str, ...]:
    """Return what a formula is compared by: all its signs, no spaces; then how else it may be typed.

    `case` and `accents` say whether they are forgiven.
    """
    has_caret, has_underscore = "^" in text, "_" in text
    close = _SPACE.sub("", _trimmed(text))
    marked = _RUN_RAISED.sub(lambda match: "^" + match[0].translate(_RAISED), close)
    marked = _RUN_LOWERED.sub(lambda match: "_" + match[0].translate(_LOWERED), marked)
    marked = _LONG_BRACES.sub(r"^(\1)", _BRACES.sub(r"\1\2", marked))
    marked = _TIMES.sub("*", marked.translate(_TYPED))
    apart = with_plain_figures(normalize("NFKD", marked))
    if case:
        apart = apart.casefold().replace("i\u0307", "i").replace("ı", "i")
    plain = without_accents(apart) if accents else with_accents(apart)
    first = _SPACE.sub("", _STRINGS.sub(r"'\1'", plain).replace('"', "''"))
    ways = [first, _FUNCTION.sub(r"\1\2", first)]
    ways += [_CHARGE.sub("", way) for way in ways]
    ways += [_PRODUCT.sub("", way) for way in ways]
    if not has_caret:
        ways += [_POWER.sub("", way) for way in ways]
    index = _INDEX if has_underscore else _ANY_INDEX
    ways += [index.sub("", way) for way in ways]
    if charged := _CHARGED.fullmatch(marked):
        count, sign = charged["many"] or charged["count"] or "", charged["sign"] or charged["first"]
        charge = count.removeprefix("1") + sign
        ways += fold_formula(f"{charged['ion']}^{charge}", case=case, accents=accents)
    bare = without_markup(text)
    if bare != text:
        ways += fold_formula(bare, case=case, accents=accents)
    return tuple(dict.fromkeys(ways))
