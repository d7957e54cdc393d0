"""A question as it is stored for good: plain JSON, and the digest that tells one wording from another."""

import hashlib
import json
from typing import Any, Final, cast

from quizapp.question_types import TYPES
from quizapp.question_types.base import Question

#: What a question says of others and of its own past.
_NO_WORDING: Final = ("excludes", "allows", "was")


def dump(question: Question) -> dict[str, Any]:
    """Return a question as plain JSON, from which `load` makes it again."""
    return question.model_dump(mode="json", by_alias=True)


def content(question: Question) -> dict[str, Any]:
    """Return what a revision keeps: the question without what isn't its wording."""
    return question.model_dump(mode="json", by_alias=True, exclude=set(_NO_WORDING))


def load(data: dict[str, Any]) -> Question:
    """Return the question that `dump` wrote.

    Raises `KeyError` for an unknown type, and pydantic's `ValidationError` for data that `dump` didn't write.
    """
    return cast("Question", TYPES[data["type"]].model.model_validate(data))


def digest(question: Question) -> str:
    """Return the SHA-256, in hex, of all that a learner can meet or be marked by.

    That leaves out `tests`, `excludes`, `allows` and `was`, and what stands at its default, so that a new
    optional key changes no digest; another default does, by the number of the type's `defaults`.
    """
    left_out = {"tests", *_NO_WORDING}
    data = question.model_dump(mode="json", by_alias=True, exclude=left_out, exclude_defaults=True)
    if (defaults := TYPES[question.type].defaults) > 1:
        data["defaults"] = defaults
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
