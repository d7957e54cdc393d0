"""What a question asks for in its own words: "Since when…?" is answered "since 2006", and that is 2006."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, cast

from quizapp.question_types.date.span import Bound
from quizapp.question_types.date.tokens import date_characters, keys_of, tokens_of
from quizapp.question_types.date.words import words_of

#: Verbs that ask for a beginning or an end. Behind "did" alone: "the end of the war" is a noun.
_VERBS: Final[dict[str, Bound]] = {
    **dict.fromkeys(("starts", "started", "begins", "began", "begun"), "since"),
    **dict.fromkeys(("ends", "ended", "lasts", "lasted", "stopped", "ceased"), "until"),
}
_VERBS_BEHIND_DID: Final[dict[str, Bound]] = {
    **dict.fromkeys(("start", "begin"), "since"),
    **dict.fromkeys(("end", "stop", "cease"), "until"),
}
#: Words that ask: what stands before them is asked for, such as "before" in "before which year".
_ASKING: Final = (
    "what which when wann welchem welchen welches welcher quand quelle quel cuándo qué cuál quando quale qual"
    " wanneer welk kiedy którego jakiego коли якого какого какой каком каких когда"
)
_INTERROGATIVES: Final = frozenset(key for word in _ASKING.split() for key in keys_of(word))
#: What stands for the date in a sentence to be filled in: "from ___ on", "until …".
_BLANK: Final = re.compile(r"__|\.\.")


@lru_cache(maxsize=1024)
def bounds_asked_for(prompt: str, language: str) -> frozenset[Bound]:
    """Return which bounds a prompt asks for; such a word in a response says no more than its date."""
    words = words_of(language)
    tokens, _ = tokens_of(date_characters(prompt))
    found = set(_asked_by_verbs([token.key for token in tokens]))
    before: Bound | None = None
    at = 0
    while at < len(tokens):
        token = tokens[at]
        meaning, count = words.longest_at(tokens, at)
        if before and (token.key in _INTERROGATIVES or _BLANK.search(token.gap)):
            found.add(before)
        if meaning is None or meaning.kind not in {"filler", "century sign"}:
            before = None
        if meaning is not None and meaning.kind in {"bound", "behind"}:
            before = cast("Bound", meaning.value)
        at += count
    # "… and stayed until?"
    return frozenset(found | {before}) if before else frozenset(found)


def _asked_by_verbs(keys: Sequence[str]) -> Iterator[Bound]:
    did = next((at for at, key in enumerate(keys) if key in {"did", "does"}), len(keys))
    for at, key in enumerate(keys):
        if key in _VERBS:
            yield _VERBS[key]
        elif key in _VERBS_BEHIND_DID and at > did:
            yield _VERBS_BEHIND_DID[key]
        elif key == "long" and keys[max(at - 1, 0)] == "how":
            yield "until"
