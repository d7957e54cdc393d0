"""What an author is told of the script of an answer, and of the signs in it."""

from collections.abc import Iterator

from quizapp.question_types.base import Fault
from quizapp.question_types.folding.romanised import romanised
from quizapp.question_types.short.judging import Judge


def writing_faults(judge: Judge, accepted: tuple[tuple[str, float], ...]) -> Iterator[Fault]:
    """Yield originals that are of no use, and texts whose signs count although signs are forgiven."""
    yield from _original_faults(judge)
    for place, (text, _) in enumerate(accepted, start=-1):
        if judge.known.drops_signs(text):
            path = ("answer",) if place < 0 else ("aliases", place)
            message = f"“{text}” looks like a formula or code: its signs count, its spaces don't"
            yield Fault(path, message, "add an alias if it is right without a sign too", "hint")


def _original_faults(judge: Judge) -> Iterator[Fault]:
    for place, text in enumerate(judge.rules.originals):
        path = ("original", place)
        if not judge.fold(text):
            yield Fault(path, f"no learner can write “{text}”", "write it in letters")
        elif not romanised(text):
            message = f"“{text}” has no Cyrillic or Chinese letters, and is accepted only as it stands"
            yield Fault(path, message, "write other spellings as `aliases`", "hint")
