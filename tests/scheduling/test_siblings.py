"""Of questions that tell each other's answers one comes a day."""

from quizapp.scheduling.siblings import BuriedSiblings

#: In a chain each tells the answers of those beside it.
CHAIN = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}


def test_the_first_buries_its_siblings_and_one_that_is_buried_buries_nobody() -> None:
    buried = BuriedSiblings[str]()
    assert [name for name, siblings in CHAIN.items() if buried.ask_unless_buried(name, siblings)] == [
        "a",
        "c",
    ]


def test_what_is_asked_anyway_buries_its_siblings() -> None:
    buried = BuriedSiblings[str]()
    buried.bury(CHAIN["b"])
    assert [name for name, siblings in CHAIN.items() if buried.ask_unless_buried(name, siblings)] == ["b"]


def test_a_copy_goes_its_own_way() -> None:
    buried = BuriedSiblings[str]()
    other = buried.copy()
    assert other.ask_unless_buried("a", CHAIN["a"])
    assert buried.ask_unless_buried("b", CHAIN["b"])
