"""What learners put around an answer because they write in sentences: "I think it is Kazakhstan."."""

# ruff: noqa: RUF001 -- Cyrillic letters are meant

from functools import lru_cache
from typing import Final

#: What is said before an answer, by language, in small letters and without punctuation.
_BEFORE: Final[dict[str, str]] = {
    "en": "it is | it's | its | it was | it's called | it is called | it was called | is it | that is"
    " | that's | this is | they are | they are all | they're | they were"
    " | these are | he is | he was | she is | she was"
    " | i think | i believe | i guess | i suppose | i'd say | i would say | i think that | i believe that"
    " | maybe | perhaps | probably | possibly | the answer is | my answer is | answer | the right answer is"
    " | the correct answer is | it must be | it should be | it could be | it might be | they are called"
    " | named | called | by | by the name of",
    "de": "es ist | es war | das ist | das war | das sind | das waren | es sind | es heißt | er heißt"
    " | sie heißt | sie heißen | das heißt | ich glaube | ich denke | ich meine | ich vermute | vielleicht"
    " | wahrscheinlich | vermutlich | die antwort ist | die antwort lautet | antwort | meine antwort ist",
    "fr": "c'est | c’est | c'était | c’était | ce sont | il s'agit de | il s’agit de | je pense | je crois"
    " | je pense que | je crois que | je pense que c'est | je crois que c'est | peut-être | probablement"
    " | la réponse est | réponse | ma réponse est | il s'appelle | elle s'appelle",
    "es": "es | era | son | fue | eran | se llama | se llaman | creo que | creo | pienso que | pienso"
    " | creo que es | pienso que es | quizás | quizá | tal vez | probablemente | la respuesta es | respuesta"
    " | mi respuesta es",
    "ru": "это | это был | это была | это было | я думаю | думаю | я думаю что | думаю что | я считаю"
    " | наверное | возможно | может быть | по-моему | ответ | мой ответ | правильный ответ",
}
#: What is said after it.
_AFTER: Final[dict[str, str]] = {
    "en": "i think | i believe | i guess | i suppose | maybe | perhaps | probably",
    "de": "glaube ich | denke ich | vielleicht | wahrscheinlich",
    "fr": "je pense | je crois | peut-être",
    "es": "creo | pienso | quizás | tal vez",
    "ru": "я думаю | думаю | наверное | кажется | по-моему",
}
#: What stands between two answers of somebody who can't decide, by language.
_OR: Final[dict[str, str]] = {
    "en": "or",
    "de": "oder",
    "fr": "ou",
    "es": "o",
    "it": "o",
    "pt": "ou",
    "nl": "of",
    "ru": "или",
    "uk": "або",
    "pl": "lub",
    "tr": "veya",
    "ar": "أو",
}
#: What begins a reason, in any language.
_REASONS: Final = frozenset({"because", "weil", "parce", "porque", "потому"})
_MARKS: Final = " ,.;:?!…\"'“”„«»-–—"
#: "I think the answer is …" has two.
_MOST: Final = 3


@lru_cache(maxsize=32)
def _phrases(language: str) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]], int]:
    before, after = (
        frozenset(tuple(phrase.replace("’", "'").split()) for phrase in table.get(language, "").split(" | "))
        for table in (_BEFORE, _AFTER)
    )
    return before - {()}, after - {()}, max(map(len, before | after))


def without_habits(line: str, language: str) -> str:
    """Return what a sentence says is the answer; the line itself where it is no sentence of that kind.

    What is left still has to be the answer: "It is not Kazakhstan" leaves "not Kazakhstan".
    """
    before, after, longest = _phrases(language.partition("-")[0].lower())
    words = line.split()
    plain = [word.strip(_MARKS).lower().replace("’", "'") for word in words]
    start = 0
    end = next((place for place in range(1, len(words)) if plain[place] in _REASONS), len(words))
    for _ in range(_MOST):
        size = next((n for n in range(longest, 0, -1) if tuple(plain[start : start + n]) in before), 0)
        start += size if start + size < end else 0
    size = next((n for n in range(longest, 0, -1) if tuple(plain[max(end - n, 0) : end]) in after), 0)
    end -= size if start < end - size else 0
    if (start, end) == (0, len(words)):
        return line
    return " ".join(words[start:end]).strip(_MARKS)


def names_two(line: str, language: str) -> bool:
    """Tell whether a line names two answers to choose from: "Kyrgyzstan or Tajikistan"."""
    word = _OR.get(language.partition("-")[0].lower())
    return word in line.lower().split()[1:-1]
