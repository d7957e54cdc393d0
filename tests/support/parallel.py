"""Work that is done at once, on threads that begin together."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Flask

T = TypeVar("T")

#: How long the slowest may take, in seconds.
PATIENCE = 60


def at_once(work: Sequence[Callable[[], T]], app: Flask | None = None) -> list[T | Exception]:
    """Do all the work at once, in the app's context if one is given; return what came of each.

    What was raised stands in the place of its result.
    """
    ready = threading.Barrier(len(work))
    results: dict[int, T | Exception] = {}

    def do(place: int) -> None:
        try:
            if app is None:
                ready.wait(PATIENCE)
                results[place] = work[place]()
                return
            with app.app_context():
                ready.wait(PATIENCE)
                results[place] = work[place]()
        except Exception as error:  # noqa: BLE001 -- handed to the test
            results[place] = error

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(results) == len(work), "somebody waits for ever"
    return [results[place] for place in range(len(work))]
