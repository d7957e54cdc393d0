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
    **dict.fromkeys(("title", "name", "heading"), ("title", "prompt", "event", "criterion")),
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
    **dict.fromkeys(("steps", "sequence", "order"), ("items",)),
    **dict.fromkeys(("matches", "matching"), ("pairs",)),
    **dict.fromkeys(("left", "premise", "term"), ("item",)),
    **dict.fromkeys(("definition", "partner"), ("match",)),
    **dict.fromkeys(("buckets", "classes"), ("groups",)),
    **dict.fromkeys(("margin", "error", "precision", "epsilon"), ("tolerance",)),
    "units": ("unit",),
    **dict.fromkeys(("min", "max", "between", "interval"), ("range",)),
    **dict.fromkeys(
        ("shufflechoices", "shuffleanswers", "shuffleoptions", "randomize", "randomise"), ("shuffle",)
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
        ("points", "score", "grade", "expected", "result", "fraction"), ("mark", "credit", "weight")
    ),
    **dict.fromkeys(("number", "size", "limit", "length", "questions"), ("count",)),
    **dict.fromkeys(("minutes", "timelimit", "duration", "time"), ("time_limit",)),
    **dict.fromkeys(("version", "schemaversion"), ("schema",)),
    **dict.fromkeys(("summary", "about", "intro", "introduction"), ("description",)),
}
#: By a name elsewhere that has no key here: what to do.
ADVICE: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("points", "score", "grade", "marks", "mark", "weight", "defaultgrade", "maxscore", "value"),
        "leave it out: every question counts for the same, and parts by their `weight` or `points`",
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


def hint_for_key(name: str, known: Collection[str]) -> str | None:
    """Say what a key that another program has is among the `known` ones here; None if nobody can tell."""
    plain = _plain(name)
    meant = next((key for key in KEYS.get(plain, ()) if key in known), None)
    return f"did you mean `{meant}`?" if meant else ADVICE.get(plain)


def type_meant(name: str, known: Collection[str]) -> str:
    """Say which of the `known` types was meant, or which ones there are."""
    own = TYPES.get(_plain(name))
    guess = own if own in known else near(name, known)
    return f"did you mean `{guess}`?" if guess else f"write one of {', '.join(known)}"


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name[:64].lower())
