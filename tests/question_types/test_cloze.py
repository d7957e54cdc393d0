"""Gaps in running text: where they stand, what each takes, what they earn together."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.markup.markdown import render
from quizapp.question_types.base import MalformedError
from quizapp.question_types.cloze.kind import Cloze, ClozeQuestion
from quizapp.question_types.cloze.text import HOLES, cut, fill, holes_in, names_in
from quizapp.question_types.parts import MOST_PARTS

CLOZE = Cloze()
COLOURS = {"type": "choice", "choices": ["red", "green", "blue"], "answer": "green"}


def question(text: str = "A {a}, a {b}.", **own: Any) -> ClozeQuestion:
    gaps = own.pop("gaps", {"a": "x", "b": "y"})
    return ClozeQuestion.model_validate(
        {"id": "q", "type": "cloze", "topics": ["t"], "text": text, "gaps": gaps, **own}
    )


def faults(asked: ClozeQuestion) -> list[tuple[tuple[str | int, ...], str]]:
    found = list(CLOZE.faults(asked))
    assert all(fault.message and fault.remedy for fault in found)
    return [(fault.path, f"{fault.message} ({fault.remedy})") for fault in found]


@pytest.mark.parametrize(
    ("text", "gaps", "path", "words"),
    [
        ("A {a}, a {c}.", {"a": "x"}, ("text",), "the gap `{c}` has no answer (add `c: …` under `gaps`)"),
        ("In {citty}.", {"city": "x", "b": "y"}, ("text",), "did you mean `{city}`?"),
        ("A {a}.", {"a": "x", "b": "y"}, ("gaps", "b"), "the gap `b` isn't in the text (write `{b}`"),
        ("A {a}, a {a}.", {"a": "x"}, ("text",), "is in the text twice"),
        ("A {a}.", {"a": "…"}, ("gaps", "a", "answer"), "can't be read as an answer"),
        ("A {a}.", {"a": {"type": "number", "answer": "many"}}, ("gaps", "a", "answer"), "one number"),
        ("A {a}.", {"a": {"type": "date", "answer": "30.2.2001"}}, ("gaps", "a", "answer"), "28 days"),
        ("A {a}.", {"a": {**COLOURS, "answer": "gren"}}, ("gaps", "a", "answer"), "did you mean “green”"),
        (
            "A {a}.",
            {"a": {**COLOURS, "choices": ["red", "green", "red "]}},
            ("gaps", "a", "choices", 2),
            "there twice",
        ),
        (
            "A {a}.",
            {"a": {"answer": "x", "feedback": [{"response": "X", "text": "No."}]}},
            ("gaps", "a", "feedback", 0, "response"),
            "is right",
        ),
    ],
)
def test_a_fault_is_found_where_it_stands(
    text: str, gaps: dict[str, Any], path: tuple[str | int, ...], words: str
) -> None:
    found = [(where, said) for where, said in faults(question(text, gaps=gaps)) if where == path]
    assert len(found) == 1
    assert words in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "{a}: $x^{2}$ and $$\\frac{b}{c}$$.",
        "${a} and $10",
        "A set {1, 2} of {a}.",
        "**{a}**able, `{a }`",
        "|x|\n|-|\n|{a}|",
    ],
)
def test_braces_that_are_no_gap_are_left_alone(text: str) -> None:
    assert faults(question(text, gaps={"a": "x"})) == []
    assert lost(text) == []
    assert [place for place, _ in holes_in(render(fill(text)))] == [0]


def test_a_gap_stays_where_it_is_when_the_text_is_rendered() -> None:
    asked = question("One **{a}** (of {b}).\n\n- {c}, x\n", gaps={"a": "x", "b": "y", "c": "z"})
    pieces = CLOZE.pieces(asked, render(CLOZE.with_holes(asked)))
    assert [piece.replace("\n", "") for _, piece in pieces] == [
        "<p>One <strong>",
        "</strong> (of ",
        "</p><ul><li>",
        " x</li></ul>",
    ]
    assert [marks for marks, _ in pieces] == ["", "", ").", ","]


WORDS = st.sampled_from(
    [
        *(
            "{a}",
            "{b}",
            "{c}",
            "{",
            "}",
            "$",
            "\\",
            "x",
            " ",
            "\n",
            "\ue000",
            "&#xE000;",
            "&#57345;",
            "%EE%80%80",
        ),
        *(
            "](",
            ")",
            "![",
            "[",
            "]: ",
            "<a:",
            ">",
            "https://e.org/",
            '"',
            "`",
            "```",
            "|",
            "|-|\n",
            "# ",
            "- ",
            "*",
        ),
    ]
)
nasty = st.lists(WORDS, max_size=30).map("".join)


@given(nasty)
def test_there_is_one_hole_for_each_gap_whatever_the_text(text: str) -> None:
    holes = [character for character in fill(text) if character in HOLES]
    assert holes == [*HOLES[: len(names_in(text))]]


@pytest.mark.parametrize(
    "text",
    [
        "See [it](https://e.org/{b}), {a}.",
        "See [it](https://e.org/(x){b}), {a}.",
        "See <https://e.org/{b}>, {a}.",
        "See [the {b} river](https://e.org), {a}.",
        "![a {b}](https://e.org/river.png) {a}",
        '{a} [link]\n\n[link]: https://e.org/{b} "t"',
        "{a}\n\n[link]: https://e.org/{b}",
        '{a} [l]\n\n[l]: https://e.org/ "title {b} x"',
        '{a} [l](https://e.org "title {b} x")',
        "{a}\n\n```lang-{b}\nx\n```",
        "{a} \\\\$x {b}$",
        "{a}\n\n|x|\n|-|\n|y|{b}|",
        # As many holes as gaps, and yet one of them is lost.
        "{a} &#xE000;\n\n[link]: https://e.org/{b}",
    ],
)
def test_a_gap_that_is_lost_when_its_text_is_rendered_is_a_fault(text: str) -> None:
    assert lost(text) == ["the gap `{b}` stands where nothing can be filled in"]


def test_every_gap_that_is_lost_is_named() -> None:
    assert len(lost("{a}\n\n[l]: https://e.org/{b}{c}")) == 2


@pytest.mark.parametrize("text", ["One {a} and &#xE000; here.", "&#57344; {a}", "{a} &#xe013;"])
def test_what_would_be_taken_for_a_gap_is_a_fault(text: str) -> None:
    assert lost(text) == ["the text has a character that is taken for a gap"]
    assert shape(text, 1) == "_"


@pytest.mark.parametrize("text", ["\ue000 {a} \ue001{b}\ue013", "&amp;#xE000; {a} `{b}` &#x41;"])
def test_what_only_looks_like_a_gap_is_none(text: str) -> None:
    assert lost(text) == []


def lost(text: str) -> list[str]:
    found = list(CLOZE.rendered_faults(question(text), render))
    assert all(fault.path == ("text",) and fault.remedy for fault in found)
    return [fault.message for fault in found]


def shape(text: str, count: int) -> str:
    """Return "_" for each gap of a rendered text after checking that it stands in text."""
    pieces = cut(render(fill(text)), count)
    for end in range(1, len(pieces)):
        before = "".join(pieces[:end])
        assert before.count("<") == before.count(">")
        assert before.count("<math") == before.count("</math>")
        assert before.count("<a ") == before.count("</a>")
    assert not set("".join(pieces)) & set(HOLES)
    return "_" * (len(pieces) - 1)


@given(nasty)
def test_whatever_was_let_pass_a_page_has_every_gap_once_and_outside_of_tags(text: str) -> None:
    count = len(names_in(text))
    assert shape(text, min(count, MOST_PARTS)) == "_" * min(count, MOST_PARTS)


@given(nasty.map(str.strip).filter(bool))
def test_a_text_without_faults_is_cut_just_where_its_gaps_are(text: str) -> None:
    count = min(len(names_in(text)), MOST_PARTS)
    if not lost(text):
        assert [place for place, _ in holes_in(render(fill(text)))] == [*range(count)]


def test_a_gap_that_was_lost_stands_before_the_next_or_at_the_end() -> None:
    text = "{a} [l](https://e.org/{b}) {c} [l](https://e.org/{d}) x"
    pieces = cut(render(fill(text)), 4)
    assert pieces[0] == "<p>"
    assert pieces[2] == ""
    assert pieces[3].endswith("x</p>\n")
    assert pieces[4] == ""


def test_nothing_long_takes_long_to_look_through() -> None:
    for text in ("![" * 10_000, "](" * 10_000, "$a" * 10_000, "<a:" * 6_000, "{a}" * 6_000):
        names_in(text)


def graded(asked: ClozeQuestion, *sent: str) -> float:
    order = CLOZE.order(asked, 0)
    return CLOZE.grade(asked, CLOZE.parse(asked, list(sent), order)).credit


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.data())
def test_gaps_earn_by_their_weight_and_empty_ones_nothing(right: list[bool], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(right), max_size=len(right)))
    asked = question(
        " ".join(f"{{g{place}}}" for place in range(len(right))),
        gaps={f"g{place}": {"answer": "yes", "weight": weight} for place, weight in enumerate(weights)},
    )
    response = CLOZE.read_written(asked, tuple("yes" if is_right else "no" for is_right in right))
    expected = sum(weight for weight, is_right in zip(weights, right, strict=True) if is_right) / sum(weights)
    assert CLOZE.grade(asked, response).credit == pytest.approx(expected)
    assert (CLOZE.grade(asked, response).outcome == "right") == all(right)
    if any(right):
        left = [text if text == "yes" else "" for text in response]
        assert CLOZE.grade(asked, left) == CLOZE.grade(asked, response)


def test_a_gap_takes_what_a_question_of_its_type_takes() -> None:
    asked = question(
        "{n} of {d} in {s}",
        gaps={
            "n": {"type": "number", "answer": "11 million", "tolerance": "5 %"},
            "d": {"type": "date", "answer": "2001-06-15"},
            "s": {"answer": "Xinjiang", "aliases": ["Sinkiang"]},
        },
    )
    assert graded(asked, "11,000,000", "June 15, 2001", "sinkiang") == 1
    assert graded(asked, "10.9m", "", "") == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("sent", "hint", "part"),
    [
        (["many", "red"], "Gap 1: ", 0),
        (["1", "9"], "Gap 2: Choose one", 1),
        (["1", "red"], "Gap 2: Choose one", 1),
        (["", " "], "Fill in at least one gap.", None),
        (["1"], "Fill in at least one gap.", None),
        (["1", "0", "0"], "Fill in at least one gap.", None),
        (["1" * 999, "0"], "Gap 1: That is too long", 0),
    ],
)
def test_what_cannot_be_read_is_asked_back_by_the_gap(sent: list[str], hint: str, part: int | None) -> None:
    asked = question(gaps={"a": {"type": "number", "answer": "1"}, "b": COLOURS})
    with pytest.raises(MalformedError, match=f"^{hint}") as caught:
        CLOZE.parse(asked, sent, CLOZE.order(asked, 4))
    assert caught.value.part == part


@given(st.integers())
def test_the_choices_of_each_drop_down_are_shuffled_by_the_seed(seed: int) -> None:
    asked = question("{c} {a} {b}", gaps={"a": "x", "b": COLOURS, "c": {**COLOURS, "answer": "red"}})
    order = CLOZE.order(asked, seed)
    of_c, of_a, of_b = CLOZE.orders(asked, order)
    assert (sorted(of_c), of_a, sorted(of_b)) == ([0, 1, 2], (), [0, 1, 2])
    sent = [str(of_c.index(0)), "x", str(of_b.index(1))]
    assert CLOZE.parse(asked, sent, order) == CLOZE.right_response(asked) == ["0", "x", "1"]


def test_an_author_tries_out_gaps_in_the_order_of_the_text() -> None:
    asked = question("{b} and {a}", gaps={"a": "x", "b": COLOURS})
    assert CLOZE.read_written(asked, ("green", "x")) == ["1", "x"]
    assert CLOZE.read_written(asked, ("", "x")) == ["", "x"]
    for written in (("x",), ("gren", "x"), ("", ""), "x"):
        with pytest.raises(MalformedError):
            CLOZE.read_written(asked, written)
    assert CLOZE.read_written(question("{a}", gaps={"a": "x"}), "x") == ["x"]


def test_gaps_are_typed_in_the_language_of_the_bank() -> None:
    asked = question("{a} {b}", gaps={"a": "x", "b": {"answer": "y", "language": "fr"}}, language="de")
    assert [getattr(gap, "language", None) for gap in asked.in_order] == ["de", "fr"]


def test_the_choices_of_a_drop_down_stay_where_the_author_wants_them() -> None:
    pinned = {**COLOURS, "choices": [{"text": "none of these", "pin": "last"}, *COLOURS["choices"]]}
    as_written = {**COLOURS, "shuffle": False}
    asked = question("{a} {b}", gaps={"a": pinned, "b": as_written})
    for seed in range(20):
        of_a, of_b = CLOZE.orders(asked, CLOZE.order(asked, seed))
        assert of_a[-1] == 0
        assert of_b == (0, 1, 2)


def test_the_page_says_what_form_a_date_or_a_number_has() -> None:
    gaps = {
        "a": {"type": "date", "answer": "2001"},
        "b": {"type": "number", "answer": "5", "unit": "km", "unit_required": True},
        "c": "x",
    }
    asked = question("{c} {a} {b}", gaps=gaps)
    assert CLOZE.hints(asked) == "Gap 2: Write the year. Gap 3: Write the unit too, such as km."
    assert CLOZE.hints(question()) == ""


def test_a_list_tells_clozes_apart_by_their_text() -> None:
    asked = question("One **{a}** of\n\n- {b}.\n")
    assert asked.title == "One **…** of - …."


# ---- what the text prints around a gap

LENGTH = {"type": "number", "answer": "1783"}
COST = {"type": "number", "answer": "5 million"}


@pytest.mark.parametrize(
    ("text", "gap", "typed"),
    [
        ("It is {a} km long.", LENGTH, "1,783 km"),
        ("It is {a} km long.", LENGTH, "1783km"),
        ("It is {a} km long.", LENGTH, "1783 km long"),
        ("It is {a} km long.", LENGTH, "1783 kilometres"),
        ("It is **{a}** km long.", LENGTH, "1783 KM"),
        ("It has {a} million tonnes of it.", {"type": "number", "answer": "20"}, "20 million tonnes"),
        ("It has {a} million tonnes of it.", {"type": "number", "answer": "20"}, "20 million"),
        ("It has {a} million tonnes of it.", {"type": "number", "answer": "20"}, "20 tons"),
        ("It has {a}% of it.", {"type": "number", "answer": "20"}, "20 %"),
        ("It has {a}% of it.", {"type": "number", "answer": "20"}, "20 per cent"),
        ("It has {a} square kilometres.", {"type": "number", "answer": "20"}, "20 km²"),
        ("It has {a} neighbours.", {"type": "number", "answer": "5"}, "five neighbours"),
        ("It cost ${a} in all.", COST, "$5 million"),
        ("It cost US\\${a}.", COST, "5m dollars"),
        ("It cost €{a}.", COST, "EUR 5m"),
        ("It is {a} km long.", {**LENGTH, "unit": "km", "unit_required": True}, "1783 km"),
        ("It is {a} km long.", "1783", "1783 km"),
        ("It flows into the {a} Sea.", "Caspian", "Caspian Sea"),
        ("It flows into the {a} Sea.", "Caspian", "Caspian"),
        ("It flows into the {a} Sea.", "Caspian Sea", "Caspian Sea"),
    ],
)
def test_what_the_text_prints_behind_a_gap_may_be_typed_too(text: str, gap: Any, typed: str) -> None:
    asked = question(text, gaps={"a": gap})
    assert CLOZE.grade(asked, CLOZE.parse(asked, [typed], ())).credit == 1


@pytest.mark.parametrize("typed", ["1783 miles", "1783 m", "1783 years"])
def test_another_unit_than_the_text_prints_is_asked_back(typed: str) -> None:
    asked = question("It is {a} km long.", gaps={"a": LENGTH})
    with pytest.raises(MalformedError):
        CLOZE.parse(asked, [typed], ())


def test_a_wrong_answer_stays_wrong_with_what_is_printed_behind_it() -> None:
    asked = question("It is {a} km long and flows into the {b} Sea.", gaps={"a": LENGTH, "b": "Caspian"})
    assert CLOZE.grade(asked, CLOZE.parse(asked, ["1784 km", "Aral Sea"], ())).credit == 0


def test_what_is_printed_around_a_gap_is_not_stored() -> None:
    asked = question("It is {a} km long.", gaps={"a": LENGTH})
    assert "km" not in asked.model_dump_json(include={"gaps"})
    again = ClozeQuestion.model_validate_json(asked.model_dump_json())
    assert CLOZE.grade(again, ["1783 km"]).credit == 1
