"""Questions whose words give away each other's answers: what is found, and what authors say of it."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.checks.giveaways import check_giveaways, find_giveaways
from quizapp.question_types import TYPES
from quizapp.question_types.base import Question

PASSAGE = {
    "id": "roads-to-kashgar",
    "type": "cloze",
    "text": "The new highway leads from Bishkek by way of {town} and over the {pass} pass to Kashgar.",
    "gaps": {"town": "Naryn", "pass": "Torugart"},
}
ROAD = {
    "id": "torugart-border",
    "type": "single",
    "prompt": "The road from Bishkek by way of Naryn crosses the Torugart pass. On which border does it lie?",
    "choices": ["Between Kyrgyzstan and China", "Between Tajikistan and China"],
    "answer": "Between Kyrgyzstan and China",
}
RIVER = {"id": "river", "type": "short", "prompt": "Which river feeds Lake Balkhash?", "answer": "Ili"}


def question(**written: Any) -> Question:
    model: type[Question] = TYPES[written["type"]].model
    return model.model_validate({"topics": ["t"], **written})


def short(key: str, prompt: str, answer: str, **more: Any) -> Question:
    return question(id=key, type="short", prompt=prompt, answer=answer, **more)


def told(*questions: Question, afterwards: bool = True) -> set[tuple[str, str, str]]:
    """Return who tells whose answer, and with which words."""
    found = find_giveaways(questions, afterwards=afterwards)
    return {(questions[one.revealing].id, questions[one.revealed].id, one.words) for one in found}


def test_what_stands_in_the_gaps_of_one_stands_in_the_prompt_of_the_other() -> None:
    found = told(question(**PASSAGE), question(**ROAD), question(**RIVER))
    assert {(teller, telling) for teller, telling, _ in found} == {("torugart-border", "roads-to-kashgar")}


def test_the_same_word_about_something_else_tells_nothing() -> None:
    other = short("fish", "Which fish did the monks of Naryn breed in the ponds of their monastery?", "carp")
    assert told(question(**PASSAGE), other) == set()


def test_two_that_ask_for_the_same_tell_each_other_nothing_before_one_is_answered() -> None:
    capital = short("capital", "Which city was the capital of Kazakhstan before Astana?", "Almaty")
    former = short("former", "Before Astana the capital of Kazakhstan was another city. Which?", "Almaty")
    assert told(capital, former, afterwards=False) == set()
    assert told(capital, former) == {("former", "capital", "Almaty"), ("capital", "former", "Almaty")}


def test_what_the_prompt_says_itself_is_not_told_by_others() -> None:
    own = short("own", "The Torugart pass lies on the road from Bishkek. What is its name?", "Torugart")
    assert told(own, question(**ROAD)) == set()


def test_a_word_that_many_questions_hold_tells_nothing() -> None:
    asked = short("asked", "Which pass does the road from Bishkek by way of Naryn cross?", "Torugart")
    many = [
        short(f"trade-{number}", f"Which goods number {number} crossed at Torugart?", f"goods{number}")
        for number in range(30)
    ]
    assert ("torugart-border", "asked", "Torugart") in told(asked, question(**ROAD))
    assert told(asked, question(**ROAD), *many) == set()


def test_an_explanation_tells_only_where_it_is_read_before_the_other_is_answered() -> None:
    length = question(
        id="length",
        type="number",
        prompt="How many kilometres long is the highway from Bishkek to the Chinese border?",
        answer="540",
        explanation="The highway from Bishkek reaches the Chinese border at the Torugart pass.",
    )
    where = short(
        "where", "At which pass does the highway from Bishkek reach the Chinese border?", "Torugart"
    )
    assert told(length, where) == {("length", "where", "Torugart")}
    assert told(length, where, afterwards=False) == set()


def test_a_card_tells_what_stands_on_its_back() -> None:
    prompt = "What does one need to know of the highway from Bishkek to the Chinese border?"
    back = "The highway from Bishkek reaches the Chinese border at the Torugart pass."
    card = question(id="card", type="card", prompt=prompt, back=back)
    asked = "At which pass does the highway from Bishkek reach the Chinese border?"
    where = short("where", asked, "Torugart")
    assert told(card, where) == {("card", "where", "Torugart")}
    assert told(card, where, afterwards=False) == set()


def test_a_choice_tells_what_is_typed_and_not_what_is_chosen_from_others() -> None:
    names = ["Torugart", "Kulma", "Irkeshtam"]
    prompt = "Which mountain pass does the highway from {} to Kashgar cross?"
    chosen = question(
        id="chosen", type="single", prompt=prompt.format("Bishkek"), choices=names, answer="Torugart"
    )
    typed = short("typed", prompt.format("Khorog"), "Kulma")
    other = question(
        id="other", type="single", prompt=prompt.format("Osh"), choices=names, answer="Irkeshtam"
    )
    assert told(chosen, typed, other, afterwards=False) == {
        ("chosen", "typed", "Kulma"),
        ("other", "typed", "Kulma"),
    }


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("The alliance signed its treaty in the capital with five founding states.", True),
        ("The alliance signed its treaty in the capital on five sheets of paper.", False),
    ],
)
def test_a_small_number_tells_only_what_it_counts(sentence: str, tells: bool) -> None:  # noqa: FBT001
    count = question(
        id="count",
        type="number",
        prompt="How many founding states signed the treaty of the alliance in the capital?",
        answer="5",
        unit="states",
    )
    claim = question(id="claim", type="truefalse", prompt=sentence, answer=True)
    assert told(count, claim) == ({("claim", "count", "5")} if tells else set())


def test_a_date_is_found_as_it_is_spelled() -> None:
    asked = question(
        id="when",
        type="timeline",
        prompt="When was each of these?",
        events=[
            {"event": "The treaty of friendship is signed", "date": "2002-12"},
            {"event": "The army trains", "date": "2001"},
        ],
    )
    claim = question(
        id="claim",
        type="truefalse",
        prompt="A treaty of friendship was signed in December 2002.",
        answer=True,
    )
    assert told(asked, claim) == {("claim", "when", "December 2002")}


def write(folder: BankFolder, *, header: str = "", passage: str = "", road: str = "") -> None:
    folder.write("bank.yaml", HEADER + header)
    folder.write(
        "q.yaml",
        f"""\
        questions:
          - id: roads
            type: cloze
            topics: [t]
            text: The highway leads from Bishkek by way of {{town}} and over the Torugart pass to China.
            gaps: {{town: Naryn}}
            {passage}
          - id: border
            type: truefalse
            topics: [t]
            prompt: The highway from Bishkek by way of Naryn crosses the Torugart pass.
            answer: true
            {road}
          - {{id: river, type: short, topics: [t], prompt: Which river feeds Lake Balkhash?, answer: Ili}}
        """,
    )


def hints(folder: BankFolder) -> list[str]:
    reading = folder.read()
    assert reading.problems == ()
    return [str(hint).rpartition("/")[2] for hint in check_giveaways(reading)]


def test_a_hint_names_both_the_words_and_what_to_write(folder: BankFolder) -> None:
    write(folder)
    (hint,) = hints(folder)
    assert hint == (
        "q.yaml:2:9: hint: `border` gives away the answer to `roads`: “Naryn” (write `excludes: [border]`,"
        " or `allows: [border]` if they may meet, or reword one)"
    )


@pytest.mark.parametrize("key", ["excludes", "allows"])
@pytest.mark.parametrize("place", ["passage", "road"])
def test_nothing_is_left_to_say_once_the_author_has_said_it_in_either(
    folder: BankFolder, key: str, place: str
) -> None:
    other = {"passage": "border", "road": "roads"}[place]
    write(folder, **{place: f"{key}: [{other}]"})
    assert hints(folder) == []


def test_to_allow_what_nothing_forbids_is_in_vain(folder: BankFolder) -> None:
    write(folder, passage="allows: [border, river]")
    (hint,) = hints(folder)
    assert hint == (
        "q.yaml:7:22: hint: neither this question nor `river` seems to give the other's answer away"
        " (leave it out)"
    )


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("allows: [borders]", "there is no question `borders` in this bank (did you mean `border`?)"),
        ("allows: [roads]", "`roads` is this question itself (leave it out)"),
        (
            "{excludes: [border], allows: [border]}",
            "`border` is excluded, so it can't be allowed too (leave one of them out)",
        ),
    ],
)
def test_what_cannot_be_allowed_is_a_fault(folder: BankFolder, said: str, fault: str) -> None:
    lines = said.strip("{}").replace("], ", "]\n            ")
    write(folder, passage=lines)
    (found,) = folder.faults()
    assert found.endswith(fault)


@pytest.mark.parametrize(("feedback", "tells"), [("end", False), ("each", True)])
def test_of_an_exam_explanations_count_if_a_quiz_shows_them_meanwhile(
    folder: BankFolder,
    feedback: str,
    tells: bool,  # noqa: FBT001
) -> None:
    quizzes = f"quizzes: [{{id: all, title: All, count: 2, feedback: {feedback}}}]\n"
    folder.write("bank.yaml", HEADER + "audience: exam\n" + quizzes)
    folder.write(
        "q.yaml",
        """\
        questions:
          - {id: pass, type: short, topics: [t], answer: Torugart,
             prompt: At which pass does the highway from Bishkek reach the Chinese border?}
          - {id: long, type: truefalse, topics: [t], answer: true,
             prompt: The highway from Bishkek is long.,
             explanation: The highway from Bishkek reaches the Chinese border at the Torugart pass.}
        """,
    )
    assert bool(hints(folder)) == tells


WORDS = (
    "Naryn",
    "Osh",
    "Kulma",
    "highway",
    "pass",
    "border",
    "treaty",
    "signed",
    "river",
    "of",
    "the",
    "2002",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@st.composite
def banks(draw: st.DrawFn) -> list[Question]:
    texts = draw(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8))
    return [
        short(f"q{number}", prompt, answer, explanation=explanation)
        for number, (prompt, answer, explanation) in enumerate(texts)
    ]


@given(banks(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(bank: list[Question], chance: random.Random) -> None:
    assert told(*bank) == told(*chance.sample(bank, len(bank)))


@given(banks())
def test_what_shows_before_is_told_afterwards_too_and_nobody_tells_themselves(bank: list[Question]) -> None:
    before, after = told(*bank, afterwards=False), told(*bank)
    assert {pair[:2] for pair in before} <= {pair[:2] for pair in after}
    assert all(teller != telling for teller, telling, _ in after)


@given(banks())
def test_an_answer_is_told_only_where_all_its_words_stand(bank: Sequence[Question]) -> None:
    texts = {one.id: f"{one.prompt} {one.explanation} {TYPES[one.type].answer_text(one)}" for one in bank}
    for teller, _, words in told(*bank):
        assert set(words.split()) - {"of", "the"} <= set(texts[teller].split())


@settings(max_examples=20)
@given(st.lists(st.sampled_from(sorted(TYPES)), min_size=2, max_size=6))
def test_questions_of_every_type_can_be_compared(names: list[str]) -> None:
    bank = [
        question(**{"prompt": "Which?", **example.question, "id": f"q{place}"})
        for place, name in enumerate(names)
        for example in TYPES[name].examples[:1]
    ]
    assert all(one.revealing != one.revealed for one in find_giveaways(bank))
