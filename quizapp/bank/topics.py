"""What a topic is called: by the titles that its bank gives along its path, else by the path's own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a bank: its path, and the titles along it, the outermost first."""

    path: str
    titles: tuple[str, ...]

    @property
    def depth(self) -> int:
        """Tell how far below a top-level topic it lies; 0 for one of those."""
        return len(self.titles) - 1

    @property
    def top(self) -> "Topic":
        """Return the top-level topic that it is or lies below."""
        return Topic(self.path.partition("/")[0], self.titles[:1])

    @property
    def name(self) -> str:
        """Return its own title, where those above it stand elsewhere: "Oil and gas"."""
        return self.titles[-1]

    @property
    def full_name(self) -> str:
        """Return its title after those above it: "Agreements: Oil and gas"."""
        return ": ".join(self.titles)


def make_topic(path: str, titles: Mapping[str, str]) -> Topic:
    """Return the topic with a path; `titles` are those of its bank, by path."""
    return Topic(path, tuple(titles.get(above) or _own_words(above) for above in paths_to(path)))


@lru_cache(maxsize=4096)  # a bank has few topics, which stand at many questions
def paths_to(path: str) -> tuple[str, ...]:
    """Return the paths of the topics above one, and its own: "a", "a/b" and "a/b/c" for "a/b/c"."""
    return tuple(accumulate(path.split("/"), "{}/{}".format))


def paths_of(topics: Iterable[str]) -> set[str]:
    """Return the paths of some topics and of all above them."""
    return {path for topic in topics for path in paths_to(topic)}


def _own_words(path: str) -> str:
    words = path.rpartition("/")[2].replace("-", " ")
    return words[:1].upper() + words[1:]
