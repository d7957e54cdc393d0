"""What other programs call the keys and types of a question: what they are here, or what to do instead.

Names are compared by their small letters and digits alone: `Correct Answer` is `correctanswer`.
"""

import re
from collections.abc import Collection
from typing import Final

from quizapp.bank.keys import near

#: By a name elsewhere: the keys here that may be meant, those that are likelier first.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    # What is asked, and how it is known.
    **dict.fromkeys(("question", "questiontext", "stem", "front", "statement", "ask", "task"), ("prompt",)),
    **dict.fromkeys(("title", "name", "heading"), ("title", "heading", "prompt", "event", "criterion")),
    **dict.fromkeys(("key", "slug", "identifier", "uid", "guid"), ("id",)),
    **dict.fromkeys(("kind", "qtype", "questiontype", "format"), ("type",)),
    **dict.fromkeys(
        ("category", "categories", "tag", "tags", "topic", "subject", "chapter", "deck"), ("topics",)
    ),
    **dict.fromkeys(("lang", "locale"), ("language",)),
    # Its answer.
    **dict.fromkeys(
        ("options", "alternatives", "responses", "possibleanswers", "answers", "distractors", "wrong"),
        ("choices", "aliases", "answer", "distractors"),
    ),
    **dict.fromkeys(
        ("correct", "correctanswer", "correctanswers", "right", "rightanswer", "solution", "solutions"),
        ("answer", "match", "pairs", "items", "response"),
    ),
    "answer": ("back", "model_answer", "items", "pairs", "response", "match"),
    **dict.fromkeys(("alias", "synonyms", "accept", "accepted", "acceptable", "variants"), ("aliases",)),
    **dict.fromkeys(("blanks", "blank", "holes", "clozes"), ("gaps",)),
    **dict.fromkeys(("steps", "sequence"), ("items",)),
    "order": ("shuffle", "items"),
    **dict.fromkeys(("matches", "matching"), ("pairs",)),
    **dict.fromkeys(("left", "premise", "term"), ("item",)),
    **dict.fromkeys(("definition", "partner"), ("match",)),
    **dict.fromkeys(("buckets", "classes"), ("groups",)),
    **dict.fromkeys(("margin", "error", "precision", "epsilon"), ("tolerance",)),
    "units": ("unit",),
    **dict.fromkeys(("min", "max", "between", "interval"), ("range",)),
    **dict.fromkeys(
        ("shufflechoices", "shuffleanswers", "shuffleoptions", "randomize", "randomise", "random"),
        ("shuffle", "order"),
    ),
    **dict.fromkeys(("grading", "scoring", "gradingmethod"), ("marking",)),
    # What is said of it.
    **dict.fromkeys(("hint", "clue", "clues", "tip", "tips"), ("hints",)),
    **dict.fromkeys(
        (
            "explain",
            "explanations",
            "rationale",
            "generalfeedback",
            "comment",
            "comments",
            "note",
            "notes",
            "remark",
        ),
        ("explanation", "feedback"),
    ),
    "explanation": ("feedback",),
    **dict.fromkeys(("reference", "references", "citation", "citations", "source"), ("sources",)),
    **dict.fromkeys(("quote", "quotation", "excerpt"), ("evidence",)),
    **dict.fromkeys(("exclude", "notwith", "conflicts"), ("excludes",)),
    **dict.fromkeys(("allow", "beside", "besides", "together"), ("allows",)),
    # Of a choice, a hint, a test, a criterion, a ready quiz.
    **dict.fromkeys(
        ("label", "value", "content", "choice", "option"), ("text", "event", "criterion", "item")
    ),
    **dict.fromkeys(("penalty", "deduction"), ("cost",)),
    **dict.fromkeys(("input", "given"), ("response",)),
    **dict.fromkeys(
        ("points", "score", "grade", "expected", "result", "fraction", "marks", "mark", "weight"),
        ("mark", "credit", "weight", "points"),
    ),
    **dict.fromkeys(("number", "size", "limit", "length"), ("count",)),
    "questions": ("items", "count"),
    "items": ("questions",),
    "shuffle": ("order",),
    **dict.fromkeys(("minutes", "timelimit", "duration", "time"), ("time_limit",)),
    **dict.fromkeys(("version", "schemaversion"), ("schema",)),
    **dict.fromkeys(("summary", "about", "intro", "introduction"), ("description",)),
}
_WORTH: Final = ("points", "score", "grade", "marks", "mark", "weight", "defaultgrade", "maxscore", "value")
_ORDER: Final = ("shuffle", "order", "random", "randomize", "randomise", "shufflequestions")
#: By a name elsewhere that has no key here: what to do.
ADVICE: Final[dict[str, str]] = {
    **dict.fromkeys(
        _WORTH,
        "leave it out: its points are set in a ready quiz (`{question: its-id, points: 2}`) or an assignment",
    ),
    **dict.fromkeys(
        _ORDER, "leave it out: a section of a ready quiz or of an assignment may shuffle its questions"
    ),
    **dict.fromkeys(
        ("attempts", "maxattempts", "due", "duedate", "deadline", "opens", "closes", "available", "password"),
        "leave it out: it is set in the assignment of a course",
    ),
    **dict.fromkeys(
        ("image", "images", "picture", "pictures", "img", "figure", "media", "photo"),
        "put the picture into the text: `![what it shows](map.png)`",
    ),
    **dict.fromkeys(
        ("audio", "sound", "video", "movie"),
        "leave it out: questions have text, formulas and pictures",
    ),
    **dict.fromkeys(
        ("difficulty", "level", "easiness"),
        "leave it out: how hard a question is shows from the answers to it",
    ),
    **dict.fromkeys(
        ("time", "timelimit", "duration", "seconds", "minutes"),
        "leave it out: only a ready quiz has a time limit, `time_limit` in `bank.yaml`",
    ),
    **dict.fromkeys(
        ("correct", "iscorrect", "iscorrectanswer", "right", "isright"),
        "leave it out, and name the right choice in the question's `answer`",
    ),
    **dict.fromkeys(("author", "created", "updated", "date", "license"), "leave it out, or write a comment"),
    **dict.fromkeys(("hint", "hints"), "write them for the whole question, as `hints`"),
}
_IN_ITEMS: Final = "give it to each of the `items`: `{question: its-id, points: 2}`"
_DRAWN: Final = "put it into an item that draws: `items: [{count: 2, topics: [one-of-yours]}]`"
_IN_SECTIONS: Final = "set it for a section: `sections: [{shuffle: true, items: [its-id]}]`"
#: By a key that tells what kind of mapping it is: what to do there about a name elsewhere.
_WITHIN: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    # In this order: a choice; a section of a ready quiz; an item of one, or a ready quiz; questions whose
    # parts are always shuffled; any question.
    ("pin", dict.fromkeys((*_WORTH, "fraction"), "leave it out, and name what is right in `answer`")),
    ("heading", {**dict.fromkeys(_WORTH, _IN_ITEMS), **dict.fromkeys(("count", "topics", "types"), _DRAWN)}),
    ("count", dict.fromkeys(_ORDER, _IN_SECTIONS)),
    *(
        (key, dict.fromkeys(_ORDER, "leave it out: learners see these shuffled anyway"))
        for key in ("items", "pairs", "groups", "events")
    ),
    ("prompt", dict.fromkeys(("title", "name", "heading"), "leave it out: lists show the prompt")),
)
#: By a name elsewhere: the type here.
TYPES: Final[dict[str, str]] = {
    **dict.fromkeys(("choice", "singlechoice", "radio", "dropdown", "mc", "mcq", "multiplechoice"), "single"),
    **dict.fromkeys(
        ("multi", "multipleanswer", "multipleanswers", "multipleresponse", "checkbox"), "multiple"
    ),
    **dict.fromkeys(("tf", "boolean", "bool", "yesno", "trueorfalse"), "truefalse"),
    **dict.fromkeys(("text", "open", "string", "shortanswer", "shorttext", "freetext", "typed"), "short"),
    **dict.fromkeys(("numeric", "numerical", "integer", "float"), "number"),
    **dict.fromkeys(
        ("fillin", "fillintheblank", "fillintheblanks", "blank", "blanks", "gap", "gaps"), "cloze"
    ),
    **dict.fromkeys(("match", "pairs", "pairing"), "matching"),
    **dict.fromkeys(("order", "sequence", "sorting", "rank", "ranking", "arrange"), "ordering"),
    **dict.fromkeys(
        ("category", "categories", "categorize", "classification", "group", "grouping"), "categorise"
    ),
    **dict.fromkeys(("flashcard", "basic", "flash"), "card"),
    **dict.fromkeys(("longanswer", "paragraph", "freeresponse"), "essay"),
}


def hint_for_key(name: str, known: Collection[str], written: Collection[str] = ()) -> str | None:
    """Say which of the `known` keys a key of another program is here; None if that isn't known.

    A key that is `written` beside it can't be the one.
    """
    plain = _plain(name)
    meant = next((key for key in KEYS.get(plain, ()) if key in known and key not in written), None)
    if meant:
        return f"did you mean `{meant}`?"
    for key, by_name in _WITHIN:
        if key in known and plain in by_name:
            return by_name[plain]
    return ADVICE.get(plain)


def remedy_for_key(name: str, known: Collection[str], written: Collection[str]) -> str | None:
    """Say which of the `known` keys was meant, as in `hint_for_key` or by its spelling."""
    if hint := hint_for_key(name, known, written):
        return hint
    guess = near(name, known)
    return f"did you mean `{guess}`?" if guess else None


def type_meant(name: str, known: Collection[str]) -> str:
    """Say which of the `known` types was meant, or which ones there are."""
    own = TYPES.get(_plain(name))
    guess = own if own in known else near(name, known)
    return f"did you mean `{guess}`?" if guess else f"write one of {', '.join(known)}"


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name[:64].lower())
