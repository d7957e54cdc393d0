"""For whom a bank is, as its file says."""

import pytest
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.audience import Audience

QUESTION = "questions:\n  - {id: a, type: truefalse, topics: [t], prompt: A?, answer: true}\n"


def test_a_bank_is_for_everybody_unless_it_says_otherwise(folder: BankFolder) -> None:
    folder.write("questions.yaml", QUESTION)
    for written, audience in (("", "public"), *((f"audience: {one}\n", one) for one in Audience)):
        folder.write("bank.yaml", HEADER + written)
        bank = folder.read().bank
        assert bank
        assert Audience(bank.audience) is Audience(audience)


@pytest.mark.parametrize("audience", ["exams", "everybody", "[exam]"])
def test_another_audience_is_a_fault(folder: BankFolder, audience: str) -> None:
    folder.write("questions.yaml", QUESTION)
    folder.write("bank.yaml", HEADER + f"audience: {audience}\n")
    (fault,) = folder.faults()
    assert fault.startswith("bank.yaml:6:11: `audience` should be `public`, `course` or `exam`, not ")
