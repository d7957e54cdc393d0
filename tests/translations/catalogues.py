"""The texts that the code marks, and what a catalogue lacks of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from quizapp.translation.languages import CatalogueError, read_catalogue

METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {
    pattern: {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"} for pattern, _ in METHODS
}
KEYWORDS: dict[str, Any] = DEFAULT_KEYWORDS | {"lazy": None}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def collect(package: Path) -> Catalog:
    """Return all texts that a package marks."""
    texts = Catalog()
    found = extract_from_dir(
        package, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, line, text, comments, context in found:
        texts.add(text, None, [(file, line)], auto_comments=comments, context=context)
    return texts


def faults_of(file: Path, texts: Catalog) -> Iterator[str]:
    """Tell what is wrong with a catalogue: what can't be read, lacks, has gone, or has other placeholders."""
    try:
        catalogue = read_catalogue(file)
    except CatalogueError as error:
        yield str(error)
        return
    for wanted in texts:
        if not wanted.id:
            continue
        found = catalogue.get(wanted.id, wanted.context)
        if found is None or found.fuzzy or not all(_all(found.string)):
            yield f"{file.name}: not translated: {_all(wanted.id)[0]!r}"
        elif fault := _fault(found, catalogue.num_plurals):
            yield f"{file.name}: {fault}: {_all(wanted.id)[0]!r}"
    for found in catalogue:
        if found.id and texts.get(found.id, found.context) is None:
            yield f"{file.name}: no longer in the code: {_all(found.id)[0]!r}"


def _fault(message: Message, plurals: int) -> str | None:
    ids, strings = _all(message.id), _all(message.string)
    if len(strings) != (plurals if len(ids) > 1 else 1):
        return f"{len(strings)} forms instead of {plurals}"
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for string in strings:
        # A form for one alone may leave out the number.
        if not set(PLACEHOLDER.findall(string)) <= wanted or (
            len(ids) == 1 and set(PLACEHOLDER.findall(string)) != wanted
        ):
            return f"other placeholders than {sorted(wanted)}"
    return None


def _all(forms: Any) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms)
