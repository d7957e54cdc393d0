"""Which keys an author may write where, and which one was meant."""

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from rapidfuzz import process
from rapidfuzz.distance import OSA

#: The share of letters that a name and what was written for it have in common.
LIKENESS: Final = 0.6

#: For how many names the one that was meant is looked for among many: each is compared with all there are.
MOST_GUESSES: Final = 100

#: Keys and indexes that lead from a mapping to something in it.
Path: TypeAlias = tuple[str | int, ...]


def near(text: str, names: Collection[str]) -> str | None:
    """Return the name that was probably meant, or None."""
    text = text[:64].strip().lower()
    likeness, name = max(((OSA.normalized_similarity(text, name), name) for name in names), default=(0.0, ""))
    return name if likeness >= LIKENESS else None


class Guesses:
    """Finds which of many names were meant, and stops after so many that the author has enough to do."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._left = MOST_GUESSES

    def near(self, text: str) -> str | None:
        """Return the name that was probably meant; None if there is none, or too many were asked for."""
        if self._left == 0:
            return None
        self._left -= 1
        found = process.extractOne(
            text[:200].strip().lower(), self._names, scorer=OSA.normalized_similarity, score_cutoff=LIKENESS
        )
        return str(found[0]) if found else None


def fields_at(model: type[BaseModel], path: Path) -> Mapping[str, FieldInfo]:
    """Return the fields of the mapping to which `path` leads from `model`, by their names in Python."""
    for step in path:
        if isinstance(step, str):
            field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
            inner = _model_in(field.annotation) if field else None
            if inner is None:
                return {}
            model = inner
    return model.model_fields


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation such as `tuple[Source, ...]` is about."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
