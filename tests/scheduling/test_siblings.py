"""Of questions that tell each other's answers one comes a day."""

from quizapp.scheduling.siblings import Apart

#: In a chain each tells the answers of those beside it.
CHAIN = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}


def test_the_first_keeps_its_siblings_back_and_one_that_is_kept_back_keeps_nobody() -> None:
    apart = Apart[str]()
    assert [name for name, siblings in CHAIN.items() if apart.admit(name, siblings)] == ["a", "c"]


def test_what_is_asked_anyway_keeps_its_siblings_back() -> None:
    apart = Apart[str]()
    apart.ask(CHAIN["b"])
    assert [name for name, siblings in CHAIN.items() if apart.admit(name, siblings)] == ["b"]


def test_a_copy_goes_its_own_way() -> None:
    apart = Apart[str]()
    other = apart.copy()
    assert other.admit("a", CHAIN["a"])
    assert apart.admit("b", CHAIN["b"])
