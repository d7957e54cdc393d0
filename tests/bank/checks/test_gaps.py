"""Where the faults of gaps stand in a file, and in which words."""

import pytest
from support.bank_folder import BankFolder

HEADER = """\
questions:
  - id: a
    type: cloze
    topics: [moon]
"""


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            "text: A {a}.\n    gaps: {a: {type: shrot, answer: x}}",
            "6:22: `type` can't be `shrot` (did you mean",
        ),
        ("text: A {a}.\n    gaps: {a: [x, y]}", "6:15: `a` should be a text or a mapping, not a list"),
        ("text: A {a}.\n    gaps: {a: x, B c: y}", "6:18: a gap should be made of small letters"),
        ("text: A {a}.\n    gaps: {a: {answer: x, wait: 2}}", "6:27: `wait` is not a key of `a`"),
        ("text: A {a} &#xE000;.\n    gaps: {a: x}", "5:11: the text has a character that is taken for a gap"),
        ("text: A [b](https://e.org/{a}).\n    gaps: {a: x}", "5:11: the gap `{a}` stands where nothing"),
        (
            "text: |\n      A [b]\n\n      [b]: https://e.org/{a}\n    gaps: {a: x}",
            "5:11: the gap `{a}` stands where nothing can be filled in (move it out of the link",
        ),
        ("text: A {a}.\n    gaps: {}", "6:11: `gaps` needs at least 1 item"),
        ("text: A {a} and {b}.\n    gaps: {a: x}", "5:11: the gap `{b}` has no answer"),
        ("text: A {a}.\n    gaps:\n      a: x\n      b: y", "8:10: the gap `b` isn't in the text"),
        ("text: A {a}.\n    gaps:\n      a: …", "7:10: “…” can't be read as an answer"),
        ("text: A {a}.\n    gaps:\n      a: {type: date,\n          answer: soon}", "8:19: “soon” can't be"),
        (
            "text: A {a}.\n    gaps: {a: x}\n    tests: [{response: [y], mark: 1}]",
            "7:24: this test expects 1 for `y`, which earns 0",
        ),
    ],
)
def test_a_fault_of_a_gap_stands_at_its_line(lines: str, fault: str, folder: BankFolder) -> None:
    folder.write("q.yaml", HEADER + "    " + lines + "\n")
    found = folder.faults()
    assert len(found) == 1
    assert found[0].startswith(f"q.yaml:{fault}")


def test_a_cloze_needs_no_prompt_and_its_gaps_speak_the_language_of_the_bank(folder: BankFolder) -> None:
    folder.write("bank.yaml", "schema: 1\nbank: moon\ntitle: Moon\nlanguage: de\n")
    folder.write("q.yaml", HEADER + "    text: Ein {a}.\n    gaps: {a: Mond}\n")
    bank = folder.read().bank
    assert bank
    [question] = bank.questions
    assert question.prompt
    assert question.model_dump()["gaps"]["a"]["language"] == "de"
