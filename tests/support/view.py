"""One state of one page that is looked at."""

from dataclasses import dataclass

from support.acts import Act


@dataclass(frozen=True)
class View:
    """One state of one page. `path` may name places of the population; `bare`: where no bank is."""

    endpoint: str | None
    state: str
    path: str
    who: str | None = None
    act: Act | None = None
    bare: bool = False

    def __str__(self) -> str:
        return f"{self.endpoint or 'errors'}: {self.state}"
