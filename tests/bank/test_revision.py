import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.bank.revision import content, digest, dump, load
from quizapp.question_types import TYPES
from quizapp.question_types.base import Question

EXAMPLES = [example.question for kind in TYPES.values() for example in kind.examples]
WHOLE: dict[str, Any] = {
    "id": "a",
    "type": "single",
    "topics": ["t", "t/u"],
    "prompt": "What? $x$",
    "choices": ["A", {"text": "B", "feedback": "No."}],
    "answer": "A",
    "explanation": "So.",
    "sources": [{"document": "d", "paragraph": 3, "evidence": ["x", "y"]}],
    "tests": [{"response": "A", "mark": 1}, {"response": "C", "mark": "malformed"}],
}


def question(**changes: Any) -> Question:
    data = {key: value for key, value in {**WHOLE, **changes}.items() if value is not None}
    made: Question = TYPES[data["type"]].model.model_validate(data)
    return made


def test_every_type_has_examples_to_store() -> None:
    assert {example["type"] for example in EXAMPLES} == set(TYPES)


@pytest.mark.parametrize("example", [*EXAMPLES, WHOLE], ids=lambda example: example["id"])
def test_a_question_comes_back_from_storage_as_it_was(example: dict[str, Any]) -> None:
    before = TYPES[example["type"]].model.model_validate(example)
    stored = json.loads(json.dumps(dump(before)))
    after = load(stored)
    assert after == before
    assert type(after) is type(before)
    assert dump(after) == stored
    assert digest(after) == digest(before)


def test_neither_an_authors_tests_nor_what_is_excluded_make_another_wording() -> None:
    assert digest(question(tests=None)) == digest(question())
    assert digest(question(excludes=["b"])) == digest(question())


def test_a_revision_does_not_keep_what_its_question_excludes() -> None:
    excluding = question(excludes=["b"])
    assert dump(excluding)["excludes"] == ["b"]
    assert load(content(excluding)) == question()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "b"},
        {"type": "multiple", "answer": ["A"]},
        {"topics": ["t"]},
        {"topics": ["t/u", "t"]},
        {"prompt": "What then? $x$"},
        {"choices": [{"text": "B", "feedback": "No."}, "A"]},
        {"choices": ["A", {"text": "B", "feedback": "Nearly."}]},
        {"choices": ["A", "B"]},
        {"answer": "B"},
        {"explanation": None},
        {"language": "de"},
        {"sources": None},
        {"sources": [{"document": "d", "paragraph": 4, "evidence": ["x", "y"]}]},
    ],
    ids=str,
)
def test_whatever_a_learner_meets_or_is_marked_by_makes_another_wording(change: dict[str, Any]) -> None:
    assert digest(question(**change)) != digest(question())


def test_what_is_written_out_as_its_default_makes_no_other_wording() -> None:
    several = {"type": "multiple", "answer": ["A"]}
    assert digest(question(**several, marking="right-minus-wrong")) == digest(question(**several))
    assert digest(question(**several, marking="per-choice")) != digest(question(**several))
    assert digest(question(language="en")) == digest(question())
    assert digest(question(choices=[{"text": "A"}, {"text": "B"}])) == digest(question(choices=["A", "B"]))


def test_a_digest_is_of_the_canonical_json_and_so_the_same_in_every_release() -> None:
    """Another digest for the same text would give every question of every bank a new revision."""
    canonical = (
        '{"answer":"A","choices":[{"text":"A"},{"feedback":"No.","text":"B"}],"explanation":"So.","id":"a",'
        '"prompt":"What? $x$","sources":[{"document":"d","evidence":["x","y"],"paragraph":3}],'
        '"topics":["t","t/u"],"type":"single"}'
    )
    assert digest(question()) == hashlib.sha256(canonical.encode()).hexdigest()


def test_what_was_not_dumped_is_not_loaded() -> None:
    with pytest.raises(ValidationError):
        load({"type": "short", "id": "a"})
    with pytest.raises(KeyError):
        load({"type": "riddle"})


@given(
    prompt=st.text(min_size=1).filter(str.strip), answer=st.text(min_size=1, max_size=50).filter(str.strip)
)
def test_any_text_survives_storage(prompt: str, answer: str) -> None:
    data = {"id": "a", "type": "short", "topics": ["t"], "prompt": prompt, "answer": answer}
    before = TYPES["short"].model.model_validate(data)
    assert load(json.loads(json.dumps(dump(before)))) == before
