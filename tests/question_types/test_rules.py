"""What instructors read of how a question is marked: all that its author wrote beside the answer."""

from typing import Any

import pytest

from quizapp.question_types import TYPES

USUALLY = "case, accents, punctuation, spacing"
AROUND = "an article in front, “It is …”, an abbreviation beside the name"
SHARED = {"id": "one", "topics": ["greek"], "prompt": "Which one?"}


def rules_of(type_: str, **own: Any) -> dict[str, tuple[str, ...]]:
    kind = TYPES[type_]
    question = kind.model.model_validate(SHARED | {"type": type_} | own)
    assert list(kind.faults(question)) == []
    return {rule.label: rule.lines for rule in kind.rules(question)}


def test_of_a_short_answer_they_name_all_that_is_accepted_and_forgiven() -> None:
    assert rules_of(
        "short",
        answer="Xinjiang",
        aliases=["Sinkiang", {"text": "Turkestan*", "credit": 0.5}],
        typos=2,
        regex="xinj.+",
        feedback=[{"response": "Tibet", "text": "Further **south**."}],
    ) == {
        "Right too": ("Sinkiang",),
        "Partly right": (r"Turkestan\*: 0.5 of the points",),
        "Right too, as a pattern over what is left once all is forgiven": (r"xinj\.\+",),
        "Forgiven": (f"{USUALLY}, {AROUND}, slips of a letter: 1 from 5 letters on, 2 from 8 letters on",),
        "Feedback": ("Tibet: Further **south**.",),
    }
    assert rules_of("short", answer="Xinjiang", forgive=[])["Forgiven"] == ("nothing",)


@pytest.mark.parametrize(
    ("own", "rules"),
    [
        ({"answer": "384400"}, {}),
        ({"answer": "384400", "tolerance": "2 %"}, {"Right": ("376,712 to 392,088",)}),
        (
            {"answer": "1,5", "tolerance": "0,25", "language": "de", "unit": ["km", "Kilometer"]},
            {"Right": ("1,25 to 1,75",), "Unit": ("km", "Kilometer"), "Without a unit": ("1 of the points",)},
        ),
        (
            {"answer": "5", "unit": {"km": 1, "miles": 1.609}, "without_unit": 0.5},
            {"Unit": ("km", "miles = 1.609 km"), "Without a unit": ("0.5 of the points",)},
        ),
        (
            {"answer": "5", "unit": "km", "unit_required": True},
            {"Unit": ("km",), "Without a unit": ("asked back",)},
        ),
    ],
)
def test_of_a_number_they_say_from_where_to_where_it_is_right(
    own: dict[str, Any], rules: dict[str, Any]
) -> None:
    assert rules_of("number", **own) == rules


def test_of_a_date_they_say_what_a_part_of_it_earns() -> None:
    assert rules_of("date", answer="2001-06-15", right_year=0.25, right_month=0.5) == {
        "Partly right": ("the right month and year: 0.5 of the points", "the right year: 0.25 of the points")
    }
    assert rules_of("date", answer="June 2001") == {"Right too": ("any date within it",)}


def test_of_choices_they_say_how_they_are_weighed_and_what_is_said_of_them() -> None:
    choices = ["Alpha", {"text": "Beta", "feedback": "No."}, {"text": "None of these", "pin": "last"}]
    told = {"Feedback": ("Beta: No.",), "Always last": ("None of these",)}
    assert rules_of("single", choices=choices, answer="Alpha") == told
    marking = rules_of("multiple", choices=choices, answer=["Alpha"], marking="all-or-nothing")
    assert marking == {"Marking": ("all or nothing",)} | told
    in_order = rules_of("single", choices=["1", "2"], answer="2", shuffle=False)
    assert in_order == {"Order": ("as written",)}
    assert rules_of("truefalse", answer=True, feedback={"false": "Look again."}) == {
        "Feedback": ("False: Look again.",)
    }


def test_of_a_text_with_gaps_they_name_the_rules_of_each_gap_and_its_weight() -> None:
    gaps = {
        "name": {"answer": "Omega", "aliases": ["Ohm"], "weight": 2},
        "year": {"type": "date", "answer": "1991"},
    }
    rules = rules_of("cloze", text="Of {name} since {year}.", gaps=gaps)
    assert rules["Weights"] == ("gap 1 counts 2", "gap 2 counts 1")
    assert rules["Gap 1: Right too"] == ("Ohm",)
    assert rules["Gap 2: Right too"] == ("any date within it",)


def test_of_items_they_say_what_is_counted() -> None:
    pairs = [["One", "Alpha"], ["Two", "Beta"]]
    assert rules_of("matching", pairs=pairs, distractors=["Gamma"]) == {
        "Marking": ("the share of items that are right",),
        "Offered, and never right": ("Gamma",),
    }
    events = [{"event": "One", "date": "1991"}, {"event": "Two", "date": "1995"}]
    assert rules_of("timeline", events=events, full=1, zero=5)["Marking"] == (
        "all of it up to 1 year off",
        "nothing from 5 years off",
        "evenly less between",
    )
