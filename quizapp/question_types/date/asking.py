"""What a question asks for in its own words: "Since when…?" is answered "since 2006", and that is 2006."""

from functools import lru_cache
from typing import Final

from quizapp.question_types.date.span import Bound
from quizapp.question_types.date.tokens import date_characters, keys_of, tokens_of
from quizapp.question_types.date.words import words_of

#: Verbs and phrases that ask for a beginning, and for an end.
_BEGINNING: Final = "start starts started begin begins began begun starting beginning"
_END: Final = "end ends ended last lasts lasted stop stops stopped cease ceased long ending"
_VERBS: Final[dict[str, Bound]] = {
    **dict.fromkeys(_BEGINNING.split(), "since"),
    **dict.fromkeys(_END.split(), "until"),
}
#: Words that ask: what stands right before them is asked for, such as "before" in "before which year".
_ASKING: Final = (
    "what which when wann welchem welchen welches welcher quand quelle quel cuándo qué cuál"
    " какого какой каком какому какое когда"
)
_INTERROGATIVES: Final = frozenset(key for word in _ASKING.split() for key in keys_of(word))


@lru_cache(maxsize=1024)
def bounds_asked_for(prompt: str, language: str) -> frozenset[Bound]:
    """Return which bounds a prompt asks for; such a word in a response says no more than its date."""
    words = words_of(language)
    tokens, _ = tokens_of(date_characters(prompt))
    found: set[Bound] = set()
    at = 0
    while at < len(tokens):
        meaning, count = words.longest_at(tokens, at)
        behind = tokens[at + count].key if at + count < len(tokens) else ""
        if meaning is not None and meaning.kind == "bound":
            bound: Bound = meaning.value  # type: ignore[assignment]
            if bound in {"since", "until"} or behind in _INTERROGATIVES:
                found.add(bound)
        elif verb := _VERBS.get(tokens[at].key):
            found.add(verb)
        at += count
    return frozenset(found)
