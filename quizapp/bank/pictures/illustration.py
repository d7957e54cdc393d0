"""The last step of reading a bank: what its pictures hold takes the place of their names.

It waits until everything else is right, so that every other fault names what its author wrote.
"""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from quizapp.bank import revision
from quizapp.bank.checks.shape import shape_faults
from quizapp.bank.markup.markdown import render
from quizapp.bank.pictures.images import Images
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem
from quizapp.bank.schema import BankFile
from quizapp.question_types import TYPES
from quizapp.question_types.base import Fault, Question

#: A question, and where it stands.
Placed = tuple[Question, Place]


def illustrate_header(header: BankFile, place: Place, images: Images) -> tuple[BankFile, list[Problem]]:
    """Return what bank.yaml holds with its pictures as they are stored, and what is wrong with that."""
    data = images.resolve(header.model_dump(mode="json", by_alias=True))
    try:
        return BankFile.model_validate(data), []
    except ValidationError as error:
        faults = _too_long(error, data, BankFile, "bank.yaml")
        return header, [place.problem_of(fault) for fault in faults]


def illustrate(questions: Iterable[Placed], images: Images) -> tuple[list[Placed], list[Problem]]:
    """Return the questions with their pictures as they are stored, and what is wrong with that."""
    illustrated, problems = [], []
    for question, place in questions:
        written = revision.dump(question)
        data = images.resolve(written)
        stored, faults = (question, []) if data == written else _stored(question, data)
        illustrated.append((stored, place))
        problems += [place.problem_of(fault) for fault in faults]
    return illustrated, problems


def _stored(question: Question, data: Any) -> tuple[Question, list[Fault]]:
    """Make the question of its data; one that can't be made any more stays as it is."""
    kind = TYPES[question.type]
    try:
        stored = kind.model.model_validate(data)
    except ValidationError as error:
        return question, _too_long(error, data, kind.model, f"a question of type `{question.type}`")
    return stored, list(kind.rendered_faults(stored, render))


def _too_long(error: ValidationError, data: Any, model: type[BaseModel], noun: str) -> list[Fault]:
    """Return where there is no room for the pictures: a stored one has a hundred characters."""
    shapes = shape_faults(error, data, model, noun)
    return [Fault(shape.path, shape.message, shape.remedy) for shape in shapes]
