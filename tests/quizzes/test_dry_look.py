"""What a composition comes to before anybody is asked."""

import pytest

from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, PoolQuestion, Section
from quizapp.quizzes.dry_look import Experience, Finding, FindingKind, look

POOL = [
    PoolQuestion(1, "a", "single", ("t",)),
    PoolQuestion(2, "b", "single", ("t",)),
    PoolQuestion(3, "c", "short", ("u",)),
    PoolQuestion(4, "e", "essay", ("u",), is_marked=False),
]


def looked(
    *items: FixedItem | DrawItem,
    excludes: dict[int, list[int]] | None = None,
    experience: Experience | None = None,
    is_exam: bool = False,
) -> dict[FindingKind, list[Finding]]:
    composition = Composition((Section(items),))
    found: dict[FindingKind, list[Finding]] = {}
    for finding in look(composition, POOL, excludes or {}, experience or Experience(), is_exam=is_exam):
        found.setdefault(finding.kind, []).append(finding)
    return found


def test_points_and_time_come_first_and_nothing_else_where_all_is_well() -> None:
    found = looked(FixedItem("a", 2), DrawItem(1, ("u",), points=0.5), FixedItem("e", 5))
    assert list(found) == [FindingKind.POINTS, FindingKind.SECONDS]
    assert found[FindingKind.POINTS] == [Finding(FindingKind.POINTS, 7.5)]
    # By their types: a choice, a typed answer and an essay.
    assert found[FindingKind.SECONDS] == [Finding(FindingKind.SECONDS, 20 + 30 + 600)]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, 20),
        ({1: [7, 90, 8, 9]}, 20),
        ({1: [7, 90, 8, 9, 10]}, 9),
        # What is known of the type, where too little is known of the question itself.
        ({2: [30, 31, 32, 33, 34]}, 32),
        ({1: [7, 90, 8, 9], 2: [30]}, 9),
    ],
)
def test_a_question_takes_as_long_as_it_took_in_the_middle(
    known: dict[int, list[float]], expected: float
) -> None:
    found = looked(FixedItem("a"), experience=Experience(seconds=known))
    assert found[FindingKind.SECONDS][0].amount == expected


def test_a_draw_takes_as_long_as_its_pool_in_the_mean() -> None:
    known = {1: [10.0] * 5, 2: [20.0] * 5}
    found = looked(DrawItem(2, ("t",)), experience=Experience(seconds=known))
    assert found[FindingKind.SECONDS][0].amount == 30


def test_what_is_missing_and_too_small_is_said_and_counts_for_nothing() -> None:
    found = looked(FixedItem("gone"), FixedItem("a"), DrawItem(3, ("t",), points=2))
    assert found[FindingKind.MISSING] == [Finding(FindingKind.MISSING, 1, (0, 0), ("gone",))]
    assert found[FindingKind.TOO_FEW] == [Finding(FindingKind.TOO_FEW, 2, (0, 2))]
    assert found[FindingKind.POINTS][0].amount == 3


def test_fixed_questions_that_exclude_each_other_are_named() -> None:
    found = looked(FixedItem("a"), FixedItem("c"), FixedItem("b"), excludes={1: [2], 2: [1]})
    assert found[FindingKind.GIVEAWAY] == [Finding(FindingKind.GIVEAWAY, 1, (0, 2), ("a", "b"))]
    assert FindingKind.MISSING not in found
    assert found[FindingKind.POINTS][0].amount == 2


def test_questions_in_study_are_named_those_that_may_be_drawn_too() -> None:
    experience = Experience(in_study=frozenset({1, 3, 99}))
    found = looked(FixedItem("c"), DrawItem(1, ("t",)), experience=experience)
    assert found[FindingKind.IN_STUDY] == [Finding(FindingKind.IN_STUDY, 2, questions=("a", "c"))]
    assert FindingKind.IN_STUDY not in looked(FixedItem("b"), experience=experience)


@pytest.mark.parametrize("is_exam", [True, False])
@pytest.mark.parametrize("is_public", [True, False])
def test_questions_of_an_exam_in_a_public_bank_are_named(*, is_exam: bool, is_public: bool) -> None:
    found = looked(FixedItem("a"), experience=Experience(is_public=is_public), is_exam=is_exam)
    assert (FindingKind.PUBLIC in found) == (is_exam and is_public)
