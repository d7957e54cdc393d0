"""Hints as authors write them, what they leave of a credit, and every fault of them at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import BankFolder

from quizapp.bank import revision
from quizapp.question_types.base import MOST_HINTS, Question, WholeHint


def one(hints: str) -> str:
    """Return a file with a question of which the hints stand in line 7 from column 12 on."""
    return f"""\
questions:
  - id: capital
    type: short
    topics: [cities]
    prompt: Which city?
    answer: Osh
    hints: {hints}
"""


def read(folder: BankFolder, hints: str) -> Question:
    folder.write("q.yaml", one(hints))
    bank = folder.read().bank
    assert bank, folder.faults()
    return bank.questions[0]


def test_a_hint_is_a_text_or_a_text_and_its_cost(folder: BankFolder) -> None:
    question = read(folder, "[It lies in the *south*., {text: It has 3 letters., cost: 0.5}]")
    assert question.hints == (
        WholeHint(text="It lies in the *south*.", cost=0.33),
        WholeHint(text="It has 3 letters.", cost=0.5),
    )


def test_hints_are_kept_with_the_wording_and_make_another_one(folder: BankFolder) -> None:
    without, with_one = read(folder, "[]"), read(folder, "[It lies in the south.]")
    assert revision.load(revision.dump(with_one)) == with_one
    assert revision.digest(without) != revision.digest(with_one)
    folder.write("q.yaml", one("[]").replace("    hints: []\n", ""))
    bank = folder.read().bank
    assert bank
    assert revision.digest(bank.questions[0]) == revision.digest(without)


@pytest.mark.parametrize(
    ("hints", "fault"),
    [
        (
            "[A, {text: B, cost: 0.68}]",
            "7:32: with this hint the hints cost 1.01 of the credit, which",
        ),
        ("[A, B, C, D]", "7:22: with this hint the hints cost 1.32 of the credit, which is more"),
        ("[A, B, {text: C, cost: 0.5}, {text: D, cost: 0.5}]", "7:35: with this hint the hints cost 1.16"),
        ("[{text: A, cost: 1.5}]", "7:29: `cost` should be at most 1, not 1.5 (change the number)"),
        ("[{text: A, cost: -1}]", "7:29: `cost` should be at least 0, not -1 (change the number)"),
        ("[{text: A, cost: dear}]", "7:29: `cost` should be a number, not `dear`"),
        ("[{text: A, price: 1}]", "7:23: `price` is not a key of a hint"),
        ("[{cost: 0.1}]", "7:13: missing `text` in a hint (add `text: …`)"),
        ('[""]', "7:13: a hint is empty (write it)"),
        ("Only one", "7:12: `hints` should be a list, not `Only one` (put it in brackets: `[Only one]`)"),
        ("[A, '$\\frac{1}$']", "7:16: the formula `\\frac{1}` can't be read: "),
        (
            "[{text: A, cost: 0}, {text: B, cost: 0}, {text: C, cost: 0}, {text: D, cost: 0}, E, F]",
            f"7:12: `hints` may have at most {MOST_HINTS} items, and has 6 (shorten it)",
        ),
    ],
)
def test_a_fault_in_hints_stands_at_its_place(hints: str, fault: str, folder: BankFolder) -> None:
    folder.write("q.yaml", one(hints))
    found = folder.faults()
    assert len(found) == 1, found
    assert found[0].startswith(f"q.yaml:{fault}"), found
    assert folder.read().bank is None


@pytest.mark.parametrize("costs", [[1], [0.33, 0.33, 0.34], [0.1] * 5, [0, 0, 1]])
def test_hints_may_cost_all_of_the_credit(costs: list[float], folder: BankFolder) -> None:
    texts = ", ".join(f"{{text: Number {place}, cost: {cost}}}" for place, cost in enumerate(costs))
    assert read(folder, f"[{texts}]").cost_of(len(costs)) == pytest.approx(sum(costs))


@given(st.lists(st.floats(0, 1), max_size=5), st.floats(0, 1), st.floats(0, 1), st.integers(0, 5))
def test_hints_take_away_and_never_give(costs: list[float], credit: float, other: float, used: int) -> None:
    hints = tuple(WholeHint(text=str(place), cost=cost / 5) for place, cost in enumerate(costs))
    question = Question.model_construct(hints=hints)
    after = question.credit_after(used, credit)
    assert 0 <= after <= credit + 1e-9
    assert question.credit_after(0, credit) == credit
    assert question.credit_after(used + 1, credit) <= after
    assert (question.credit_after(used, other) <= after) or other >= credit


def test_what_is_left_is_a_plain_figure(folder: BankFolder) -> None:
    question = read(folder, "[A, B]")
    assert [question.credit_after(used, 1) for used in (0, 1, 2)] == [1, 0.67, 0.34]
    assert [question.credit_after(used, 0.5) for used in (0, 1, 2)] == [0.5, 0.17, 0]


def test_a_hint_that_is_there_already_is_a_warning(folder: BankFolder) -> None:
    folder.write("q.yaml", one("[A b, A  b]"))
    assert folder.faults() == []
    assert folder.advice() == [
        "q.yaml:7:18: warning: this hint is there already (say something else, or leave it out)"
    ]
